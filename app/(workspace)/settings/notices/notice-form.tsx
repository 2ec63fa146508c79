"use client";
import { useState } from "react";
import { useApi } from "@/components/form/use-api";
import { SimpleTable } from "@/components/table/simple-table";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { type NoticeChoices, noticeKinds } from "@/lib/domain/tasks/notices/schema";

/** For each kind of thing: told in the application, by mail, both or not at all. */
export function NoticeForm({ choices: held }: { choices: NoticeChoices }) {
  const [choices, setChoices] = useState(held);
  const { send, pending } = useApi();
  const choose = (kind: string, way: "inApp" | "byMail", on: boolean) =>
    setChoices(choices.map((one) => (one.kind === kind ? { ...one, [way]: on } : one)));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const url = "/api/v1/notices/choices";
        void send({ method: "PUT", url, body: { choices }, success: "Saved. It holds from now on." });
      }}
    >
      <SimpleTable
        label="What you are told, and how"
        columns={[
          { key: "what", label: "What" },
          { key: "inApp", label: "In the application", width: "11rem" },
          { key: "byMail", label: "By mail", width: "8rem" },
        ]}
        rows={noticeKinds.map(({ value: kind, label, help }) => {
          const chosen = choices.find((one) => one.kind === kind);
          const box = (way: "inApp" | "byMail", words: string) => (
            <Checkbox
              aria-label={`${label}: ${words}`}
              checked={chosen?.[way] ?? false}
              onChange={({ target }) => choose(kind, way, target.checked)}
            />
          );
          const what = (
            <>
              <span className="block font-medium">{label}</span>
              <span className="block text-ink-soft">{help}</span>
            </>
          );
          return {
            key: kind,
            cells: { what, inApp: box("inApp", "in the application"), byMail: box("byMail", "by mail") },
          };
        })}
        empty=""
      />
      <div className="px-4 py-3">
        <Button type="submit" tone="primary" pending={pending}>
          Save choices
        </Button>
      </div>
    </form>
  );
}
