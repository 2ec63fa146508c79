import "server-only";
import { JSONParser } from "@streamparser/json";
import { JsonGuard } from "@/lib/domain/test-runs/formats/source/json-guard";
import { limits, tooLarge } from "@/lib/domain/test-runs/formats/source/limits";
import { plainBytes } from "@/lib/domain/test-runs/formats/source/plain-bytes";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import { Invalid, PublicError } from "@/lib/platform/errors/public-error";

/** A part of a JSON document. */
interface JsonPart {
  /** The path that was asked for. */
  path: string;
  value: unknown;
  /** Where it stands: "results.results[3]". */
  where: string;
  /** The keys and indexes on the way to it. */
  keys: readonly (string | number)[];
}

/**
 * Yields the parts of a JSON document that paths name, as they go by, and keeps nothing else of it. A path is written
 * "results.stats", "results.results[]" for each of a list, "attacks.*" for each key of an object; "" is the document itself and
 * "[]" each of the list that it is. With `several`, documents may follow one another. Throws Invalid where the file is no
 * JSON or nests too deep, TooLarge where one part is beyond the limit.
 */
export function jsonParts(
  file: ResultFile,
  paths: readonly string[],
  { several = false } = {},
): AsyncGenerator<JsonPart> {
  return partsIn(plainBytes(file), paths, several);
}

/** Yields the parts of a document as `jsonParts` does, from bytes that are already plain. */
export async function* partsIn(
  blocks: AsyncIterable<Uint8Array>,
  paths: readonly string[],
  several = false,
): AsyncGenerator<JsonPart> {
  const wanted = paths.map((path) => ({ path, steps: stepsOf(path) }));
  const parser = new JSONParser({
    paths: wanted.map(({ steps }) => ["$", ...steps.map((step) => (step === "[]" ? "*" : step))].join(".")),
    keepStack: false,
    ...(several ? { separator: "" } : {}),
  });
  const found: JsonPart[] = [];
  parser.onValue = ({ value, key, stack }) => {
    const keys = keysOf(stack, key);
    const match = wanted.find(({ steps }) => fits(steps, keys));
    if (match) found.push({ path: match.path, value, where: placeOf(keys), keys });
  };
  const guard = new JsonGuard();
  let since = 0;
  for await (const block of blocks) {
    write(parser, guard.take(Buffer.from(block.buffer, block.byteOffset, block.length)));
    since = found.length > 0 ? 0 : since + block.length;
    if (since > limits.entry) throw tooLarge("One entry of the file", limits.entry);
    yield* found.splice(0);
  }
  write(parser, guard.finish());
  end(parser);
  yield* found.splice(0);
}

/** Returns the keys and indexes that lead to a value, from where the parser says it stands. */
export function keysOf(
  stack: readonly { key?: string | number | undefined }[],
  key: string | number | undefined,
): (string | number)[] {
  return [...stack.slice(1).map((one) => one.key), key].filter((one) => one !== undefined);
}

/** Returns a place in a document in words: "results.results[3]". */
function placeOf(keys: readonly (string | number)[]): string {
  return keys.reduce<string>((place, key) => {
    if (typeof key === "number") return `${place}[${key}]`;
    return place === "" ? key.slice(0, 80) : `${place}.${key.slice(0, 80)}`;
  }, "");
}

function stepsOf(path: string): string[] {
  return path === ""
    ? []
    : path
        .replaceAll("[]", ".[]")
        .split(".")
        .filter((step) => step !== "");
}

function fits(steps: readonly string[], keys: readonly (string | number)[]): boolean {
  return (
    steps.length === keys.length &&
    steps.every((step, i) => {
      if (step === "[]") return typeof keys[i] === "number";
      return step === "*" ? typeof keys[i] === "string" : step === keys[i];
    })
  );
}

function write(parser: JSONParser, block: Buffer): void {
  if (block.length === 0) return;
  if (parser.isEnded) {
    if (block.toString("latin1").trim() !== "") throw noJson("something follows after its end");
    return;
  }
  try {
    parser.write(block);
  } catch (error) {
    if (error instanceof PublicError) throw error;
    throw noJson(error instanceof Error ? error.message : String(error));
  }
}

function end(parser: JSONParser): void {
  try {
    if (!parser.isEnded) parser.end();
  } catch {
    throw new Invalid("The file ends in the middle of its JSON: it was cut short. Export it again.");
  }
}

function noJson(why: string): Invalid {
  const words = why.replace(/[\p{C}\s]+/gu, " ").slice(0, 120);
  return new Invalid(`The file is no JSON that can be read: ${words}. Export it again.`);
}
