"use client";
import { useEffect, useState } from "react";

/** How many records match, of how many the person may see. */
export interface Total {
  count: number;
  all: number;
}

/** Counts after the page is there, so that nobody waits for it; null until the number is true. */
export function useRegisterCount(
  concept: string,
  narrowed: string,
  source: unknown,
  given: Total | undefined,
): Total | null {
  const [counted, setCounted] = useState<{ for: string; total: Total } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: fresh rows from the server ask for a fresh number.
  useEffect(() => {
    if (given) return;
    const controller = new AbortController();
    const count = async () => {
      const answer = await fetch(`/api/v1/${concept}/count?${narrowed}`, { signal: controller.signal });
      if (answer.ok) setCounted({ for: narrowed, total: (await answer.json()) as Total });
    };
    // Without the number the register works as well: it then simply names none.
    count().catch(() => undefined);
    return () => controller.abort();
  }, [concept, narrowed, source, given]);
  if (given) return given;
  return counted?.for === narrowed ? counted.total : null;
}
