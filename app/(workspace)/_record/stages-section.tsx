import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { OptionBadge } from "@/components/ui/option-badge";
import { stagesNaming } from "@/lib/domain/pasta-stages/queries/naming";
import { stageStates } from "@/lib/domain/pasta-stages/schema";
import { threatModelsRead } from "@/lib/domain/threat-models/access";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";

interface StagesSectionProps {
  /** What the stages name. */
  of: { evidenceId: string } | { threatId: string };
}

/** What the stages of PASTA say of a piece of evidence or a threat; nothing where they say nothing. */
export async function StagesSection({ of }: StagesSectionProps) {
  const actor = await requireActor();
  if (!mayAnywhere(actor, threatModelsRead)) return null;
  const { rows } = await stagesNaming.execute(actor, of);
  if (rows.length === 0) return null;
  return (
    <Section title={`Named at stages of PASTA: ${rows.length}`} id="stages" flush>
      <SimpleTable
        label="Entries of PASTA stages that name it"
        columns={[
          { key: "entry", label: "Entry" },
          { key: "stage", label: "Stage", width: "17rem" },
          { key: "state", label: "Sign-off", width: "9rem" },
        ]}
        rows={rows.map(({ id, text, one, ref, name, model, href, state, list }) => ({
          key: `${list} ${id}`,
          href: `${href}#${list}`,
          cells: {
            entry: (
              <>
                <span className="block text-ink-faint text-xs first-letter:uppercase">{one}</span>
                {text}
              </>
            ),
            stage: `${ref} ${name}: ${model}`,
            state: <OptionBadge options={stageStates} value={state} />,
          },
        }))}
        empty="None."
      />
    </Section>
  );
}
