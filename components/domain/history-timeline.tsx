"use client";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { DateText } from "@/components/ui/date-text";
import { Segmented } from "@/components/ui/segmented";

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

/** What somebody said, as it stands between the changes. */
interface Note {
  id: string;
  /** Instant, ISO 8601. */
  at: string;
  node: ReactNode;
}

interface HistoryTimelineProps {
  entries: readonly HistoryEntry[];
  /** Comments among the changes, by their time. */
  notes?: readonly Note[];
  /** Entries shown before the rest is asked for. */
  limit?: number;
}

const kinds = [
  { value: "all", label: "Everything" },
  { value: "notes", label: "Comments" },
  { value: "changes", label: "Changes" },
];

/** What happened to a record and what was said of it: who, when, what, before and after; newest first. */
export function HistoryTimeline({ entries: changes, notes = [], limit = 20 }: HistoryTimelineProps) {
  const [shown, setShown] = useState(limit);
  const [kind, setKind] = useState("all");
  const name = useId();
  const entries = [...(kind === "notes" ? [] : changes), ...(kind === "changes" ? [] : notes)].toSorted(
    (a, b) => (a.at < b.at ? 1 : -1),
  );
  if (changes.length + notes.length === 0)
    return <p className="text-ink-faint text-sm">Nothing has happened yet.</p>;
  return (
    <>
      {notes.length > 0 ? (
        <div className="mb-3">
          <Segmented name={name} label="What to show" value={kind} segments={kinds} onChange={setKind} />
        </div>
      ) : null}
      <ol className="grid">
        {entries.slice(0, shown).map((entry) =>
          "node" in entry ? (
            <li key={entry.id} className={line}>
              <span
                aria-hidden="true"
                className="absolute top-[0.4rem] left-0 size-2.5 rounded-full border-2 border-accent bg-accent"
              />
              {entry.node}
            </li>
          ) : (
            <Entry key={entry.id} entry={entry} />
          ),
        )}
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

const line =
  "relative min-w-0 pb-4 pl-5 before:absolute before:top-3.5 before:bottom-[-0.4rem] before:left-[0.28rem] before:w-px before:bg-line last:pb-0 last:before:hidden";

function Entry({ entry }: { entry: HistoryEntry }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const { who, at, action, reason, changes } = entry;
  return (
    <li className={line}>
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
