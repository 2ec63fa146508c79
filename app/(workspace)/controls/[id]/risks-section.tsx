import Link from "next/link";
import { onDay } from "@/components/layout/on-day";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { risksOfControl } from "@/lib/domain/controls/queries/links";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";
import type { ControlRecord } from "./read-control";

interface RisksSectionProps {
  control: ControlRecord;
  asOf?: string | undefined;
}

/** The risks that a control lowers; they are linked on the pages of the risks. */
export async function RisksSection({ control, asOf }: RisksSectionProps) {
  const actor = await requireActor();
  const { rows } = await asOfDay(asOf, actor, () => risksOfControl.execute(actor, { controlId: control.id }));
  return (
    <Section title={`Risks it lowers: ${rows.length}`} id="risks" flush>
      <SimpleTable
        label="Risks that this control lowers"
        columns={[
          { key: "risk", label: "Risk" },
          { key: "owner", label: "Owner", width: "11rem" },
          { key: "score", label: "Current score", width: "11rem" },
        ]}
        rows={rows.map(({ linkId, id, ref, title, owner, currentScore, followsControls }) => ({
          key: linkId,
          cells: {
            risk: (
              <Link
                href={onDay(`/risks/${id}`, asOf)}
                prefetch={false}
                className="font-medium hover:underline"
              >
                {ref} {title}
              </Link>
            ),
            owner: owner ?? <span className="text-ink-faint">Nobody</span>,
            score: `${currentScore === 0 ? "Not scored" : currentScore}${followsControls ? ", follows its controls" : ""}`,
          },
        }))}
        empty="It is linked to no risk. A control is linked on the page of the risk that it lowers."
      />
    </Section>
  );
}
