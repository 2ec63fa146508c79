import { ActButton } from "@/components/form/act-button";
import { Section } from "@/components/layout/section";
import { InlineAlert } from "@/components/ui/inline-alert";
import { decisionRegister } from "@/lib/domain/decisions/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { DecisionEntry } from "./decision-entry";
import { AskForSignOff, SignOff } from "./sign-off-acts";

interface SignOffSectionProps {
  record: {
    id: string;
    ref: string;
    state: string;
    stateReason: string | null;
    can: { ask: boolean; withdraw: boolean; sign: boolean };
    notNow: { sign?: string };
  };
  /** The concept, as in the address: "threat-models". */
  concept: string;
  description: string;
  /** What a signature seals, and what is said once it is given. */
  seals: string;
  saved: string;
  /** How much is missing for it. */
  missing?: number;
}

/** Who asked for a sign-off, who signed what and why, and what made it stale. */
export async function SignOffSection({
  record,
  concept,
  description,
  seals,
  saved,
  missing = 0,
}: SignOffSectionProps) {
  const actor = await requireActor();
  const { id, ref, state, stateReason, can, notNow } = record;
  const { rows } = await decisionRegister.list.execute(actor, { subject: id, limit: 100 });
  const url = `/${concept}/${id}`;
  return (
    <Section
      title="Sign-off"
      id="sign-off"
      description={description}
      actions={
        <>
          {can.ask ? <AskForSignOff url={url} reference={ref} missing={missing} /> : null}
          {can.withdraw ? (
            <ActButton
              label="Withdraw request"
              size="sm"
              action={{ method: "POST", url: `/api/v1${url}/withdraw-sign-off` }}
              confirm={{
                title: `Withdraw the request for ${ref}?`,
                consequence: "Nobody can sign it then. You can ask again.",
                button: "Withdraw request",
              }}
              done="Request withdrawn."
            />
          ) : null}
          {can.sign || notNow.sign ? (
            <SignOff url={url} reference={ref} reason={notNow.sign} seals={seals} saved={saved} />
          ) : null}
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
