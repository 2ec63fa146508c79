import "server-only";
import type { ImportField } from "@/lib/platform/register/import-field";

/** A heading of a file and the field that it feeds, or why it feeds none. */
export interface HeadingMatch {
  heading: string;
  /** The field's key, "ref" for the reference, or null. */
  field: string | null;
  /** Said where a known column is not taken over. */
  note?: string;
}

interface KnownHeading {
  label: string;
  synonyms?: readonly string[];
  why: string;
}

interface Known {
  fields: readonly ImportField[];
  leftOut: readonly KnownHeading[];
  /** Words for one record, such as "risk": "Risk owner" is then the owner. */
  noun: string;
}

const reference = { key: "ref", label: "Ref", synonyms: ["id", "reference", "record id"] };

/** Returns for each heading the field whose label or synonym it is; a field is fed by one heading, the nearest. */
export function matchHeadings(headings: readonly string[], { fields, leftOut, noun }: Known): HeadingMatch[] {
  const candidates = [reference, ...fields];
  const found = headings.flatMap((heading, index) =>
    candidates.flatMap(({ key, label, synonyms }, order) => {
      const score = nearness(heading, label, synonyms, noun);
      return score > 0 ? [{ index, key, score, order }] : [];
    }),
  );
  found.sort((a, b) => b.score - a.score || a.index - b.index || a.order - b.order);
  const byHeading = new Map<number, string>();
  const taken = new Set<string>();
  for (const { index, key, score } of found) {
    const known = knownBetter(headings[index] ?? "", leftOut, noun, score);
    if (byHeading.has(index) || taken.has(key) || known) continue;
    byHeading.set(index, key);
    taken.add(key);
  }
  return headings.map((heading, index) => {
    const field = byHeading.get(index) ?? null;
    const note = field === null ? knownBetter(heading, leftOut, noun, 0)?.why : undefined;
    return { heading, field, ...(note === undefined ? {} : { note }) };
  });
}

// "Inherent score" is a column of the register, not the likelihood for which it might be taken.
function knownBetter(heading: string, leftOut: readonly KnownHeading[], noun: string, score: number) {
  return leftOut.find(({ label, synonyms = [] }) => nearness(heading, label, synonyms, noun) > score);
}

/** Returns how near a heading is to a field: 4 its label, 3 a synonym, 2 and 1 the same without remarks and the noun, 0 not at all. */
function nearness(heading: string, label: string, synonyms: readonly string[], noun: string): number {
  const exact = wordsOf(heading);
  if (exact === "") return 0;
  if (exact === wordsOf(label)) return 4;
  if (synonyms.some((synonym) => wordsOf(synonym) === exact)) return 3;
  const plain = withoutNoun(wordsOf(heading.replace(/[([{].*?[)\]}]/g, " ")), noun);
  if (plain === "") return 0;
  if (plain === withoutNoun(wordsOf(label), noun)) return 2;
  return synonyms.some((synonym) => wordsOf(synonym) === plain) ? 1 : 0;
}

function withoutNoun(words: string, noun: string): string {
  const prefix = `${wordsOf(noun)} `;
  return words.startsWith(prefix) ? words.slice(prefix.length) : words;
}

const fillers = new Set(["the", "a", "an", "of", "for", "our"]);

/** Returns the words of a heading without case, accents, punctuation, fillers and plural. */
export function wordsOf(text: string): string {
  return plainText(text.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2"))
    .split(" ")
    .filter((word) => word !== "" && !fillers.has(word))
    .map(singular)
    .join(" ");
}

/** Returns the text in small letters without accents, and with one space for everything that is no letter or digit. */
export function plainText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}
