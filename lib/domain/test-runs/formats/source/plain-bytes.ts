import "server-only";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { limits, tooLarge } from "@/lib/domain/test-runs/formats/source/limits";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import { Invalid, TooLarge } from "@/lib/platform/errors/public-error";

/**
 * Yields a file's text as UTF-8 bytes in blocks: unpacked where it is gzip, without byte order mark, from UTF-16 where its mark
 * says so. Throws TooLarge beyond the limits of size and unpacking, Invalid for a packed file that is damaged.
 */
export async function* plainBytes(file: ResultFile): AsyncGenerator<Buffer> {
  const start = await firstBytes(file, 2);
  const packed = start[0] === 0x1f && start[1] === 0x8b;
  yield* asUtf8(guarded(packed ? unpacked(file) : file.read(), packed ? file.size : null));
}

/** Returns the first bytes of a file, fewer where it has fewer. */
export async function firstBytes(file: ResultFile, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of file.read(0, Math.min(most, file.size))) parts.push(part);
  return Buffer.concat(parts);
}

async function* unpacked(file: ResultFile): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const source = Readable.from(file.read());
  source.on("error", (error) => gunzip.destroy(error));
  try {
    yield* source.pipe(gunzip);
  } catch (error) {
    if (error instanceof TooLarge) throw error;
    throw new Invalid("The file is gzip and damaged or cut short. Pack it again, or send it unpacked.");
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

/** Yields blocks while they stay within the limits; `packedSize` is what they were unpacked from. */
export async function* guarded(
  blocks: AsyncIterable<Uint8Array>,
  packedSize: number | null,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const block of blocks) {
    bytes += block.length;
    if (bytes > limits.bytes) throw tooLarge("The file", limits.bytes);
    if (packedSize !== null && bytes > limits.ratioFrom && bytes > packedSize * limits.ratio)
      throw new TooLarge("The file unpacks to far more than results of tests do. Send it unpacked.");
    yield block;
  }
}

async function* asUtf8(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | null | undefined;
  let waiting: Buffer = Buffer.alloc(0);
  for await (const block of blocks) {
    if (decoder === undefined) {
      waiting = Buffer.concat([waiting, block]);
      if (waiting.length < 3) continue;
      decoder = decoderFor(waiting);
      yield* converted(decoder, withoutMark(waiting, decoder));
    } else yield* converted(decoder, block);
  }
  if (decoder === undefined) yield* converted(null, withoutMark(waiting, null));
  else if (decoder) yield Buffer.from(decoder.decode());
}

function* converted(decoder: TextDecoder | null, block: Uint8Array): Generator<Buffer> {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.length);
  const plain = decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes;
  if (plain.length > 0) yield plain;
}

function decoderFor(start: Buffer): TextDecoder | null {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder("utf-16le");
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder("utf-16be");
  return null;
}

// A decoder of UTF-16 takes its own mark off.
function withoutMark(start: Buffer, decoder: TextDecoder | null): Buffer {
  const marked = start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf;
  return decoder === null && marked ? start.subarray(3) : start;
}
