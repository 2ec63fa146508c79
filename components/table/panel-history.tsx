"use client";
import Link from "next/link";
import { useEffect, useState } from "react";
import { type HistoryEntry, HistoryTimeline } from "@/components/domain/history-timeline";
import { onDay } from "@/components/layout/on-day";

interface PanelHistoryProps {
  concept: string;
  id: string;
  asOf: string | undefined;
  /** The record's own page, which shows all of it. */
  href: string;
}

const newest = 5;

/** The last changes of a record in the side panel: who, when, what; the whole history is on the record's page. */
export function PanelHistory({ concept, id, asOf, href }: PanelHistoryProps) {
  const [entries, setEntries] = useState<readonly HistoryEntry[] | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const ask = async () => {
      const answer = await fetch(onDay(`/api/v1/${concept}/${id}/history`, asOf), {
        signal: controller.signal,
      });
      setEntries(answer.ok ? ((await answer.json()) as { entries: HistoryEntry[] }).entries : []);
    };
    ask().catch(() => {
      if (!controller.signal.aborted) setEntries([]);
    });
    return () => controller.abort();
  }, [concept, id, asOf]);
  if (!entries || entries.length === 0) return null;
  return (
    <section aria-label="Last changes" className="mt-4 border-line border-t pt-3">
      <h3 className="mb-2 text-ink-faint text-xs">Last changes</h3>
      <HistoryTimeline entries={entries.slice(0, newest)} />
      {entries.length > newest ? (
        <Link href={`${href}#history`} className="mt-2 inline-block text-accent text-sm">
          All {entries.length} changes
        </Link>
      ) : null}
    </section>
  );
}
