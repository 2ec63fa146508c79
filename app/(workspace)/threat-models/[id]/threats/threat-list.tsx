"use client";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { OptionBadge } from "@/components/ui/option-badge";
import { drifts, threatStates } from "@/lib/domain/threat-models/record/schema";
import { formatDay } from "@/lib/platform/time/format-day";
import { AskMany } from "./ask-many";
import { DecideMany } from "./decide-many";

interface ThreatRow {
  id: string;
  ref: string;
  version: number;
  title: string;
  state: string;
  drift: string | null;
  category: string | null;
  reason: string | null;
  until: string | null;
  /** Until when somebody asks that it be accepted. */
  asked: string | null;
  /** The element or flow that it hangs on foremost. */
  on: string;
  risks: string;
}

interface ThreatListProps {
  modelId: string;
  title: string;
  rows: readonly ThreatRow[];
  /** They may decide threats, and ask that they be accepted. */
  mayDecide: boolean;
  add: ReactNode;
}

/** Threats to choose from, each a link to its own page; those that are chosen are decided at once. */
export function ThreatList({ modelId, title, rows, mayDecide, add }: ThreatListProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const here = rows.filter(({ id }) => chosen.has(id));
  const toggle = (ids: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids)
      if (on) next.add(id);
      else next.delete(id);
    setChosen(next);
  };
  const all = rows.map(({ id }) => id);
  const acted = { modelId, rows: here, onDone: () => setChosen(new Set()) };
  return (
    <Section
      title={title}
      flush
      actions={
        <>
          {mayDecide && here.length > 0 ? (
            <>
              <AskMany {...acted} />
              <DecideMany {...acted} />
            </>
          ) : null}
          {add}
        </>
      }
    >
      {mayDecide && rows.length > 0 ? (
        <div className="border-line border-b px-4 pb-2 text-sm">
          <Checkbox
            label={here.length === 0 ? "Choose all of these" : `${here.length} chosen`}
            checked={here.length > 0 && here.length === rows.length}
            mixed={here.length > 0 && here.length < rows.length}
            onChange={(event) => toggle(all, event.target.checked)}
          />
        </div>
      ) : null}
      <ul>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            href={`/threats/${row.id}`}
            chosen={chosen.has(row.id)}
            onChoose={mayDecide ? (on) => toggle([row.id], on) : null}
          />
        ))}
      </ul>
      {rows.length === 0 ? (
        <p className="px-4 py-3 text-ink-faint text-sm">
          No threat fits. Take a filter away, or generate them.
        </p>
      ) : null}
    </Section>
  );
}

interface RowProps {
  row: ThreatRow;
  href: string;
  chosen: boolean;
  onChoose: ((on: boolean) => void) | null;
}

function Row({ row, href, chosen, onChoose }: RowProps) {
  const { ref, title, on, state, drift, category, reason, until, asked, risks } = row;
  return (
    <li className="flex items-start gap-3 border-line border-t px-4 py-2.5 first:border-t-0">
      {onChoose ? (
        <Checkbox
          aria-label={`Choose ${ref}`}
          checked={chosen}
          onChange={(event) => onChoose(event.target.checked)}
          className="mt-1"
        />
      ) : null}
      <div className="flex min-w-0 flex-1 flex-wrap items-start justify-between gap-x-3 gap-y-1.5">
        <div className="min-w-0 flex-1 basis-72">
          <Link href={href} prefetch={false} className="font-medium hover:underline">
            {ref} {title}
          </Link>
          <p className="break-words text-ink-soft text-sm">
            {[on, category, risks, reason, until ? `until ${formatDay(until)}` : null]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </div>
        <span className="flex flex-wrap justify-end gap-1.5">
          {asked ? <Badge tone="info">{`To be accepted until ${formatDay(asked)}`}</Badge> : null}
          {drift ? (
            <Badge tone="warn">{drifts.find(({ value }) => value === drift)?.label ?? drift}</Badge>
          ) : null}
          <OptionBadge options={threatStates} value={state} />
        </span>
      </div>
    </li>
  );
}
