"use client";
import { useMemo, useRef } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import type { LoadChoices } from "@/components/ui/use-choices";
import { reference } from "@/lib/platform/schema/field";

const shape = {
  subjectId: reference("records", {
    label: "Record",
    help: "Type words of its name, or its reference.",
    example: "R-0012",
  }),
};

interface AttachToRecordProps {
  evidenceId: string;
  reference: string;
  /** The kinds of record that are offered. */
  kinds: readonly string[];
}

interface Found {
  id: string;
  ref: string;
  name: string;
  kind: string;
  one: string;
}

/** Attaches evidence to a record of any kind, found by a search. */
export function AttachToRecord({ evidenceId, reference: ref, kinds }: AttachToRecordProps) {
  const kindOf = useRef(new Map<string, string>());
  const load = useMemo(
    () => (): LoadChoices => async (words, signal) => {
      if (words === "") return [];
      const query = new URLSearchParams({ q: words, kinds: kinds.join(","), limit: "20" });
      const answer = await fetch(`/api/v1/search?${query}`, { signal });
      if (!answer.ok) throw new Error(`The search answered ${answer.status}.`);
      const { results } = (await answer.json()) as { results: Found[] };
      for (const { id, kind } of results) kindOf.current.set(id, kind);
      return results.map(({ id, ref: short, name, one }) => ({
        id,
        name: `${short} ${name}`.trim(),
        detail: one,
      }));
    },
    [kinds],
  );
  return (
    <FormDialog
      label="Attach to a record"
      size="sm"
      title={`Attach ${ref} to a record`}
      shape={shape}
      layout={[{ fields: ["subjectId"] }]}
      load={load}
      prepare={(filled) => ({
        ...filled,
        subjectType: kindOf.current.get(String(filled["subjectId"])) ?? "",
      })}
      noun="link"
      action={{ method: "POST", url: "/api/v1/evidence-links" }}
      fixed={{ evidenceId }}
      done={null}
      submit="Attach"
      saved="Attached."
    >
      Whoever opens the record finds the evidence there, with how fresh it is.
    </FormDialog>
  );
}
