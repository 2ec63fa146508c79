"use client";
import type { ReactNode } from "react";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { decisionFields } from "@/lib/domain/decisions/schema";

const shared = {
  size: "sm",
  shape: { reason: decisionFields.reason },
  layout: [{ fields: ["reason"] }],
  noun: "decision",
  done: null,
} as const;

/** Takes a request for a decision back. */
export function WithdrawRequest({ url, reference }: { url: string; reference: string }) {
  return (
    <ActButton
      label="Withdraw request"
      size="sm"
      action={{ method: "POST", url }}
      confirm={{
        title: `Withdraw the request for ${reference}?`,
        consequence: "Nobody can sign it then. You can ask again.",
        button: "Withdraw request",
      }}
      done="Request withdrawn."
    />
  );
}

/** One act on a request: what it is called, where it is sent, what it does in a sentence, and what is said once it is done. */
export interface RequestAct {
  label: string;
  title: string;
  url: string;
  saved: string;
  says: ReactNode;
}

interface AnswerProps {
  /** Why it cannot be done now. */
  reason?: string | undefined;
  refuse: Pick<RequestAct, "title" | "url" | "says">;
  sign: RequestAct;
}

/** Signs what somebody else asked for, or refuses to, each with a reason. */
export function AnswerRequest({ reason, refuse, sign }: AnswerProps) {
  const refusing = { ...refuse, label: "Refuse", saved: "Refused. The person who asked was told." };
  return [refusing, sign].map((act) => <ReasonDialog key={act.label} act={act} reason={reason} />);
}

/** Does one thing about a decision, with a reason. */
export function ReasonDialog({ act, reason }: { act: RequestAct; reason?: string | undefined }) {
  const { label, title, url, saved, says } = act;
  return (
    <FormDialog
      {...shared}
      {...(reason ? { reason } : {})}
      label={label}
      title={title}
      action={{ method: "POST", url }}
      submit={label}
      saved={saved}
    >
      {says}
    </FormDialog>
  );
}
