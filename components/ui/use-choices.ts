"use client";
import { useCallback, useEffect, useRef, useState } from "react";

/** A record that can be picked. */
export interface Choice {
  id: string;
  name: string;
  detail?: string | undefined;
}

export type LoadChoices = (query: string, signal: AbortSignal) => Promise<readonly Choice[]>;

/** Asks the REST door which records of a concept can be picked. */
export function choicesOf(concept: string): LoadChoices {
  return async (query, signal) => {
    const answer = await fetch(`/api/v1/${concept}/choices?q=${encodeURIComponent(query)}`, { signal });
    if (!answer.ok) throw new Error(`Choices of ${concept} answered ${answer.status}.`);
    return ((await answer.json()) as { choices: Choice[] }).choices;
  };
}

type State = "idle" | "loading" | "ready" | "failed";

/** Searches while somebody types: waits a moment, drops the answers that were overtaken. */
export function useChoices(load: LoadChoices) {
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const [state, setState] = useState<State>("idle");
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const search = useCallback(
    async (query: string, wait = 150) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setState("loading");
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (controller.signal.aborted) return;
      try {
        const found = await load(query.trim(), controller.signal);
        if (controller.signal.aborted) return;
        setChoices(found);
        setState("ready");
      } catch {
        if (!controller.signal.aborted) setState("failed");
      }
    },
    [load],
  );
  return { choices, state, search };
}
