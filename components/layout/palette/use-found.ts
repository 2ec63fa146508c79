"use client";
import { useEffect, useState } from "react";

/** A record that a search found. */
export interface FoundItem {
  id: string;
  ref: string;
  name: string;
  one: string;
  unit: string;
  href: string;
}

interface Found {
  q: string;
  results: readonly FoundItem[];
  more: boolean;
  failed: boolean;
}

const nothing: Found = { q: "", results: [], more: false, failed: false };

/** Searches while somebody types: waits a moment, and drops the answers that were overtaken. */
export function useFound(typed: string): Found & { searching: boolean } {
  const q = typed.trim();
  const [found, setFound] = useState<Found>(nothing);
  useEffect(() => {
    if (q === "") return;
    const controller = new AbortController();
    const ask = async () => {
      try {
        const answer = await fetch(`/api/v1/search?limit=12&q=${encodeURIComponent(q.slice(0, 200))}`, {
          signal: controller.signal,
        });
        if (!answer.ok) throw new Error(String(answer.status));
        const { results, more } = (await answer.json()) as Found;
        setFound({ q, results, more, failed: false });
      } catch {
        if (!controller.signal.aborted) setFound({ q, results: [], more: false, failed: true });
      }
    };
    const timer = setTimeout(ask, 120);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [q]);
  // The last answer stays until the next one is there, so that the list does not flicker.
  return q === "" ? { ...nothing, searching: false } : { ...found, searching: found.q !== q };
}
