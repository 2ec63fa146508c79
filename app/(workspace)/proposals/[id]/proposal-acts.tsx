"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { ButtonLink } from "@/components/ui/button-link";
import { questionFields, reasonFields, triageFields } from "@/lib/domain/intake/schema";

interface ProposalActsProps {
  proposal: { id: string; ref: string; version: number; state: string };
  can: Record<"edit" | "withdraw" | "triage" | "return" | "approve" | "decline" | "reopen", boolean>;
  triage: object;
}

/** What this person can do with a proposal now; the next step is the one that stands out. */
export function ProposalActs({ proposal, can, triage }: ProposalActsProps) {
  const { id, ref, version } = proposal;
  const url = `/api/v1/proposals/${id}`;
  const shared = { noun: "proposal", version, done: null };
  return (
    <>
      {can.edit ? <ButtonLink href={`/proposals/${id}/edit`}>Edit</ButtonLink> : null}
      {can.withdraw ? (
        <FormDialog
          {...shared}
          label="Withdraw"
          title={`Withdraw ${ref}`}
          shape={reasonFields}
          layout={[{ fields: ["reason"] }]}
          action={{ method: "POST", url: `${url}/withdraw` }}
          submit="Withdraw"
          saved="Withdrawn."
        />
      ) : null}
      {can.return ? (
        <FormDialog
          {...shared}
          label="Ask back"
          title={`Ask who proposed ${ref}`}
          shape={questionFields}
          layout={[{ fields: ["question"] }]}
          action={{ method: "POST", url: `${url}/return` }}
          submit="Send question"
          saved="Sent back."
        />
      ) : null}
      {can.decline ? (
        <FormDialog
          {...shared}
          label="Decline"
          title={`Decline ${ref}`}
          shape={reasonFields}
          layout={[{ fields: ["reason"] }]}
          action={{ method: "POST", url: `${url}/decline` }}
          submit="Decline"
          saved="Declined. The proposer was told."
        />
      ) : null}
      {can.reopen ? (
        <FormDialog
          {...shared}
          label="Take up again"
          title={`Take up ${ref} again`}
          shape={reasonFields}
          layout={[{ fields: ["reason"] }]}
          action={{ method: "POST", url: `${url}/reopen` }}
          submit="Take up again"
          saved="Taken up again."
        />
      ) : null}
      {can.triage ? (
        <FormDialog
          {...shared}
          label={proposal.state === "triaged" ? "Change triage" : "Triage"}
          tone={proposal.state === "triaged" ? "default" : "primary"}
          title={`Triage of ${ref}`}
          shape={triageFields}
          layout={[
            {
              fields: [
                { key: "ownerId", half: true },
                { key: "technicalOwnerId", half: true },
                "criticality",
                "stage",
                "triageNote",
              ],
            },
          ]}
          values={triage}
          action={{ method: "POST", url: `${url}/triage` }}
          submit="Hand on for approval"
          saved="Everybody who may approve was told."
        />
      ) : null}
      {can.approve ? (
        <FormDialog
          {...shared}
          label="Approve"
          tone="primary"
          title={`Approve ${ref}`}
          shape={reasonFields}
          layout={[{ fields: ["reason"] }]}
          action={{ method: "POST", url: `${url}/approve` }}
          submit="Approve and add system"
          saved="Approved. The AI system is in the inventory."
        >
          The AI system is added to the inventory with everything that was answered.
        </FormDialog>
      ) : null}
    </>
  );
}
