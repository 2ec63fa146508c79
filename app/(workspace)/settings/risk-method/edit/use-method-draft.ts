"use client";
import { useState } from "react";
import { useApi } from "@/components/form/use-api";
import { type RiskMethod, riskMethod } from "@/lib/domain/risks/method";
import type { Problems } from "./problem-text";

interface Theirs {
  method: RiskMethod;
  version: number;
}

/** Holds the draft of a method, saves it, and keeps it when the server refuses or somebody else was quicker. */
export function useMethodDraft(held: RiskMethod, version: number, done: () => void) {
  const [draft, setDraft] = useState(held);
  const [seen, setSeen] = useState(version);
  const [moves, setMoves] = useState<Record<string, string>>({});
  const [problems, setProblems] = useState<Problems>({});
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const { send, pending } = useApi();
  const save = async (reason: string) => {
    const wrong = problemsOf(draft, reason);
    setProblems(wrong);
    if (Object.keys(wrong).length > 0) return;
    const wanted = Object.entries(moves).filter(
      ([key, to]) => to && !draft.categories.some((c) => c.key === key),
    );
    const body = { version: seen, method: draft, reason, moves: Object.fromEntries(wanted) };
    const success = "Risk method saved.";
    const answer = await send({ method: "PUT", url: "/api/v1/settings/risk-method", body, success });
    if (answer.ok) return done();
    const { current, errors = [] } = answer.problem;
    if (current) {
      const { version: newest, ...method } = current;
      const parsed = riskMethod.safeParse(method);
      if (parsed.success) setTheirs({ method: parsed.data, version: Number(newest) });
    }
    setProblems(Object.fromEntries(errors.map(({ path, message }) => [path, message])));
  };
  const resolve = (side: "mine" | "theirs") => {
    if (!theirs) return;
    if (side === "theirs") setDraft(theirs.method);
    setSeen(theirs.version);
    setTheirs(null);
  };
  return { draft, setDraft, moves, setMoves, problems, theirs, pending, save, resolve };
}

function problemsOf(draft: RiskMethod, reason: string): Problems {
  const parsed = riskMethod.safeParse(draft);
  const issues = parsed.success ? [] : parsed.error.issues;
  return {
    ...Object.fromEntries(issues.map(({ path, message }) => [["method", ...path].join("."), message])),
    ...(issues.length > 0 ? { "": "Something above is not complete. It is marked beside its field." } : {}),
    ...(reason.trim() ? {} : { reason: "Write why the organisation scores differently from now on." }),
  };
}
