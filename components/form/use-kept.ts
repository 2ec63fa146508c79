"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { type ApiCall, callApi, type Problem } from "@/components/form/call-api";
import { useDraftOwner } from "@/components/form/draft-owner";

/** Where what is written stands: on the server, on its way, held in this tab alone, or against what somebody else wrote. */
export type KeptState = "saved" | "writing" | "held" | "conflict";

/** What is written, and the version of the record that it goes by. */
export interface Kept<T> {
  version: number;
  content: T;
}

interface KeptAt<T, R> {
  /** What kind of thing it is and its id: the name under which this tab holds it. */
  kind: string;
  id: string;
  start: Kept<T>;
  /** How it is sent to the server. */
  send: (kept: Kept<T>) => ApiCall;
  /** Finds in a refused save what the record holds now. */
  theirs: (current: Record<string, unknown>) => Kept<T>;
  /** Whether two contents say the same, in whatever order. */
  same?: (one: T, other: T) => boolean;
  /** Told what the server answered to a save. */
  onSaved?: (answer: R) => void;
  /** How long nothing is written before it is sent, in milliseconds. */
  wait?: number;
}

const pause = { typing: 900, retry: 4_000 };

/**
 * Keeps something as it is written: in this tab at once, on the server after a moment without typing, one save at a time. What
 * could not be saved stays in the tab over a reload and is tried again; what somebody else wrote meanwhile is never overwritten.
 */
export function useKept<T, R extends { version: number }>(at: KeptAt<T, R>) {
  const place = `${at.kind}:${useDraftOwner()}:${at.id}`;
  const [content, setContent] = useState(at.start.content);
  const [state, setState] = useState<KeptState>("saved");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [theirs, setTheirs] = useState<Kept<T> | null>(null);
  const latest = useRef({ ...at.start, changed: false });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saving = useRef<Promise<boolean> | null>(null);
  const calls = useRef(at);
  useEffect(() => {
    calls.current = at;
  });

  /** Saves now what is not saved yet; the answer says whether all of it is on the server. */
  const save = useCallback((): Promise<boolean> => {
    clearTimeout(timer.current);
    const later = (wait: number) => {
      timer.current = setTimeout(() => void save(), wait);
    };
    const attempt = async (): Promise<boolean> => {
      const sent = latest.current.content;
      const result = await callApi<R>(calls.current.send({ version: latest.current.version, content: sent }));
      saving.current = null;
      if (result.ok) {
        latest.current.version = result.data.version;
        calls.current.onSaved?.(result.data);
        setProblem(null);
        if (latest.current.content !== sent) {
          hold(place, latest.current);
          later(calls.current.wait ?? pause.typing);
          return false;
        }
        latest.current.changed = false;
        sessionStorage.removeItem(place);
        setState("saved");
        return true;
      }
      if (result.problem.status === 409 && result.problem.current) {
        const now = calls.current.theirs(result.problem.current);
        // The answer to a save of one's own may have been lost, by a reload say.
        if ((calls.current.same ?? alike)(now.content, latest.current.content)) {
          latest.current = { ...latest.current, version: now.version, changed: false };
          sessionStorage.removeItem(place);
          setState("saved");
          return true;
        }
        setTheirs(now);
        setState("conflict");
      } else {
        setProblem(result.problem);
        setState("held");
        // What was refused is sent again once it says something else.
        if ([0, 401, 429].includes(result.problem.status) || result.problem.status >= 500) later(pause.retry);
      }
      return false;
    };
    if (saving.current) return saving.current;
    if (!latest.current.changed) return Promise.resolve(true);
    saving.current = attempt();
    return saving.current;
  }, [place]);

  const write = useCallback(
    (next: T) => {
      latest.current = { ...latest.current, content: next, changed: true };
      setContent(next);
      setState((now) => (now === "conflict" ? now : "writing"));
      hold(place, latest.current);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), calls.current.wait ?? pause.typing);
    },
    [place, save],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: what this tab still holds is taken up once, when the page appears.
  useEffect(() => {
    const held = heldIn<T>(place);
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
  return { content, state, problem, theirs, write, save, resolve, version };
}

function alike(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function hold<T>(place: string, { version, content }: Kept<T>) {
  try {
    sessionStorage.setItem(place, JSON.stringify({ version, content }));
  } catch {
    // Without room in the browser it is still sent; only a reload while there is no connection would lose it.
  }
}

function heldIn<T>(place: string): Kept<T> | null {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "null");
  } catch {
    return null;
  }
}
