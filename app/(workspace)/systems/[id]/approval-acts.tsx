"use client";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { answerFields } from "@/lib/domain/inventory/systems/approvals/schema";
import { stageLabel } from "@/lib/domain/inventory/systems/rules";

interface ApprovalActsProps {
  system: { id: string; name: string };
  waiting: {
    id: string;
    version: number;
    toStage: string;
    can: { approve?: boolean; refuse?: boolean; withdraw?: boolean };
    notNow: { approve?: string; refuse?: string };
  };
}

/** What can be done about a move that waits: sign it, refuse it, or, by who asked, take it back. */
export function ApprovalActs({ system: { id, name }, waiting }: ApprovalActsProps) {
  const { toStage, version, can, notNow } = waiting;
  const stage = stageLabel(toStage);
  const url = `/api/v1/systems/${id}`;
  const shared = {
    shape: answerFields,
    layout: [{ fields: ["reason"] }],
    noun: "system",
    fixed: { decisionId: waiting.id },
    done: null,
  };
  return (
    <div className="flex flex-wrap gap-2">
      {can.approve || notNow.approve ? (
        <FormDialog
          {...shared}
          label="Approve move"
          title={`Approve the move of ${name} to ${stage}`}
          tone="primary"
          size="sm"
          {...(notNow.approve ? { reason: notNow.approve } : {})}
          action={{ method: "POST", url: `${url}/approve-move` }}
          version={version}
          submit="Approve move"
          saved={`Approved. The system is in the stage ${stage}.`}
        >
          You sign exactly what was asked about; the system moves to {stage} at once.
        </FormDialog>
      ) : null}
      {can.refuse || notNow.refuse ? (
        <FormDialog
          {...shared}
          label="Refuse move"
          title={`Refuse the move of ${name} to ${stage}`}
          size="sm"
          {...(notNow.refuse ? { reason: notNow.refuse } : {})}
          action={{ method: "POST", url: `${url}/refuse-move` }}
          submit="Refuse move"
          saved="Refused. The person who asked was told."
        >
          The system stays where it is, and the person who asked is told why.
        </FormDialog>
      ) : null}
      {can.withdraw ? (
        <ActButton
          label="Withdraw request"
          size="sm"
          action={{ method: "POST", url: `${url}/withdraw-move` }}
          confirm={{
            title: `Withdraw the request to move ${name}?`,
            consequence: "Nobody can sign it then. You can try the move again.",
            button: "Withdraw request",
          }}
          done="Request withdrawn."
        />
      ) : null}
    </div>
  );
}
