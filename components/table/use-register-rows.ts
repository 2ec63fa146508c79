"use client";
import { useCallback, useRef, useState } from "react";
import type { RegisterRow } from "@/lib/platform/register/column";

interface Page {
  rows: readonly RegisterRow[];
  next: string | null;
}

type State = "idle" | "loading" | "failed";

/** The rows loaded so far: the first page came with the HTML, further ones are fetched as they are reached. */
export function useRegisterRows(concept: string, first: Page, listed: string, shown: readonly string[]) {
  const [pages, setPages] = useState<Page>(first);
  const [source, setSource] = useState(first.rows);
  const [state, setState] = useState<State>("idle");
  const asked = useRef<string | null>(null);
  // The server sent a new first page: another order, other filters, or fresh data.
  if (source !== first.rows) {
    setSource(first.rows);
    setPages(first);
    setState("idle");
  }

  const { next } = pages;
  const columns = shown.join(",");
  const loadMore = useCallback(async () => {
    const request = `${listed}|${next}`;
    if (!next || asked.current === request) return;
    asked.current = request;
    setState("loading");
    const query = new URLSearchParams(listed);
    query.set("cursor", next);
    query.set("limit", "50");
    query.set("columns", columns);
    const page = await fetchPage(`/api/v1/${concept}?${query}`);
    if (asked.current !== request) return;
    asked.current = null;
    if (!page) return setState("failed");
    setState("idle");
    setPages((now) => (now.next === next ? { rows: merge(now.rows, page.rows), next: page.next } : now));
  }, [concept, listed, next, columns]);

  return { rows: pages.rows, more: next !== null, state, loadMore };
}

async function fetchPage(url: string): Promise<Page | undefined> {
  try {
    const answer = await fetch(url);
    return answer.ok ? ((await answer.json()) as Page) : undefined;
  } catch {
    return undefined;
  }
}

// A row that moved between two requests must not stand in the list twice.
function merge(known: readonly RegisterRow[], found: readonly RegisterRow[]): readonly RegisterRow[] {
  const ids = new Set(known.map((row) => row.id));
  return [...known, ...found.filter((row) => !ids.has(row.id))];
}
