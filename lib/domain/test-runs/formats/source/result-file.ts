import "server-only";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";

/** A file of results as bytes that can be read again, from any place. */
export interface ResultFile {
  /** Only shown; nothing is told from it. */
  name: string;
  size: number;
  /** Yields the bytes from `start` to before `end`, or all of them. */
  read(start?: number, end?: number): AsyncIterable<Uint8Array>;
}

/** Returns a file of the local disk; rejects as `stat` does where there is none. */
export async function fileOnDisk(path: string): Promise<ResultFile> {
  const { size } = await stat(path);
  return {
    name: path,
    size,
    read: (start = 0, end = size) =>
      end <= start ? nothing() : createReadStream(path, { start, end: end - 1, highWaterMark: 256 * 1024 }),
  };
}

/** Returns bytes or text that are in memory as a file. */
export function fileInMemory(name: string, content: Uint8Array | string): ResultFile {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return {
    name,
    size: bytes.length,
    async *read(start = 0, end = bytes.length) {
      for (let at = start; at < end; at += block) yield bytes.subarray(at, Math.min(end, at + block));
    },
  };
}

const block = 64 * 1024;

async function* nothing(): AsyncGenerator<Uint8Array> {}
