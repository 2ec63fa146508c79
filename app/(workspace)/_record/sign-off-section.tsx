import { Section } from "@/components/layout/section";
import { InlineAlert } from "@/components/ui/inline-alert";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { DecisionList } from "./decision-list";
import { AnswerRequest, WithdrawRequest } from "./request-acts";
import { AskForSignOff } from "./sign-off-acts";

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
  const url = `/${concept}/${id}`;
  return (
    <Section
      title="Sign-off"
      id="sign-off"
      description={description}
      actions={
        <>
          {can.ask ? <AskForSignOff url={url} reference={ref} missing={missing} /> : null}
          {can.withdraw ? <WithdrawRequest url={`/api/v1${url}/withdraw-sign-off`} reference={ref} /> : null}
          {can.sign || notNow.sign ? (
            <AnswerRequest
              reason={notNow.sign}
              refuse={{
                title: `Refuse the sign-off of ${ref}`,
                url: `/api/v1${url}/refuse-sign-off`,
                says: "It stays as it is, and the person who asked is told why.",
              }}
              sign={{
                label: "Sign off",
                title: `Sign ${ref} off`,
                url: `/api/v1${url}/sign-off`,
                saved,
                says: seals,
              }}
            />
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
      <DecisionList actor={actor} subject={id} empty="Nobody has asked for one." />
    </Section>
  );
}
