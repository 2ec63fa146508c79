import { plain } from "@/lib/platform/text/plain";

/** The longest text that is searched for. */
export const longestQuery = 200;

const reference = /^\s*(\p{L}|AS|AT|GV|OWN|PK|TM|TR)-?0*(\d{1,9})\s*$/iu;

/** Whether what was typed is the reference of one record, such as R-0012. */
export function isReference(typed: string): boolean {
  return reference.test(typed);
}

/**
 * Returns what was typed as a PostgreSQL tsquery: every word has to be there, the last letters of each may be missing; a
 * reference such as R-0012 or TM-0003 finds its record alone. Null when no letter or digit was typed.
 */
export function tsQueryOf(typed: string): string | null {
  const [, letter, number] = reference.exec(typed) ?? [];
  if (letter !== undefined && number !== undefined) return `${plain(letter)}${number}`;
  const words = wordsIn(typed);
  return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(" & ");
}

/** Returns the words that are looked for, as the index keeps them: twelve at most. */
export function wordsIn(typed: string): string[] {
  return plain(typed)
    .split(" ")
    .filter((word) => word !== "")
    .slice(0, 12);
}
