import { DecisionList } from "@/app/(workspace)/_record/decision-list";
import { AnswerRequest, WithdrawRequest } from "@/app/(workspace)/_record/request-acts";
import { Section } from "@/components/layout/section";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { AskForException } from "./control-acts";
import type { ControlRecord } from "./read-control";

interface ExceptionSectionProps {
  control: ControlRecord;
  asOf?: string | undefined;
}

/** Whether the control need not be followed for a time: who asked, who signed, why and until when. */
export async function ExceptionSection({ control, asOf }: ExceptionSectionProps) {
  const actor = await requireActor();
  const { id, ref, can, notNow } = control;
  const url = `/api/v1/controls/${id}`;
  return (
    <Section
      title="Exceptions"
      id="exception"
      actions={
        asOf ? null : (
          <>
            {can.ask ? <AskForException control={control} /> : null}
            {can.withdraw ? <WithdrawRequest url={`${url}/withdraw-exception`} reference={ref} /> : null}
            {can.sign || notNow.sign ? (
              <AnswerRequest
                reason={notNow.sign}
                refuse={{
                  title: `Refuse the exception to ${ref}`,
                  url: `${url}/refuse-exception`,
                  says: "The control stays as it is, and the person who asked is told why.",
                }}
                sign={{
                  label: "Grant exception",
                  title: `Grant the exception to ${ref}`,
                  url: `${url}/grant-exception`,
                  saved: "Exception granted.",
                  says: "It holds until the day that was asked for. The control counts as its tests say meanwhile.",
                }}
              />
            ) : null}
          </>
        )
      }
    >
      <DecisionList actor={actor} subject={id} empty="Nobody has asked for one." asOf={asOf} />
    </Section>
  );
}
