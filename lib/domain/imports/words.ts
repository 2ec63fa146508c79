import "server-only";
import type * as z from "zod";
import { plainText } from "@/lib/domain/imports/headings";
import type { foundWords } from "@/lib/domain/imports/schema";
import type { ImportField } from "@/lib/platform/register/import-field";
import type { Option } from "@/lib/platform/schema/field";

/** How many different words are kept, and how long one may be: what is longer is a sentence. */
const most = { words: 200, characters: 100 };

/** What somebody has said that words of a file mean, and which words were met. */
export class Words {
  readonly #meant: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly #met = new Map<string, z.infer<typeof foundWords>[number]>();

  constructor(meant: Readonly<Record<string, Readonly<Record<string, string>>>>) {
    this.#meant = meant;
  }

  /** Returns what a word of a field means, in the field's own words; undefined when nobody has said it. */
  meaning(field: ImportField, word: string): string | undefined {
    const meant = this.#meant[field.key];
    const key = wordKey(word);
    const found = meant && Object.entries(meant).find(([said]) => wordKey(said) === key)?.[1];
    if (found !== undefined) this.meet(field, word);
    return found;
  }

  /** Notes that a row has a word that is not one of the field's own. */
  meet(field: ImportField, word: string): void {
    if (word.length > most.characters) return;
    const key = `${field.key} ${wordKey(word)}`;
    const known = this.#met.get(key);
    if (known) known.rows += 1;
    else if (this.#met.size < most.words) this.#met.set(key, { field: field.key, word, rows: 1 });
  }

  /** Returns the words that were met, the most frequent first. */
  found(): z.infer<typeof foundWords> {
    return [...this.#met.values()].sort((a, b) => b.rows - a.rows);
  }
}

function wordKey(word: string): string {
  return plainText(word) || word;
}

/** Returns what a word of the field can mean, each as a cell would say it; empty for fields whose words are free. */
export function meaningsOf({ kind, options, scale = [], nullable }: ImportField): Option[] {
  const own =
    kind === "tri-state"
      ? ["Yes", "No", "Unknown"].map((label) => ({ value: label, label }))
      : scale.length > 0
        ? scale.map((label, index) => ({ value: String(index + 1), label: `${index + 1} ${label}` }))
        : (options ?? []).map(({ value, label }) => ({ value, label }));
  const empties = own.length > 0 && kind !== "tri-state" && (nullable || kind === "several");
  return empties ? [...own, { value: "-", label: "Nothing" }] : own;
}
