import "server-only";
import { JSONParser } from "@streamparser/json";
import { openArchive } from "@/lib/domain/test-runs/formats/source/archive";
import { JsonGuard } from "@/lib/domain/test-runs/formats/source/json-guard";
import { keysOf } from "@/lib/domain/test-runs/formats/source/json-parts";
import { limits } from "@/lib/domain/test-runs/formats/source/limits";
import { objectIn } from "@/lib/domain/test-runs/formats/source/lines";
import { firstBytes, plainBytes } from "@/lib/domain/test-runs/formats/source/plain-bytes";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import { PublicError } from "@/lib/platform/errors/public-error";

type Scalar = string | number | boolean | null;

/** What the beginning of a file shows, from which formats recognise it. */
export interface Head {
  /** JSON is one document, or several that follow one another; lines is one JSON object on each line, or on most. */
  kind: "json" | "lines" | "xml" | "zip" | "text" | "empty";
  /** The beginning as text. */
  text: string;
  /** The paths that occur: "results.results[].success". In JSON Lines those of all lines together. */
  paths: ReadonlySet<string>;
  /** The first plain value of a path. */
  values: ReadonlyMap<string, Scalar>;
  /** The names in an archive. */
  names: ReadonlySet<string>;
  /** Whether each of the paths occurs. */
  has(...paths: string[]): boolean;
}

const openBrace = 0x7b;
const mostLines = 2_000;
const mostPaths = 5_000;
const deepest = 6;
const mostText = 64_000;

/** Returns what the beginning of a file shows; throws as `plainBytes` and `openArchive` do, and Invalid where it nests too deep. */
export async function headOf(file: ResultFile): Promise<Head> {
  const seen = new Seen();
  const mark = await firstBytes(file, 4);
  if (mark[0] === 0x50 && mark[1] === 0x4b) return seen.head("zip", "", (await openArchive(file)).names);
  const start = withoutSpace(await startOf(file));
  const text = start.subarray(0, mostText).toString();
  const [begin] = text;
  if (begin === undefined) return seen.head("empty", "");
  if (begin === "<") return seen.head("xml", text);
  if (begin !== "{" && begin !== "[") return seen.head("text", text);
  if (begin === "{" && seen.lines(start)) return seen.head("lines", text);
  seen.document(start);
  return seen.head("json", text);
}

async function startOf(file: ResultFile): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of plainBytes(file)) {
    parts.push(part);
    bytes += part.length;
    if (bytes >= limits.head) break;
  }
  return Buffer.concat(parts).subarray(0, limits.head);
}

function withoutSpace(bytes: Buffer): Buffer {
  const from = bytes.findIndex((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  return from < 0 ? bytes.subarray(0, 0) : bytes.subarray(from);
}

class Seen {
  readonly #paths = new Set<string>();
  readonly #values = new Map<string, Scalar>();

  head(kind: Head["kind"], text: string, names: readonly string[] = []): Head {
    const paths = this.#paths;
    const has = (...all: string[]) => all.every((path) => paths.has(path));
    return { kind, text, paths, values: this.#values, names: new Set(names), has };
  }

  /** Takes in what the lines hold and tells whether they are JSON Lines, of which the first may be broken. */
  lines(start: Buffer): boolean {
    let from = 0;
    let read = 0;
    for (let line = 0; from < start.length && line < mostLines; line += 1) {
      const end = start.indexOf(10, from);
      const bytes = start.subarray(from, end < 0 ? start.length : end);
      from = end < 0 ? start.length : end + 1;
      const object = bytes[0] === openBrace ? objectIn(bytes) : "is no JSON object";
      if (typeof object !== "string") {
        read += 1;
        this.#take(object, "", 0);
      }
      // A document over several lines has no object on its first two; one on a single line may be either.
      if (line === 1 && read === 0) return false;
    }
    return read > 0;
  }

  /** Takes in what a document holds as far as it can be read. */
  document(start: Buffer): void {
    const parser = new JSONParser({ keepStack: false, separator: "" });
    parser.onValue = ({ value, key, stack }) => {
      const keys = keysOf(stack, key);
      if (keys.length > deepest) return;
      let path = "";
      for (const one of keys) {
        path = typeof one === "number" ? `${path}[]` : path === "" ? one : `${path}.${one}`;
        this.#note(path);
      }
      if (isScalar(value)) this.#value(path, value);
    };
    try {
      parser.write(new JsonGuard().take(start));
    } catch (error) {
      // What cannot be read further is told by whoever reads the whole of it.
      if (error instanceof PublicError) throw error;
    }
  }

  #take(value: unknown, path: string, depth: number): void {
    this.#note(path);
    if (isScalar(value)) this.#value(path, value);
    if (depth === deepest || typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) for (const one of value) this.#take(one, `${path}[]`, depth + 1);
    else
      for (const [key, one] of Object.entries(value))
        this.#take(one, path === "" ? key : `${path}.${key}`, depth + 1);
  }

  #note(path: string): void {
    if (path !== "" && this.#paths.size < mostPaths) this.#paths.add(path);
  }

  #value(path: string, value: Scalar): void {
    if (this.#values.has(path) || this.#values.size >= mostPaths) return;
    this.#values.set(path, typeof value === "string" ? value.slice(0, 200) : value);
  }
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
