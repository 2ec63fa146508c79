import Link from "next/link";
import { ActButton } from "@/components/form/act-button";
import { Section } from "@/components/layout/section";
import { factLabel, factWords } from "@/lib/domain/assessments/facts/words/rules";
import type { AssessmentRecord } from "./read-assessment";
import { SuggestedControls } from "./suggested-controls";

/** What the answers say about the system that the register does not hold, and the risks and controls they suggest. */
export function ProposalsSection({
  assessment,
  asOf,
}: {
  assessment: AssessmentRecord;
  asOf?: string | undefined;
}) {
  const { id, differing, suggested, suggestedControls, systemVersion, subject, facts, may } = assessment;
  if (differing.length + suggested.length + suggestedControls.length === 0) return null;
  return (
    <Section title="What follows from the answers" description="Nothing is taken over by itself.">
      {differing.length > 0 ? (
        <>
          <h3 className="font-medium text-sm">Facts that differ from the register</h3>
          <ul className="mt-1 mb-3 grid gap-2 text-sm">
            {differing.map(({ questionKey, fact, value }) => (
              <li key={questionKey} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                <span>
                  {factLabel(fact)}: {factWords(fact, value)}. The register says{" "}
                  {factWords(fact, facts[fact])}.
                </span>
                {may.confirmFacts && !asOf ? (
                  <ActButton
                    label="Take over"
                    size="sm"
                    action={{
                      method: "POST",
                      url: `/api/v1/assessments/${id}/confirm-fact`,
                      body: { questionKey, systemVersion },
                    }}
                    done={`${factLabel(fact)} is taken over.`}
                  />
                ) : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {suggested.length > 0 ? (
        <>
          <h3 className="font-medium text-sm">Suggested risks</h3>
          <ul className="mt-1 mb-3 grid gap-2 text-sm">
            {suggested.map(({ risk, title, because, adoptedAs }) => (
              <li key={risk} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                <span className="min-w-0 flex-1 basis-64">
                  <Link href={`/risk-catalogue/${risk}`} prefetch={false} className="text-accent underline">
                    {title}
                  </Link>
                  {because.map((one) => (
                    <span key={one} className="block text-ink-soft">
                      {one}
                    </span>
                  ))}
                </span>
                {adoptedAs ? (
                  <Link href={`/risks/${adoptedAs}`} prefetch={false} className="text-accent hover:underline">
                    In the register
                  </Link>
                ) : may.adopt && !asOf ? (
                  <ActButton
                    label="Add risk"
                    size="sm"
                    action={{
                      method: "POST",
                      url: "/api/v1/risk-catalogue/adopt",
                      body: { entries: [risk], systemIds: [subject?.id] },
                    }}
                    done="The risk is in the register."
                  />
                ) : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <SuggestedControls
        suggested={suggestedControls}
        systemId={subject?.id ?? null}
        mayAdopt={may.adoptControls && !asOf}
      />
    </Section>
  );
}
