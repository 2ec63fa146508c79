"use client";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { ButtonLink } from "@/components/ui/button-link";
import { reasonFields } from "@/lib/domain/obligations/classifications/schema";

interface ActsProps {
  id: string;
  version: number;
  state: string;
  can: Record<"answer" | "request" | "withdraw" | "sign" | "refuse" | "reopen", boolean>;
  notNow: { request: string | null; sign: string | null };
}

/** What this person can do with a classification now; the next step is the one that stands out. */
export function ClassificationActs({ id, version, state, can, notNow }: ActsProps) {
  const url = `/api/v1/classifications/${id}`;
  const ask = (
    label: string,
    act: string,
    saved: string,
    more: { tone?: "primary"; reason?: string } = {},
  ) => (
    <FormDialog
      noun="classification"
      version={version}
      done={null}
      label={label}
      title={label}
      shape={reasonFields}
      layout={[{ fields: ["reason"] }]}
      action={{ method: "POST", url: `${url}/${act}` }}
      submit={label}
      saved={saved}
      {...more}
    />
  );
  const ready = can.request || notNow.request === null;
  return (
    <>
      {can.reopen ? ask("Reopen", "reopen", "Open to answers again.") : null}
      {can.withdraw ? (
        <ActButton
          label="Take request back"
          action={{ method: "POST", url: `${url}/withdraw`, body: { version } }}
          done="Taken back. It is a draft again."
        />
      ) : null}
      {can.answer ? (
        <ButtonLink href={`/systems/${id}/classification/answer`} tone={ready ? "default" : "primary"}>
          {state === "not-started" ? "Classify" : "Answer questions"}
        </ButtonLink>
      ) : null}
      {can.request
        ? ask("Ask for signature", "request", "Asked. Everybody who may sign was told.", { tone: "primary" })
        : null}
      {can.refuse ? ask("Refuse", "refuse", "Refused. The person who asked was told.") : null}
      {can.sign ? ask("Sign classification", "sign", "Signed.", { tone: "primary" }) : null}
    </>
  );
}
