import Link from "next/link";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { JoinRisk, MakeRisk } from "../../_record/risk-acts";
import { LeaveRisk } from "./finding-acts";
import type { ShownFinding } from "./read-finding";

interface RisksSectionProps {
  finding: ShownFinding;
  can: boolean;
}

/** The risks of the register that a finding belongs to. */
export function RisksSection({ finding, can }: RisksSectionProps) {
  const { risks } = finding;
  const risk = { reference: finding.ref, url: `/api/v1/findings/${finding.id}/risk` };
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
              title={finding.title}
              says="Its cause comes from the finding. Score it on its page."
            />
          </>
        ) : null
      }
    >
      <SimpleTable
        label="Risks that this finding belongs to"
        columns={[
          { key: "risk", label: "Risk" },
          { key: "score", label: "Current score", width: "8.5rem" },
          { key: "act", label: "Action", width: "8rem" },
        ]}
        rows={risks.map(({ linkId, id, ref, title, currentScore }) => ({
          key: linkId,
          cells: {
            risk: (
              <Link href={`/risks/${id}`} prefetch={false} className="font-medium hover:underline">
                {ref} {title}
              </Link>
            ),
            score: currentScore === 0 ? "Not scored" : currentScore,
            act: can ? <LeaveRisk linkId={linkId} name={ref} /> : null,
          },
        }))}
        empty="It belongs to no risk. Make it one, or join one that is there."
      />
    </Section>
  );
}
