import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { OptionBadge } from "@/components/ui/option-badge";
import { lawChanges } from "@/lib/domain/obligations/law-versions/queries/laws";
import { lawStates } from "@/lib/domain/obligations/law-versions/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { AffectedSystem } from "./affected-system";
import { LawActs } from "./law-acts";

export const metadata = { title: "What changes" };

/** What another edition of the law changes for the AI systems: outcomes, open questions, duties and dates, before it applies. */
export default async function LawChangesPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const read = await orNotFound(lawChanges.receive(actor, { id: (await params).id }));
  const { id, version, edition, note, state, inForce, classified, systems, can } = read;
  const signed = systems.filter((one) => one.state === "sealed").length;
  return (
    <>
      <PageHeader
        title={`What changes: ${edition}`}
        trail={[
          { href: "/classifications", label: "EU AI Act" },
          { href: "/classifications/law", label: "The law's data" },
        ]}
        description={
          state === "in-force"
            ? "This edition is in force."
            : `${systems.length} of ${classified} classified systems would change beside the edition in force (${inForce.edition}).`
        }
        badges={<OptionBadge options={lawStates} value={state} />}
        meta={note ? <span>{note}</span> : null}
        actions={<LawActs {...{ id, version, edition, can }} affected={systems.length} signed={signed} />}
      />
      <PageBody>
        {systems.length === 0 ? (
          <p className="text-ink-soft">
            {state === "in-force"
              ? "Nothing to compare."
              : "No outcome, duty, date or open question of any classified system changes."}
          </p>
        ) : null}
        {systems.map((system) => (
          <AffectedSystem key={system.id} system={system} />
        ))}
      </PageBody>
    </>
  );
}
