import { DecisionEntry } from "@/app/(workspace)/_record/decision-entry";
import { ActButton } from "@/components/form/act-button";
import { Section } from "@/components/layout/section";
import { decisionRegister } from "@/lib/domain/decisions/queries";
import { getWaiver } from "@/lib/domain/test-runs/waivers/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import type { ShownFinding } from "./read-finding";
import { AskForWaiver, EndWaiver, SignWaiver } from "./waiver-acts";

/** Who decided that the finding is lived with until a day, and why. */
export async function WaiverSection({ finding }: { finding: ShownFinding }) {
  const actor = await requireActor();
  const { id, ref } = finding;
  const { can, notNow } = await getWaiver.execute(actor, { id });
  const { rows } = await decisionRegister.list.execute(actor, { subject: id, limit: 100 });
  return (
    <Section
      title="Waiver"
      id="waiver"
      description="Until its last day gates count the finding as accepted. It goes stale when the finding becomes more severe."
      actions={
        <>
          {can.ask ? <AskForWaiver finding={finding} /> : null}
          {can.withdraw ? (
            <ActButton
              label="Withdraw request"
              size="sm"
              action={{ method: "POST", url: `/api/v1/findings/${id}/withdraw-waiver` }}
              confirm={{
                title: `Withdraw the request for ${ref}?`,
                consequence: "Nobody can sign it then. You can ask again.",
                button: "Withdraw request",
              }}
              done="Request withdrawn."
            />
          ) : null}
          {can.sign || notNow.sign ? <SignWaiver finding={finding} reason={notNow.sign} /> : null}
          {can.end ? <EndWaiver finding={finding} /> : null}
        </>
      }
    >
      {rows.length === 0 ? <p className="text-ink-faint">Nobody has asked to live with it.</p> : null}
      <ol className="grid gap-4">
        {rows.map((decision) => (
          <DecisionEntry key={decision.id} decision={decision} />
        ))}
      </ol>
    </Section>
  );
}
