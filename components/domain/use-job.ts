"use client";
import { useEffect, useState } from "react";

/** A long piece of work on the server. */
export interface JobState {
  id: string;
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  done: number;
  total: number;
  /** What it is doing, or why it stopped. */
  message?: string | null;
}

const ended = new Set<JobState["state"]>(["done", "failed", "cancelled"]);

/** True when nothing more will happen to the job. */
export function hasEnded(job: JobState | null): boolean {
  return job !== null && ended.has(job.state);
}

/** Follows a job: asks every second while it works, less often when the server does not answer. */
export function useJob(id: string, initial: JobState | null, onEnd?: (job: JobState) => void) {
  const [job, setJob] = useState(initial);
  const [lost, setLost] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one watch per job; the callback of the first render serves.
  useEffect(() => {
    if (hasEnded(initial)) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const look = async () => {
      const found = await read(id);
      if (stopped) return;
      setLost(!found);
      if (found) setJob(found);
      if (found && hasEnded(found)) onEnd?.(found);
      else timer = setTimeout(look, found ? 1_000 : 5_000);
    };
    void look();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [id]);
  return { job, lost };
}

async function read(id: string): Promise<JobState | undefined> {
  try {
    const answer = await fetch(`/api/v1/jobs/${id}`);
    return answer.ok ? ((await answer.json()) as JobState) : undefined;
  } catch {
    return undefined;
  }
}
