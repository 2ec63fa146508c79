import { DecisionList } from "@/app/(workspace)/_record/decision-list";
import { AnswerRequest, ReasonDialog, WithdrawRequest } from "@/app/(workspace)/_record/request-acts";
import { Section } from "@/components/layout/section";
import { getWaiver } from "@/lib/domain/test-runs/waivers/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { AskForWaiver } from "./finding-acts";
import type { ShownFinding } from "./read-finding";

/** Who decided that the finding is lived with until a day, and why. */
export async function WaiverSection({ finding }: { finding: ShownFinding }) {
  const actor = await requireActor();
  const { id, ref } = finding;
  const { can, notNow } = await getWaiver.execute(actor, { id });
  const url = `/api/v1/findings/${id}`;
  return (
    <Section
      title="Waiver"
      id="waiver"
      description="Until its last day gates count the finding as accepted. It goes stale when the finding becomes more severe."
      actions={
        <>
          {can.ask ? <AskForWaiver finding={finding} /> : null}
          {can.withdraw ? <WithdrawRequest url={`${url}/withdraw-waiver`} reference={ref} /> : null}
          {can.sign || notNow.sign ? (
            <AnswerRequest
              reason={notNow.sign}
              refuse={{
                title: `Refuse the waiver of ${ref}`,
                url: `${url}/refuse-waiver`,
                says: "The finding counts as it did, and the person who asked is told why.",
              }}
              sign={{
                label: "Sign waiver",
                title: `Sign the waiver of ${ref}`,
                url: `${url}/grant-waiver`,
                saved: "Signed.",
                says: "What you see of the finding now is sealed with your signature.",
              }}
            />
          ) : null}
          {can.end ? (
            <ReasonDialog
              act={{
                label: "End waiver",
                title: `End the waiver of ${ref}`,
                url: `${url}/end-waiver`,
                saved: "Ended. The finding counts again.",
                says: "From now on gates count the finding again.",
              }}
            />
          ) : null}
        </>
      }
    >
      <DecisionList actor={actor} subject={id} empty="Nobody has asked to live with it." />
    </Section>
  );
}
