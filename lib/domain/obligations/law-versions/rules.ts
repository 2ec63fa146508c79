import type { LawState } from "@/lib/domain/obligations/law-versions/schema";
import type { Classified } from "@/lib/domain/obligations/schema";
import { formatDay } from "@/lib/platform/time/format-day";

/** One line of what changes for a system: an outcome, a duty or a question. */
export interface LawChange {
  what: "outcome" | "duty" | "question";
  how: "added" | "removed" | "date";
  name: string;
  before: string | null;
  after: string | null;
}

interface Dated {
  key: string;
  name: string;
  appliesFrom: string | null;
  practicalFrom: string | null;
}

/** Returns what is new, gone or has other dates, by key, in the order of the later list. */
export function changesBetween(
  what: LawChange["what"],
  before: readonly Dated[],
  after: readonly Dated[],
): LawChange[] {
  const was = new Map(before.map((one) => [one.key, one]));
  const is = new Map(after.map((one) => [one.key, one]));
  return [
    ...[...is.values()].flatMap((one): LawChange[] => {
      const old = was.get(one.key);
      if (!old) return [{ what, how: "added", name: one.name, before: null, after: datesOf(one) }];
      const [from, to] = [datesOf(old), datesOf(one)];
      return from === to ? [] : [{ what, how: "date", name: one.name, before: from, after: to }];
    }),
    ...[...was.values()].flatMap((one): LawChange[] =>
      is.has(one.key) ? [] : [{ what, how: "removed", name: one.name, before: datesOf(one), after: null }],
    ),
  ];
}

function datesOf({ appliesFrom, practicalFrom }: Dated): string {
  if (appliesFrom === null) return "no date";
  const practical =
    practicalFrom && practicalFrom !== appliesFrom ? `, in practice ${formatDay(practicalFrom)}` : "";
  return `${formatDay(appliesFrom)}${practical}`;
}

/** Returns an outcome under a key by which it is found again in another edition. */
export function outcomeKey(
  { outcome, role, route, path }: Classified,
  label: string,
): Omit<Dated, "appliesFrom" | "practicalFrom"> {
  const as = role ? `, as ${role}` : "";
  return { key: [outcome, role, route, path.at(-1)].join("|"), name: `${label}${as}` };
}

/** Returns what state an edition is in; the one that was applied last is in force. */
export function lawStateOf(
  { id, appliedAt, discardedAt }: { id: string; appliedAt: Date | null; discardedAt: Date | null },
  inForceId: string | null,
): LawState {
  if (discardedAt) return "discarded";
  if (!appliedAt) return "draft";
  return id === inForceId ? "in-force" : "superseded";
}
