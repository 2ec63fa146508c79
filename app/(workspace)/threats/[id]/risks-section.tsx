import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { JoinRisk, MakeRisk } from "../../_record/risk-acts";
import type { ShownThreat } from "./read-threat";
import { RemoveLink } from "./threat-acts";

interface RisksSectionProps {
  threat: ShownThreat;
  can: boolean;
}

/** The risks that stand for a threat in the register. */
export function RisksSection({ threat, can }: RisksSectionProps) {
  const { risks, title, model } = threat;
  const risk = { reference: threat.ref, url: `/api/v1/threats/${threat.id}/risk` };
  return (
    <Section
      title={`Risks: ${risks.length}`}
      id="risks"
      flush
      actions={
        can ? (
          <>
            <JoinRisk {...risk} />
            <MakeRisk
              {...risk}
              title={`${title} (${model.title})`.slice(0, 200)}
              says="Cause, event and consequence come from the threat. Scores are only suggested: score it on its page."
            />
          </>
        ) : null
      }
    >
      <SimpleTable
        label="Risks that stand for this threat"
        columns={[
          { key: "risk", label: "Risk" },
          { key: "score", label: "Current score", width: "8.5rem" },
          { key: "act", label: "", width: "10rem" },
        ]}
        rows={risks.map(({ linkId, id, ref, title: called, currentScore }) => ({
          key: linkId,
          cells: {
            risk: (
              <a href={`/risks/${id}`} className="font-medium hover:underline">
                {ref} {called}
              </a>
            ),
            score: currentScore === 0 ? "Not scored" : currentScore,
            act: can ? <RemoveLink kind="threat-risks" linkId={linkId} name={ref} /> : null,
          },
        }))}
        empty="No risk stands for it. Make it one, or join one that is there."
      />
    </Section>
  );
}
