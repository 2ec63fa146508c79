"use client";
import { useState } from "react";
import { RecordForm } from "@/components/form/record-form";
import { Section } from "@/components/layout/section";
import { Segmented } from "@/components/ui/segmented";
import { answerFields, attachFields } from "@/lib/domain/evidence/schema";

const ways = [
  { value: "new", label: "New file" },
  { value: "known", label: "Already in Plumbline" },
];

/** Answers a request: with a new file, or with evidence that is there already. */
export function AnswerSection({ request }: { request: { id: string; version: number } }) {
  const { id, version } = request;
  const [way, setWay] = useState("new");
  const url = `/api/v1/evidence-requests/${id}`;
  const shared = {
    noun: "answer",
    version,
    done: null,
    inDialog: true,
    saved: "Handed in. Who asked was told.",
  };
  return (
    <Section
      title="Hand it in"
      id="answer"
      description="It is attached to the record, and the request is closed."
      actions={<Segmented name="way" label="How to answer" value={way} segments={ways} onChange={setWay} />}
    >
      {way === "new" ? (
        <RecordForm
          key="new"
          {...shared}
          shape={answerFields}
          layout={[{ fields: ["fileId", "kind", { key: "validUntil", half: true }, "description"] }]}
          action={{ method: "POST", url: `${url}/fulfil` }}
          submit="Hand in"
        />
      ) : (
        <RecordForm
          key="known"
          {...shared}
          shape={attachFields}
          layout={[{ fields: ["evidenceId"] }]}
          action={{ method: "POST", url: `${url}/answer` }}
          submit="Answer with it"
        />
      )}
    </Section>
  );
}
