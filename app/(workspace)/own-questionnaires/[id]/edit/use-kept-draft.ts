"use client";
import { useState } from "react";
import { useKept } from "@/components/form/use-kept";
import type { Fault } from "@/lib/domain/assessments/templates/check";
import type { Template } from "@/lib/domain/assessments/templates/schema";

export interface KeptDraft {
  version: number;
  content: Template;
  faults: readonly Fault[];
}

/** The draft of a questionnaire, kept as it is written, with what is missing in it as the server last saw it. */
export function useKeptDraft(id: string, start: KeptDraft) {
  const [faults, setFaults] = useState(start.faults);
  const kept = useKept<Template, KeptDraft>({
    kind: "questionnaire",
    id,
    start,
    send: (body) => ({ method: "PUT", url: `/api/v1/own-questionnaires/${id}/draft`, body }),
    theirs: (current) => current as unknown as KeptDraft,
    onSaved: (answer) => setFaults(answer.faults),
  });
  return { ...kept, faults };
}
