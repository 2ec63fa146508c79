import "server-only";
import type { PastaRecords } from "@/lib/domain/pasta-stages/queries/records";

/** One line of what a stage leaves behind. */
export interface Line {
  /** The record or entry that it is of. */
  key: string;
  text: string;
  /** Told beside it, and no ground for a signature to go stale. */
  note?: string;
  personIds?: readonly string[];
  href?: string;
  /** It is of a record that the reader may not read. */
  hidden?: true;
}

/** One thing that a stage leaves behind, made of lines. */
export interface Section {
  key: string;
  title: string;
  /** Whether the stage is not finished without it. */
  needed: boolean;
  lines: readonly Line[];
  /** Where it is written or changed, as an address of the workspace. */
  href: string;
}

/** Where the records behind the stages are changed, as addresses of the workspace. */
export interface Places {
  stage(number: number, part?: string): string;
  model(page: string): string;
  system: string;
}

/** Returns what a stage leaves behind, from the records that stand; `names` are its outputs in the words of the method. */
export type Content = (records: PastaRecords, names: readonly string[], at: Places) => Section[];

const mostNamed = 3;

/**
 * Returns what differs between what was signed and what is so now, section by section, in words. What either reader may not
 * read is no difference.
 */
export function changesBetween(before: readonly Section[], after: readonly Section[]): string[] {
  const keys = [...new Set([...before, ...after].map(({ key }) => key))];
  return keys.flatMap((key) => {
    const [was, is] = [before, after].map((all) => all.find((one) => one.key === key));
    const words = lineChanges(was?.lines ?? [], is?.lines ?? []);
    return words === null ? [] : [`${is?.title ?? was?.title ?? key}: ${words}`];
  });
}

function lineChanges(before: readonly Line[], after: readonly Line[]): string | null {
  const byKey = (lines: readonly Line[]) => new Map(lines.map((one) => [one.key, one]));
  const [was, is] = [byKey(before), byKey(after)];
  const changed = after.filter((one) => {
    const former = was.get(one.key);
    return former && !former.hidden && !one.hidden && saidBy(former) !== saidBy(one);
  });
  const said = [
    named(
      "added",
      after.filter((one) => !was.has(one.key) && !one.hidden),
    ),
    named("changed", changed),
    named(
      "removed",
      before.filter((one) => !is.has(one.key) && !one.hidden),
    ),
  ].filter((one) => one !== null);
  return said.length > 0 ? said.join("; ") : null;
}

function saidBy({ text, personIds = [] }: Line): string {
  return JSON.stringify([text, personIds]);
}

function named(verb: string, lines: readonly Line[]): string | null {
  if (lines.length === 0) return null;
  const words = lines.slice(0, mostNamed).map(({ text }) => shorten(text));
  const more = lines.length - words.length;
  return `${verb} ${words.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
