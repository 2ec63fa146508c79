"use client";
import { useCallback, useEffect, useState } from "react";
import type { ImportState } from "@/lib/domain/test-runs/runs/schema";

/** A file of results on its way in, as the list of them answers it. */
export interface ImportLine {
  id: string;
  fileName: string;
  state: ImportState;
  message: string | null;
  system: { id: string; name: string };
  modelVersion: string | null;
  /** As it was recognised, with its version. */
  format: string | null;
  effects: Readonly<Record<string, number>> | null;
  notes: number;
  runId: string | null;
  job: { done: number; total: number } | null;
  can: { apply: boolean };
}

/** Follows files on their way in: asks every second while one of them is worked on, less often when the server does not answer. */
export function useImportLines(ids: string | null, initial: readonly ImportLine[]) {
  const [lines, setLines] = useState(initial);
  const [lost, setLost] = useState(false);
  const look = useCallback(async () => {
    const found = await read(ids);
    setLost(found === null);
    if (found) setLines(found);
    return found !== null;
  }, [ids]);
  const busy = lines.some(({ state }) => state === "checking" || state === "applying");
  useEffect(() => {
    if (!busy) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const again = async () => {
      const heard = await look();
      if (!stopped) timer = setTimeout(again, heard ? 1_000 : 5_000);
    };
    timer = setTimeout(again, 500);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [busy, look]);
  return { lines, lost, look };
}

async function read(ids: string | null): Promise<ImportLine[] | null> {
  try {
    const answer = await fetch(`/api/v1/test-imports${ids === null ? "" : `?ids=${ids}`}`);
    return answer.ok ? ((await answer.json()) as { rows: ImportLine[] }).rows : null;
  } catch {
    return null;
  }
}
