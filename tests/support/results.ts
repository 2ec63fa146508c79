import { fileInMemory } from "@/lib/domain/test-runs/formats/source/result-file";
import { type ReadWish, readResults } from "@/lib/domain/test-runs/read-results";

/** Reads text or bytes as a file of results. */
export async function resultsIn(content: string | Uint8Array, wish: ReadWish = {}) {
  return readResults(fileInMemory("results", content), wish);
}

/** Returns objects as JSON Lines. */
export function lines(...objects: readonly object[]): string {
  return objects.map((one) => `${JSON.stringify(one)}\n`).join("");
}

/** Returns what was read in the shape that most tests look at. */
export async function countsIn(content: string | Uint8Array, wish: ReadWish = {}) {
  const { counts, complete, targets, checks } = await resultsIn(content, wish);
  return { ...counts, complete, targets, checks: checks.map(({ check }) => check) };
}
