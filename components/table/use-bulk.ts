"use client";
import { useRef, useState } from "react";
import { callApi, newKey } from "@/components/form/call-api";
import type { RegisterRow } from "@/lib/platform/register/column";

/** What became of one record: it waits, was changed, or was refused with the reason. */
export interface BulkResult {
  row: Pick<RegisterRow, "id" | "ref"> & { name: string; version: number };
  state: "waiting" | "changed" | "refused";
  reason: string | null;
}

/** How many records are written at the same time. */
const atOnce = 4;

/**
 * Changes records one by one through their own address, each with the version that was seen: what is refused for one
 * leaves the others as they are, and each has its own entry in the audit trail.
 */
export function useBulk(concept: string) {
  const [results, setResults] = useState<readonly BulkResult[]>([]);
  const [running, setRunning] = useState(false);
  const stopped = useRef(false);

  const run = async (rows: readonly BulkResult["row"][], change: Record<string, unknown>) => {
    const now = new Map(
      rows.map((row): [string, BulkResult] => [row.id, { row, state: "waiting", reason: null }]),
    );
    const keep = (result: BulkResult) => {
      now.set(result.row.id, result);
      setResults([...now.values()]);
    };
    stopped.current = false;
    setResults([...now.values()]);
    setRunning(true);
    const waiting = [...rows];
    const work = async () => {
      for (let row = waiting.shift(); row && !stopped.current; row = waiting.shift())
        keep(await changeOne(concept, row, change));
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    for (const row of waiting) keep({ row, state: "refused", reason: "Stopped before its turn." });
    setRunning(false);
    return [...now.values()].flatMap(({ row, state }) => (state === "changed" ? [row.id] : []));
  };
  const stop = () => {
    stopped.current = true;
  };
  return { results, running, run, stop, reset: () => setResults([]) };
}

async function changeOne(
  concept: string,
  row: BulkResult["row"],
  change: Record<string, unknown>,
): Promise<BulkResult> {
  const answer = await callApi<{ version?: number }>({
    method: "PATCH",
    url: `/api/v1/${concept}/${row.id}`,
    body: { ...change, version: row.version },
    key: newKey(),
  });
  if (answer.ok) return { row, state: "changed", reason: null };
  const { status, detail, errors, current } = answer.problem;
  const version = status === 409 && typeof current?.["version"] === "number" ? current["version"] : null;
  if (version === null)
    return { row, state: "refused", reason: errors?.map(({ message }) => message).join(" ") || detail };
  const reason = "Somebody changed it meanwhile. Look at it, then try again.";
  return { row: { ...row, version }, state: "refused", reason };
}
