import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { routes } from "@/lib/domain/obligations/classifications/schema";
import { outcomeOptions } from "@/lib/domain/obligations/schema";
import type { ClassificationRecord } from "./read-classification";

/** Every outcome of the answers, with the article, the dates by route and the reason; and what is still open. */
export function OutcomesSection({ view }: { view: ClassificationRecord }) {
  const { outcomes, openQuestions, state } = view;
  const open =
    openQuestions.length > 0
      ? `${openQuestions.length} ${openQuestions.length === 1 ? "question is" : "questions are"} open: ${openQuestions.join(", ")}. Until they are answered more can follow; nothing counts as minimal.`
      : "Every question is answered.";
  return (
    <Section
      title={`Outcomes: ${outcomes.length}`}
      id="outcomes"
      description={state === "not-started" ? "Nobody has answered anything yet." : open}
      flush
    >
      <SimpleTable
        label="Outcomes"
        columns={[
          { key: "outcome", label: "Outcome", width: "30%" },
          { key: "from", label: "From", width: "8.5rem" },
          { key: "article", label: "Article", width: "26%" },
          { key: "because", label: "Because" },
        ]}
        rows={outcomes.map((one) => ({
          key: `${one.outcome} ${one.role} ${one.path.at(-1)} ${one.legalRef}`,
          cells: {
            outcome: (
              <>
                <OptionBadge options={outcomeOptions} value={one.outcome} />
                <span className="mt-0.5 block text-ink-faint text-xs">
                  {one.role ? `As ${one.role}` : "In any role"}
                </span>
              </>
            ),
            from: one.appliesFrom ? (
              <>
                <DateText value={one.appliesFrom} />
                {one.practicalFrom && one.practicalFrom !== one.appliesFrom ? (
                  <span className="block text-ink-faint text-xs">
                    formally; in practice <DateText value={one.practicalFrom} />
                  </span>
                ) : null}
              </>
            ) : (
              <span className="text-ink-faint">No date</span>
            ),
            article: (
              <>
                {one.legalRef}
                {one.route ? (
                  <span className="block text-ink-faint text-xs">
                    By {routes.find(({ value }) => value === one.route)?.label}
                  </span>
                ) : null}
              </>
            ),
            because: (
              <>
                {one.because}
                {one.note ? <span className="block text-ink-faint text-xs">{one.note}</span> : null}
              </>
            ),
          },
        }))}
        empty="No outcome follows from the answers so far."
      />
    </Section>
  );
}
