import "server-only";
import { isUtf8 } from "node:buffer";
import { CsvError } from "@/lib/platform/csv/csv-error";

type Encoding = "UTF-8" | "UTF-16LE" | "UTF-16BE";

/** What a file's bytes come from. */
export type ByteSource = Uint8Array | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

const BLOCK = 64 * 1024;

/**
 * Yields a file's text in blocks, without its byte order mark, having checked every byte: the encoding, NUL,
 * and the most bytes allowed. Throws CsvError with the line of the first fault.
 */
export async function* decode(source: ByteSource, mostBytes: number): AsyncGenerator<string> {
  let decoder: Decoder | undefined;
  let waiting: Buffer = Buffer.alloc(0);
  let bytes = 0;
  for await (const chunk of blocksOf(source)) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw tooLarge(mostBytes, decoder?.line ?? 1);
    waiting =
      waiting.length > 0
        ? Buffer.concat([waiting, chunk])
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    if (!decoder && waiting.length < 4) continue;
    decoder ??= new Decoder(waiting);
    const { text, rest } = decoder.take(waiting, false);
    waiting = Buffer.from(rest);
    if (text !== "") yield text;
  }
  decoder ??= new Decoder(waiting);
  const { text } = decoder.take(waiting, true);
  if (text !== "") yield text;
}

/** Yields the bytes in blocks small enough to bound what is in memory at once. */
async function* blocksOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  const chunks = source instanceof Uint8Array ? [source] : source;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += BLOCK) yield chunk.subarray(at, at + BLOCK);
  }
}

function tooLarge(mostBytes: number, line: number): CsvError {
  const most = mostBytes >= 1_000_000 ? `${Math.round(mostBytes / 1_000_000)} MB` : `${mostBytes} bytes`;
  return new CsvError(
    "too-large",
    `The file is larger than ${most}, the most that is read. Split it into several files.`,
    line,
  );
}

/** Turns bytes into text and counts the lines that went by. */
class Decoder {
  readonly #encoding: Encoding;
  #skip: number;
  #afterReturn = false;
  /** The line in which the next character stands. */
  line = 1;

  constructor(start: Buffer) {
    refuseOtherFiles(start);
    this.#encoding = "UTF-8";
    this.#skip = 0;
    if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) this.#skip = 3;
    else if (start[0] === 0xff && start[1] === 0xfe) [this.#encoding, this.#skip] = ["UTF-16LE", 2];
    else if (start[0] === 0xfe && start[1] === 0xff) [this.#encoding, this.#skip] = ["UTF-16BE", 2];
  }

  /** Returns the text of all whole characters, and the bytes that wait for more. */
  take(bytes: Buffer, last: boolean): { text: string; rest: Buffer } {
    const body = bytes.subarray(this.#skip);
    this.#skip = 0;
    const end = last ? body.length : this.#wholeEnd(body);
    const text =
      this.#encoding === "UTF-8" ? this.#utf8(body.subarray(0, end)) : this.#utf16(body.subarray(0, end));
    const nul = text.indexOf("\0");
    if (nul >= 0) {
      const line = this.line + this.#lineEnds(text.slice(0, nul));
      throw new CsvError(
        "nul",
        `Line ${line} holds a NUL character. This is not a plain CSV file; save it as "CSV UTF-8".`,
        line,
      );
    }
    this.line += this.#lineEnds(text);
    this.#afterReturn = text === "" ? this.#afterReturn : text.endsWith("\r");
    return { text, rest: body.subarray(end) };
  }

  #wholeEnd(body: Buffer): number {
    if (this.#encoding !== "UTF-8") {
      const even = body.length & ~1;
      const high = body[even - (this.#encoding === "UTF-16LE" ? 1 : 2)] ?? 0;
      return even >= 2 && high >= 0xd8 && high <= 0xdb ? even - 2 : even;
    }
    for (let back = 1; back <= Math.min(3, body.length); back++) {
      const byte = body[body.length - back] ?? 0;
      if (byte < 0x80) return body.length;
      if (byte >= 0xc0)
        return byte >= (back === 1 ? 0xc0 : back === 2 ? 0xe0 : 0xf0) ? body.length - back : body.length;
    }
    return body.length;
  }

  #utf8(bytes: Buffer): string {
    if (isUtf8(bytes)) return bytes.toString("utf8");
    let line = this.line;
    let from = this.#afterReturn && bytes[0] === 0x0a ? 1 : 0;
    for (let at = from; at <= bytes.length; at++) {
      const ends =
        bytes[at] === 0x0a || (bytes[at] === 0x0d && bytes[at + 1] !== 0x0a) || at === bytes.length;
      if (!ends) continue;
      if (!isUtf8(bytes.subarray(from, at))) break;
      from = at + 1;
      line++;
    }
    throw new CsvError(
      "encoding",
      `Line ${line} holds bytes that are not UTF-8 text. Save the file as "CSV UTF-8" and try again.`,
      line,
    );
  }

  #utf16(bytes: Buffer): string {
    const swapped =
      this.#encoding === "UTF-16BE" && bytes.length % 2 === 0 ? Buffer.from(bytes).swap16() : bytes;
    const text = swapped.toString("utf16le");
    if (bytes.length % 2 === 0 && text.isWellFormed()) return text;
    const lone = text.search(/\p{Surrogate}/u);
    const line = this.line + this.#lineEnds(lone < 0 ? text : text.slice(0, lone));
    throw new CsvError(
      "encoding",
      `Line ${line} holds half a character: the file was cut or damaged. Save it again as "CSV UTF-8".`,
      line,
    );
  }

  /** Counts line ends: CRLF, LF and CR, and CRLF once even when a block ends between the two. */
  #lineEnds(text: string): number {
    return countLineEnds(text) - (this.#afterReturn && text.startsWith("\n") ? 1 : 0);
  }
}

/** Returns how many line ends the text holds, CRLF being one. */
export function countLineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  for (let at = text.indexOf("\r"); at >= 0; at = text.indexOf("\r", at + 1)) {
    if (text[at + 1] !== "\n") count++;
  }
  return count;
}

function refuseOtherFiles(start: Buffer): void {
  const head = start.subarray(0, 4).toString("latin1");
  if (head === "PK\u0003\u0004" || head === "\u00d0\u00cf\u0011\u00e0") {
    const message = 'This is a workbook, not a CSV file. In the spreadsheet, save the sheet as "CSV UTF-8".';
    throw new CsvError("not-text", message, 1);
  }
  if (head === "%PDF") throw new CsvError("not-text", "This is a PDF, not a CSV file.", 1);
}
