import { DecisionEntry } from "@/app/(workspace)/_record/decision-entry";
import { ActButton } from "@/components/form/act-button";
import { Section } from "@/components/layout/section";
import { InlineAlert } from "@/components/ui/inline-alert";
import { decisionRegister } from "@/lib/domain/decisions/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { AskForSignOff, SignOff } from "./model-acts";
import type { ModelRecord } from "./read-model";

/** Who asked for a sign-off, who signed what and why, and what made it stale. */
export async function SignOffSection({ model }: { model: ModelRecord }) {
  const actor = await requireActor();
  const { id, ref, state, stateReason, can, notNow } = model;
  const { rows } = await decisionRegister.list.execute(actor, { subject: id, limit: 100 });
  return (
    <Section
      title="Sign-off"
      id="sign-off"
      description="Signed is exactly what the drawing and its threats say; what changes afterwards makes it stale."
      actions={
        <>
          {can.ask ? <AskForSignOff model={model} /> : null}
          {can.withdraw ? (
            <ActButton
              label="Withdraw request"
              size="sm"
              action={{ method: "POST", url: `/api/v1/threat-models/${id}/withdraw-sign-off` }}
              confirm={{
                title: `Withdraw the request for ${ref}?`,
                consequence: "Nobody can sign it then. You can ask again.",
                button: "Withdraw request",
              }}
              done="Request withdrawn."
            />
          ) : null}
          {can.sign || notNow.sign ? <SignOff model={model} reason={notNow.sign} /> : null}
        </>
      }
    >
      {state === "stale" ? (
        <div className="mb-3">
          <InlineAlert tone="warn" title="The sign-off is stale">
            {stateReason}
          </InlineAlert>
        </div>
      ) : null}
      {rows.length === 0 ? <p className="text-ink-faint">Nobody has asked for one.</p> : null}
      <ol className="grid gap-4">
        {rows.map((decision) => (
          <DecisionEntry key={decision.id} decision={decision} />
        ))}
      </ol>
    </Section>
  );
}
