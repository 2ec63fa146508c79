"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { callApi, type Problem } from "@/components/form/call-api";
import { useDraftOwner } from "@/components/form/draft-owner";
import type { Fault } from "@/lib/domain/assessments/templates/check";
import type { Template } from "@/lib/domain/assessments/templates/schema";

export interface KeptDraft {
  version: number;
  content: Template;
  faults: readonly Fault[];
}

/** Where what is written stands: on the server, on its way, held in this tab alone, or against what somebody else wrote. */
export type KeptState = "saved" | "writing" | "held" | "conflict";

interface Theirs {
  version: number;
  content: Template;
}

const pause = { typing: 900, retry: 4_000 };

/**
 * Keeps a draft as it is written: in this tab at once, on the server after a moment without typing, one save at a time. What
 * could not be saved stays in the tab over a reload and is tried again; what somebody else wrote meanwhile is never overwritten.
 */
export function useKeptDraft(id: string, start: KeptDraft) {
  const place = `questionnaire:${useDraftOwner()}:${id}`;
  const [content, setContent] = useState(start.content);
  const [faults, setFaults] = useState(start.faults);
  const [state, setState] = useState<KeptState>("saved");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const latest = useRef({ content: start.content, version: start.version, changed: false });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saving = useRef(false);

  const save = useCallback(async () => {
    clearTimeout(timer.current);
    if (saving.current || !latest.current.changed) return;
    saving.current = true;
    const sent = latest.current.content;
    const result = await callApi<KeptDraft>({
      method: "PUT",
      url: `/api/v1/own-questionnaires/${id}/draft`,
      body: { version: latest.current.version, content: sent },
    });
    saving.current = false;
    if (result.ok) {
      latest.current.version = result.data.version;
      setFaults(result.data.faults);
      setProblem(null);
      if (latest.current.content !== sent) {
        hold(place, latest.current);
        timer.current = setTimeout(save, pause.typing);
        return;
      }
      latest.current.changed = false;
      sessionStorage.removeItem(place);
      setState("saved");
    } else if (result.problem.status === 409 && result.problem.current) {
      setTheirs(result.problem.current as unknown as Theirs);
      setState("conflict");
    } else {
      setProblem(result.problem);
      setState("held");
      // What was refused is sent again once it says something else.
      if ([0, 401, 429].includes(result.problem.status) || result.problem.status >= 500)
        timer.current = setTimeout(save, pause.retry);
    }
  }, [id, place]);

  const write = useCallback(
    (next: Template) => {
      latest.current = { ...latest.current, content: next, changed: true };
      setContent(next);
      setState((now) => (now === "conflict" ? now : "writing"));
      hold(place, latest.current);
      clearTimeout(timer.current);
      timer.current = setTimeout(save, pause.typing);
    },
    [place, save],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: what this tab still holds is taken up once, when the page appears.
  useEffect(() => {
    const held = heldIn(place);
    if (held) {
      latest.current = { ...held, changed: true };
      setContent(held.content);
      setState("writing");
      void save();
    }
    const now = () => void save();
    window.addEventListener("online", now);
    return () => {
      window.removeEventListener("online", now);
      now();
    };
  }, []);

  const resolve = (side: "mine" | "theirs") => {
    if (!theirs) return;
    latest.current.version = theirs.version;
    setTheirs(null);
    if (side === "theirs") {
      latest.current = { ...theirs, changed: false };
      sessionStorage.removeItem(place);
      setContent(theirs.content);
      setState("saved");
      return;
    }
    setState("writing");
    void save();
  };
  const version = () => latest.current.version;
  return { content, faults, state, problem, theirs, write, save, resolve, version };
}

function hold(place: string, { version, content }: { version: number; content: Template }) {
  sessionStorage.setItem(place, JSON.stringify({ version, content }));
}

function heldIn(place: string): { version: number; content: Template } | null {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "null");
  } catch {
    return null;
  }
}
