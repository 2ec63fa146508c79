import "server-only";
import { isUtf8 } from "node:buffer";
import { JsonGuard } from "@/lib/domain/test-runs/formats/source/json-guard";
import { limits, tooLarge } from "@/lib/domain/test-runs/formats/source/limits";
import { plainBytes } from "@/lib/domain/test-runs/formats/source/plain-bytes";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import { Invalid, PublicError, TooLarge } from "@/lib/platform/errors/public-error";

/** The object on one line of a file, of which nothing is known yet. */
export interface JsonLine {
  line: number;
  value: Readonly<Record<string, unknown>>;
}

/**
 * Yields the objects of a JSON Lines file with their line numbers. A line that is no JSON object is counted with the reading; a
 * last line that was cut short is noted only. Lines that a format need not look into, told by their bytes, are only counted.
 * Throws TooLarge for a line beyond the limit, Invalid where no line can be read.
 */
export async function* jsonLines(
  file: ResultFile,
  reading: Reading,
  isNeedless: (bytes: Buffer) => boolean = () => false,
): AsyncGenerator<JsonLine> {
  let any = false;
  for await (const lines of linesInBlocks(file))
    for (const { line, bytes, ended } of lines) {
      if (isNeedless(bytes)) {
        any = true;
        reading.valid();
        continue;
      }
      const read = objectIn(bytes);
      if (typeof read !== "string") {
        any = true;
        yield { line, value: read };
      } else if (ended || !any) reading.invalid(line, read);
      else reading.warn(cutShort, line);
    }
  if (!any)
    throw new Invalid("No line of the file could be read. It should hold one JSON object on each line.");
}

const cutShort = "The last line is cut short, so the file is not whole; what comes before it was read.";

/** A line without its end; the last one may have none. */
interface Line {
  line: number;
  bytes: Buffer;
  /** Whether an end of line follows it. */
  ended: boolean;
}

/** Yields the lines of a file that are not blank; throws TooLarge for one beyond the limit, and for too many. */
export async function* linesOf(file: ResultFile): AsyncGenerator<Line> {
  for await (const lines of linesInBlocks(file)) yield* lines;
}

// Waiting for each line alone would take longer than reading it.
async function* linesInBlocks(file: ResultFile): AsyncGenerator<Line[]> {
  let waiting: Buffer[] = [];
  let length = 0;
  let line = 1;
  for await (const block of plainBytes(file)) {
    const lines: Line[] = [];
    let from = 0;
    while (from < block.length) {
      if (length === 0) {
        const text = textFrom(block, from);
        [from, line] = [text.from, line + text.ends];
        if (line > limits.lines) throw tooMany();
      }
      const end = block.indexOf(lineEnd, from);
      const part = block.subarray(from, end < 0 ? block.length : end);
      length += part.length;
      if (length > limits.line) throw tooLarge(`Line ${line}`, limits.line);
      if (end < 0) {
        if (part.length > 0) waiting.push(part);
        break;
      }
      const bytes = waiting.length > 0 ? Buffer.concat([...waiting, part]) : part;
      if (length > 0) lines.push({ line, bytes: withoutReturn(bytes), ended: true });
      if (waiting.length > 0) waiting = [];
      length = 0;
      from = end + 1;
      line += 1;
    }
    if (lines.length > 0) yield lines;
  }
  if (length > 0) yield [{ line, bytes: withoutReturn(Buffer.concat(waiting)), ended: false }];
}

const lineEnd = 0x0a;

// Blank lines are gone over byte by byte: a file may be made of hundreds of millions.
function textFrom(block: Buffer, start: number): { from: number; ends: number } {
  let from = start;
  let ends = 0;
  for (; from < block.length; from += 1) {
    const byte = block[from];
    if (byte === lineEnd) ends += 1;
    else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) break;
  }
  return { from, ends };
}

function tooMany(): TooLarge {
  return new TooLarge(
    `The file has more than ${limits.lines.toLocaleString("en")} lines. Split the run into several files.`,
  );
}

function withoutReturn(bytes: Buffer): Buffer {
  return bytes[bytes.length - 1] === 0x0d ? bytes.subarray(0, -1) : bytes;
}

/** Returns the object that a line of JSON is, or in a few words why it is none. Throws Invalid where it nests too deep. */
export function objectIn(bytes: Buffer): Readonly<Record<string, unknown>> | string {
  if (!isUtf8(bytes)) return "is no UTF-8 text";
  try {
    const guard = new JsonGuard();
    const start = guard.take(bytes);
    const end = guard.finish();
    const value: unknown = JSON.parse((end.length > 0 ? Buffer.concat([start, end]) : start).toString());
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
    return "is no JSON object";
  } catch (error) {
    if (error instanceof PublicError) throw error;
    return "is no JSON";
  }
}
