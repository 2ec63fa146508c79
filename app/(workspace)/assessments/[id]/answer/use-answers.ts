"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { type ApiCall, callApi, newKey } from "@/components/form/call-api";
import { retryPause } from "@/components/form/retry-pause";
import type { Answer } from "@/lib/domain/assessments/templates/rules";
import { keepQueue, nextOf, type Queue, readQueue, sameAnswer, type Waiting } from "./answer-queue";

/** An answer as the server last said it stands. */
export interface Stands {
  answer: Answer | null;
  number: number;
  way: "answered" | "carried" | "confirmed";
  by: string;
  saidOn: string;
  /** What says so, where the records answered it. */
  source?: string | null;
}

export type Standing = Readonly<Record<string, Stands | undefined>>;

/** Two answers to one question: one's own, and the one that somebody else gave meanwhile. */
export interface Clash {
  mine: Answer | null;
  theirs: Answer | null;
  number: number;
}

/** Where answers are kept until the server has them, and how they are sent there. */
export interface AnswerDoor {
  /** The name under which this browser keeps them. */
  place: string;
  save: (questionKey: string, sent: Waiting) => ApiCall;
  /** Where answers that were carried forward are confirmed, if that is offered. */
  confirm?: string;
}

const typingPause = 600;

/**
 * The answers of an assessment as they are on this screen: each is kept in the browser at once, sent one after the other, and
 * sent again until the server has it. What somebody else answered meanwhile is shown beside one's own, and nothing is
 * overwritten.
 */
export function useAnswers(door: AnswerDoor, me: string, stored: Standing) {
  const { place } = door;
  const [standing, setStanding] = useState<Standing>(stored);
  const [queue, setQueue] = useState<Queue>({});
  const [clashes, setClashes] = useState<Readonly<Record<string, Clash>>>({});
  const [lost, setLost] = useState<string | null>(null);
  const held = useRef({ standing, queue: {} as Queue, busy: false, failures: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const change = useCallback(
    (key: string, waiting: Waiting | null) => {
      const { [key]: _gone, ...rest } = held.current.queue;
      held.current.queue = waiting ? { ...rest, [key]: waiting } : rest;
      keepQueue(place, held.current.queue);
      setQueue(held.current.queue);
    },
    [place],
  );
  const stand = useCallback((key: string, stands: Stands) => {
    held.current.standing = { ...held.current.standing, [key]: stands };
    setStanding(held.current.standing);
  }, []);

  const flush = useCallback(async (): Promise<void> => {
    const key = nextOf(held.current.queue);
    if (held.current.busy || key === null) return;
    held.current.busy = true;
    const sent = held.current.queue[key] as Waiting;
    const result = await callApi<{ number: number }>({ ...door.save(key, sent), key: sent.key });
    held.current.busy = false;
    const newer = held.current.queue[key];
    if (result.ok) {
      held.current.failures = 0;
      setLost(null);
      const { number } = result.data;
      stand(key, { answer: sent.answer, number, way: "answered", by: me, saidOn: new Date().toISOString() });
      change(key, newer && newer.key !== sent.key ? { ...newer, seen: number } : null);
    } else {
      const { status, detail, title, current } = result.problem;
      if (status === 409 && typeof current?.["number"] === "number") {
        const theirs = (current["answer"] ?? null) as Answer | null;
        const number = current["number"];
        const mine = newer?.answer ?? sent.answer;
        change(key, null);
        if (sameAnswer(mine, theirs))
          stand(key, { answer: theirs, number, way: "answered", by: me, saidOn: new Date().toISOString() });
        else setClashes((now) => ({ ...now, [key]: { mine, theirs, number } }));
      } else if (status >= 400 && status < 500 && ![401, 408, 429].includes(status)) {
        if (newer) change(key, { ...newer, refused: detail || title });
      } else {
        // No connection, no session, or a server that is not well: everything waits here.
        setLost(status === 401 ? title : "There is no connection.");
        const pause = retryPause(held.current.failures);
        held.current.failures += 1;
        clearTimeout(timer.current);
        timer.current = setTimeout(() => void flush(), pause);
        return;
      }
    }
    return flush();
  }, [door, me, change, stand]);

  // What an earlier visit could not save is taken up again, once.
  useEffect(() => {
    held.current.queue = readQueue(place);
    setQueue(held.current.queue);
    void flush();
    const again = () => {
      held.current.failures = 0;
      void flush();
    };
    addEventListener("online", again);
    return () => {
      removeEventListener("online", again);
      clearTimeout(timer.current);
    };
  }, [place, flush]);

  const give = useCallback(
    (key: string, answer: Answer | null, typing = false) => {
      const seen = held.current.queue[key]?.seen ?? held.current.standing[key]?.number ?? 0;
      change(key, { answer, seen, key: newKey(), at: Date.now() });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), typing ? typingPause : 0);
    },
    [change, flush],
  );

  const settle = useCallback(
    (key: string, choice: "mine" | "theirs") => {
      const clash = clashes[key];
      if (!clash) return;
      stand(key, {
        answer: clash.theirs,
        number: clash.number,
        way: "answered",
        by: "Somebody else",
        saidOn: new Date().toISOString(),
      });
      setClashes(({ [key]: _gone, ...rest }) => rest);
      if (choice === "mine") give(key, clash.mine);
    },
    [clashes, stand, give],
  );

  const confirm = useCallback(
    async (keys: readonly string[]) => {
      if (!door.confirm) return;
      const result = await callApi({ method: "POST", url: door.confirm, body: { questionKeys: keys } });
      if (!result.ok) return setLost(result.problem.detail);
      for (const key of keys) {
        const stands = held.current.standing[key];
        if (stands?.way === "carried") stand(key, { ...stands, number: stands.number + 1, way: "confirmed" });
      }
    },
    [door, stand],
  );
  return { standing, queue, clashes, lost, give, settle, confirm };
}
