"use client";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { callApi, newKey } from "@/components/form/call-api";
import { useDraftOwner } from "@/components/form/draft-owner";
import { retryPause } from "@/components/form/retry-pause";

interface Waiting {
  answers: readonly string[];
  seen: number;
  key: string;
  /** Why the server does not take it. */
  refused?: string;
}

type Queue = Readonly<Record<string, Waiting>>;

/** Sends each answer by itself, one after the other and again until the server has it; until then the browser keeps it. */
export function useAnswers(id: string) {
  const router = useRouter();
  const place = `plumbline:classification:${useDraftOwner()}:${id}`;
  const held = useRef({
    queue: {} as Queue,
    busy: false,
    failures: 0,
    numbers: {} as Record<string, number>,
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [queue, setQueue] = useState<Queue>({});
  const [lost, setLost] = useState<string | null>(null);
  const keep = useCallback(
    (next: Queue) => {
      held.current.queue = next;
      setQueue(next);
      try {
        if (Object.keys(next).length === 0) localStorage.removeItem(place);
        else localStorage.setItem(place, JSON.stringify(next));
      } catch {
        // Without storage the answers are still sent; only a reload while there is no connection would lose them.
      }
    },
    [place],
  );

  const flush = useCallback(async (): Promise<void> => {
    const [questionId, sent] = Object.entries(held.current.queue).find(([, one]) => !one.refused) ?? [];
    if (held.current.busy || !questionId || !sent) return;
    held.current.busy = true;
    const result = await callApi({
      method: "PUT",
      url: `/api/v1/classifications/${id}/answers`,
      body: { answers: [{ questionId, seen: sent.seen, answers: sent.answers }] },
      key: sent.key,
    });
    held.current.busy = false;
    const { [questionId]: newest, ...others } = held.current.queue;
    if (result.ok) {
      setLost(null);
      held.current.failures = 0;
      // The page may not have heard of this answer yet when the next one is given to the same question.
      const seen = sent.seen + 1;
      held.current.numbers[questionId] = seen;
      keep(newest && newest.key !== sent.key ? { ...others, [questionId]: { ...newest, seen } } : others);
      if (Object.keys(held.current.queue).length === 0) router.refresh();
      return flush();
    }
    const { status, title, detail } = result.problem;
    if (status >= 400 && status < 500 && ![401, 408, 429].includes(status)) {
      if (newest) keep({ ...others, [questionId]: { ...newest, refused: detail || title } });
      router.refresh();
      return flush();
    }
    setLost(status === 401 ? title : "There is no connection.");
    const pause = retryPause(held.current.failures);
    held.current.failures += 1;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), pause);
  }, [id, keep, router]);

  useEffect(() => {
    try {
      keep(JSON.parse(localStorage.getItem(place) ?? "{}") as Queue);
    } catch {
      keep({});
    }
    void flush();
    const again = () => void flush();
    addEventListener("online", again);
    return () => {
      removeEventListener("online", again);
      clearTimeout(timer.current);
    };
  }, [place, keep, flush]);

  const give = (questionId: string, answers: readonly string[], number: number) => {
    const waiting = held.current.queue[questionId];
    const known = Math.max(number, held.current.numbers[questionId] ?? 0);
    const seen = waiting && !waiting.refused ? waiting.seen : known;
    keep({ ...held.current.queue, [questionId]: { answers, seen, key: newKey() } });
    void flush();
  };
  return { queue, lost, give, retry: () => void flush() };
}
