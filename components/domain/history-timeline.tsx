"use client";
import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { DateText } from "@/components/ui/date-text";

interface HistoryChange {
  label: string;
  /** In words; null where there was nothing. */
  before: string | null;
  after: string | null;
}

export interface HistoryEntry {
  id: string;
  who: string;
  /** Instant, ISO 8601. */
  at: string;
  /** What was done, in the past tense: "changed the owner". */
  action: string;
  reason?: string | null;
  changes: readonly HistoryChange[];
}

interface HistoryTimelineProps {
  entries: readonly HistoryEntry[];
  /** Entries shown before the rest is asked for. */
  limit?: number;
}

/** What happened to a record: who, when, what, before and after; newest first. */
export function HistoryTimeline({ entries, limit = 20 }: HistoryTimelineProps) {
  const [shown, setShown] = useState(limit);
  if (entries.length === 0) return <p className="text-ink-faint text-sm">Nothing has happened yet.</p>;
  return (
    <>
      <ol className="grid">
        {entries.slice(0, shown).map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {entries.length > shown ? (
        <button
          type="button"
          onClick={() => setShown(shown + 50)}
          className="mt-2 rounded-sm font-medium text-accent text-sm hover:underline"
        >
          Show {Math.min(50, entries.length - shown)} older of {entries.length} entries
        </button>
      ) : null}
    </>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const { who, at, action, reason, changes } = entry;
  return (
    <li className="relative pb-4 pl-5 before:absolute before:top-3.5 before:bottom-[-0.4rem] before:left-[0.28rem] before:w-px before:bg-line last:pb-0 last:before:hidden">
      <span
        aria-hidden="true"
        className="absolute top-[0.4rem] left-0 size-2.5 rounded-full border-2 border-line-strong bg-panel"
      />
      <p className="text-sm">
        <span className="font-medium">{who}</span> {action}
      </p>
      <p className="text-ink-faint text-xs">
        <DateText value={at} time />
      </p>
      {reason ? <p className="mt-0.5 text-ink-soft text-sm whitespace-pre-line">“{reason}”</p> : null}
      {changes.length > 0 ? (
        <>
          <button
            type="button"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
            className="mt-0.5 flex items-center gap-1 rounded-sm text-ink-soft text-sm hover:text-ink"
          >
            <ChevronRight
              aria-hidden="true"
              className={`size-3.5 transition-transform ${open ? "rotate-90" : ""}`}
            />
            {changes.length === 1 ? changes[0]?.label : `${changes.length} fields`}
          </button>
          <dl
            id={id}
            hidden={!open}
            className="mt-1 grid gap-2 rounded-lg border border-line bg-page px-3 py-2 text-sm"
          >
            {changes.map((change) => (
              <Change key={change.label} change={change} />
            ))}
          </dl>
        </>
      ) : null}
    </li>
  );
}

function Change({ change: { label, before, after } }: { change: HistoryChange }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-faint text-xs">{label}</dt>
      <dd className="break-words whitespace-pre-line">
        <span className="sr-only">Before: </span>
        <del className="text-ink-faint decoration-ink-faint/60">{before ?? "nothing"}</del>
        <span aria-hidden="true" className="text-ink-faint">
          {" → "}
        </span>
        <span className="sr-only">. After: </span>
        <ins className="no-underline">{after ?? "nothing"}</ins>
      </dd>
    </div>
  );
}
