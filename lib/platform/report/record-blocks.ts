import "server-only";
import type { HistoryEntry } from "@/lib/platform/audit/history";
import { type CellWords, paperCell } from "@/lib/platform/register/cell-words";
import type { Column, RegisterRow } from "@/lib/platform/register/column";
import { formatInstant } from "@/lib/platform/report/format";
import type { Block, FactsBlock } from "@/lib/platform/report/model";
import { capitalised } from "@/lib/platform/schema/capitalised";

/** Returns the facts of a record, in the order of these columns. */
export function factsOf(
  columns: readonly Column[],
  keys: readonly string[],
  row: RegisterRow,
  words: CellWords,
): FactsBlock {
  const items = keys.flatMap((key) => {
    const column = columns.find((candidate) => candidate.key === key);
    return column ? [{ label: column.label, value: paperCell(column, row[key], words) }] : [];
  });
  return { kind: "facts", items };
}

/** Returns the texts of a record, each under its label; what nobody wrote is said to be missing. */
export function textsOf(columns: readonly Column[], keys: readonly string[], row: RegisterRow): Block[] {
  return keys.flatMap((key): Block[] => {
    const text = row[key];
    const label = columns.find((column) => column.key === key)?.label ?? key;
    return [
      { kind: "heading", level: 2, text: label },
      typeof text === "string" && text !== ""
        ? { kind: "paragraph", text }
        : { kind: "paragraph", style: "muted", text: "Not recorded." },
    ];
  });
}

/** Returns what happened to a record as a table, newest first. */
export function historyBlocks(entries: readonly HistoryEntry[], timeZone: string): Block[] {
  return [
    { kind: "heading", level: 1, text: "History" },
    {
      kind: "table",
      note: entries.length === 200 ? "The newest 200 entries." : "Newest first, from the audit trail.",
      columns: [
        { label: "When", weight: 1.5 },
        { label: "Who", weight: 1.4 },
        { label: "What", weight: 1.6, rowHeader: true },
        { label: "Before and after", weight: 4 },
      ],
      rows: entries.map(({ at, who, action, changes }) => [
        shortInstant(at, timeZone),
        who,
        capitalised(action),
        changes.map(changeWords).join("\n"),
      ]),
      empty: "Nothing has happened since it was made.",
    },
  ];
}

function changeWords({
  label,
  before,
  after,
}: {
  label: string;
  before: string | null;
  after: string | null;
}): string {
  return `${label}: ${shortened(before)} → ${shortened(after)}`;
}

function shortened(text: string | null): string {
  if (text === null || text === "") return "–";
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

/** Returns an instant as "23 Nov 2026, 14:05"; the zone is said once, on the cover. */
export function shortInstant(at: string, timeZone: string): string {
  return formatInstant(new Date(at), timeZone).replace(/ \([^)]*\)$/, "");
}
