import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { OptionBadge } from "@/components/ui/option-badge";
import { threatModelsRead } from "@/lib/domain/threat-models/access";
import { threatsOn } from "@/lib/domain/threat-models/queries/links";
import { threatStates } from "@/lib/domain/threat-models/record/schema";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";

interface ThreatsSectionProps {
  /** The risk that stands for them, or the control that is carried out against them. */
  of: { riskId: string } | { controlId: string };
}

/** The threats that a risk stands for or a control is carried out against; nothing where there are none. */
export async function ThreatsSection({ of }: ThreatsSectionProps) {
  const actor = await requireActor();
  if (!mayAnywhere(actor, threatModelsRead)) return null;
  const { rows } = await threatsOn.execute(actor, of);
  if (rows.length === 0) return null;
  const onRisk = "riskId" in of;
  return (
    <Section
      title={`Threats: ${rows.length}`}
      id="threats"
      description={onRisk ? "Scores are suggested by the rules; a person scores the risk." : undefined}
      flush
    >
      <SimpleTable
        label="Threats"
        columns={[
          { key: "threat", label: "Threat" },
          { key: "model", label: "Threat model", width: "13rem" },
          { key: "state", label: "State", width: "9rem" },
          ...(onRisk ? [{ key: "suggested", label: "Suggested", width: "11rem" }] : []),
        ]}
        rows={rows.map(({ id, ref, title, state, model, suggested }) => ({
          key: id,
          href: `/threats/${id}`,
          cells: {
            threat: `${ref} ${title}`,
            model: `${model.ref} ${model.title}`,
            state: <OptionBadge options={threatStates} value={state} />,
            suggested: suggested ? `Likelihood ${suggested.likelihood}, impact ${suggested.impact}` : "None",
          },
        }))}
        empty="None."
      />
    </Section>
  );
}
