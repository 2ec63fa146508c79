import { DecisionEntry } from "@/app/(workspace)/_record/decision-entry";
import { ActButton } from "@/components/form/act-button";
import { Section } from "@/components/layout/section";
import { decisionRegister } from "@/lib/domain/decisions/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";
import { AskForException, SignException } from "./control-acts";
import type { ControlRecord } from "./read-control";

interface ExceptionSectionProps {
  control: ControlRecord;
  asOf?: string | undefined;
}

/** Whether the control need not be followed for a time: who asked, who signed, why and until when. */
export async function ExceptionSection({ control, asOf }: ExceptionSectionProps) {
  const actor = await requireActor();
  const { id, ref, can, notNow } = control;
  const { rows } = await asOfDay(asOf, actor, () =>
    decisionRegister.list.execute(actor, { subject: id, limit: 100 }),
  );
  return (
    <Section
      title="Exceptions"
      id="exception"
      actions={
        asOf ? null : (
          <>
            {can.ask ? <AskForException control={control} /> : null}
            {can.withdraw ? (
              <ActButton
                label="Withdraw request"
                size="sm"
                action={{ method: "POST", url: `/api/v1/controls/${id}/withdraw-exception` }}
                confirm={{
                  title: `Withdraw the request for ${ref}?`,
                  consequence: "Nobody can sign it then. You can ask again.",
                  button: "Withdraw request",
                }}
                done="Request withdrawn."
              />
            ) : null}
            {can.sign || notNow.sign ? <SignException control={control} reason={notNow.sign} /> : null}
          </>
        )
      }
    >
      {rows.length === 0 ? <p className="text-ink-faint">Nobody has asked for one.</p> : null}
      <ol className="grid gap-4">
        {rows.map((decision) => (
          <DecisionEntry key={decision.id} decision={decision} />
        ))}
      </ol>
    </Section>
  );
}
