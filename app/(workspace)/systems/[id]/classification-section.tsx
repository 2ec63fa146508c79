import { Facts } from "@/components/layout/facts";
import { onDay } from "@/components/layout/on-day";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { classificationStates, routes } from "@/lib/domain/obligations/classifications/schema";
import { outcomeOptions } from "@/lib/domain/obligations/schema";
import { classificationOf } from "./classification/read-classification";

/** What an AI system is under the EU AI Act, from when, and whether that is signed. */
export async function ClassificationSection({
  systemId,
  asOf,
}: {
  systemId: string;
  asOf: string | undefined;
}) {
  const view = await classificationOf(systemId, asOf);
  const { state, riskClass, modelClass, practicalFrom, appliesFrom, openQuestions, stateReason, can } = view;
  const started = state !== "not-started";
  return (
    <Section
      title="EU AI Act"
      id="classification"
      description={
        started ? (stateReason ?? undefined) : "Nobody has classified it. Unknown is not minimal risk."
      }
      actions={
        <ButtonLink href={onDay(`/systems/${systemId}/classification`, asOf)} size="sm">
          {started || asOf ? "Classification" : can.answer ? "Classify" : "Questions"}
        </ButtonLink>
      }
    >
      <Facts
        columns={3}
        items={[
          { label: "State", value: <OptionBadge options={classificationStates} value={state} /> },
          {
            label: "Class",
            value:
              (riskClass ?? modelClass) ? (
                <OptionBadge options={outcomeOptions} value={riskClass ?? modelClass} />
              ) : null,
          },
          {
            label: "Route",
            value: view.routes
              .map((one) => routes.find(({ value }) => value === one)?.label ?? one)
              .join(", "),
            empty: "None",
          },
          {
            label: "Formal date",
            value: appliesFrom ? <DateText value={appliesFrom} /> : null,
            empty: "None",
          },
          {
            label: "In practice",
            value: practicalFrom ? <DateText value={practicalFrom} /> : null,
            empty: "None",
          },
          { label: "Open questions", value: started ? String(openQuestions.length) : "All" },
        ]}
      />
    </Section>
  );
}
