import "server-only";
import type { Head } from "@/lib/domain/test-runs/formats/source/head";
import { jsonParts } from "@/lib/domain/test-runs/formats/source/json-parts";
import { jsonLines } from "@/lib/domain/test-runs/formats/source/lines";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";

/** One record of a file that holds many alike, and where it stands. */
export interface Entry {
  value: unknown;
  where: number | string;
}

/**
 * Yields the records of a file in whichever way somebody collected them: one alone, a list, one on each line, or several that
 * follow one another over many lines. Throws as `jsonLines` and `jsonParts` do.
 */
export async function* entriesOf(file: ResultFile, reading: Reading, head: Head): AsyncGenerator<Entry> {
  if (head.kind === "lines") {
    for await (const { line, value } of jsonLines(file, reading)) yield { value, where: line };
    return;
  }
  const path = listed(head) ? "[]" : "";
  let count = 0;
  for await (const { value, where } of jsonParts(file, [path], { several: true })) {
    count += 1;
    yield { value, where: where === "" ? `record ${count}` : where };
  }
}

/** Returns whether one record of such a file holds each of these keys, as far as the beginning shows. */
export function recordsHave(head: Head, ...keys: readonly string[]): boolean {
  if (head.kind !== "json" && head.kind !== "lines") return false;
  const before = listed(head) ? "[]." : "";
  return head.has(...keys.map((key) => `${before}${key}`));
}

/** Returns the first plain value under a key of a record, or undefined. */
export function firstValue(head: Head, key: string): string | number | boolean | null | undefined {
  return head.values.get(listed(head) ? `[].${key}` : key);
}

function listed(head: Head): boolean {
  return head.kind === "json" && head.text.trimStart().startsWith("[");
}
