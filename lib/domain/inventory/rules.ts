import { formatDay } from "@/lib/platform/time/format-day";

/** Returns whether a fact is known: null and an empty list are not, while "no", zero and "none" are answers. */
export function isKnown(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== "";
}

/** Returns the facts of a record that nobody has given yet, in the order in which they are listed. */
export function gapsOf(record: object, facts: readonly string[]): string[] {
  const held = new Map<string, unknown>(Object.entries(record));
  return facts.filter((fact) => !isKnown(held.get(fact)));
}

/** Returns the share of the facts that are known, in whole percent rounded down: 100 only when none is missing. */
export function completenessOf(record: object, facts: readonly string[]): number {
  if (facts.length === 0) return 100;
  return Math.floor(((facts.length - gapsOf(record, facts).length) / facts.length) * 100);
}

/** Returns the short reference people use, such as S-0012. */
export function inventoryRef(letter: string, number: number): string {
  return `${letter}-${String(number).padStart(4, "0")}`;
}

/** Returns why this cannot be the day of the next review, or null; days are YYYY-MM-DD. */
export function reviewRefusal(nextReviewOn: string, today: string): string | null {
  return nextReviewOn > today
    ? null
    : `The next review must lie ahead. Choose a date after ${formatDay(today)}.`;
}

/** Returns what is overdue on an AI system: its review, or nothing; one out of use is late with nothing. */
export function overdueOf(
  { stage, nextReviewOn }: { stage: string; nextReviewOn: string | null },
  today: string,
): "review"[] {
  return stage !== "retired" && nextReviewOn !== null && nextReviewOn < today ? ["review"] : [];
}
