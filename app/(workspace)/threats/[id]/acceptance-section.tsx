import { DecisionList } from "@/app/(workspace)/_record/decision-list";
import { AnswerRequest, ReasonDialog, WithdrawRequest } from "@/app/(workspace)/_record/request-acts";
import { Section } from "@/components/layout/section";
import { requireActor } from "@/lib/platform/auth/page-actor";
import type { ShownThreat } from "./read-threat";
import { AskForAcceptance } from "./threat-acts";

/** Who asked that the threat be accepted until a day, who signed, and what became of it. */
export async function AcceptanceSection({ threat }: { threat: ShownThreat }) {
  const { id, ref, can, notNow } = threat;
  const url = `/api/v1/threats/${id}`;
  return (
    <Section
      title="Acceptance"
      id="acceptance"
      description="One person asks, another signs. It holds until its last day, and goes stale when what was signed changes."
      actions={
        <>
          {can.ask ? <AskForAcceptance threat={threat} /> : null}
          {can.withdraw ? <WithdrawRequest url={`${url}/withdraw-acceptance`} reference={ref} /> : null}
          {can.sign || notNow.sign ? (
            <AnswerRequest
              reason={notNow.sign}
              refuse={{
                title: `Refuse to accept ${ref}`,
                url: `${url}/refuse-acceptance`,
                says: "The threat stands as it did, and the person who asked is told why.",
              }}
              sign={{
                label: "Sign acceptance",
                title: `Sign the acceptance of ${ref}`,
                url: `${url}/grant-acceptance`,
                saved: "Signed. The threat is accepted.",
                says: "What you see of the threat now is sealed with your signature.",
              }}
            />
          ) : null}
          {can.end ? (
            <ReasonDialog
              act={{
                label: "End acceptance",
                title: `End the acceptance of ${ref}`,
                url: `${url}/end-acceptance`,
                saved: "Ended. The threat is what its facts say.",
                says: "From now on the threat is open again, or needs an answer where its facts do.",
              }}
            />
          ) : null}
        </>
      }
    >
      <DecisionList actor={await requireActor()} subject={id} empty="Nobody has asked that it be accepted." />
    </Section>
  );
}
