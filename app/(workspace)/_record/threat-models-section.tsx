import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { ButtonLink } from "@/components/ui/button-link";
import { OptionBadge } from "@/components/ui/option-badge";
import { threatModelsRead, threatModelsWrite } from "@/lib/domain/threat-models/access";
import { modelsWith } from "@/lib/domain/threat-models/queries/links";
import { modelStates } from "@/lib/domain/threat-models/record/schema";
import { may, mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";

interface ThreatModelsSectionProps {
  recordId: string;
  /** The business unit of the AI system, where it is one: a model of it can be added. */
  systemUnit?: string;
}

/** The threat models in which a record of the inventory appears, and how far their threats are decided. */
export async function ThreatModelsSection({ recordId, systemUnit }: ThreatModelsSectionProps) {
  const actor = await requireActor();
  if (!mayAnywhere(actor, threatModelsRead)) return null;
  const { rows } = await modelsWith.execute(actor, { recordId });
  const adds = systemUnit !== undefined && may(actor, threatModelsWrite, systemUnit);
  return (
    <Section
      title={`Threat models: ${rows.length}`}
      id="threat-models"
      flush
      actions={
        adds ? (
          <ButtonLink href={`/threat-models/new?system=${recordId}`} size="sm">
            New threat model
          </ButtonLink>
        ) : null
      }
    >
      <SimpleTable
        label="Threat models"
        columns={[
          { key: "title", label: "Threat model" },
          { key: "state", label: "State", width: "8rem" },
          { key: "open", label: "Open", align: "right", width: "5rem" },
          { key: "needs", label: "Needs answers", align: "right", width: "8rem" },
          { key: "confirm", label: "To confirm", align: "right", width: "7rem" },
        ]}
        rows={rows.map(({ id, ref, title, state, open, needsAnswer, toConfirm }) => ({
          key: id,
          href: `/threat-models/${id}`,
          cells: {
            title: `${ref} ${title}`,
            state: <OptionBadge options={modelStates} value={state} />,
            ...{ open, needs: needsAnswer, confirm: toConfirm },
          },
        }))}
        empty="It appears in no threat model. That is not the same as no threat."
      />
    </Section>
  );
}
