import "server-only";
import { Readable } from "node:stream";
import { createInflateRaw, createZstdDecompress } from "node:zlib";
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from "yauzl";
import { limits } from "@/lib/domain/test-runs/formats/source/limits";
import { guarded } from "@/lib/domain/test-runs/formats/source/plain-bytes";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import { Invalid, PublicError, TooLarge } from "@/lib/platform/errors/public-error";

/** The files of a ZIP archive by name; nothing is ever written under such a name. */
export interface Archive {
  names: readonly string[];
  /** Yields the unpacked bytes of one; throws as `openArchive` does. */
  read(name: string): AsyncIterable<Uint8Array>;
}

const [stored, deflated, zstandard] = [0, 8, 93];

/**
 * Returns an archive whose directory was looked through. Throws TooLarge where it holds too many files or unpacks to too much,
 * Invalid where it is damaged, encrypted or packed in a way that is not read.
 */
export async function openArchive(file: ResultFile): Promise<Archive> {
  const zip = await fromRandomAccessReaderPromise(new Ranges(file), file.size, {
    lazyEntries: true,
    autoClose: false,
  }).catch(damaged);
  if (zip.entryCount > limits.archiveEntries)
    throw new TooLarge(`The archive holds more than ${limits.archiveEntries.toLocaleString("en")} files.`);
  const entries = new Map<string, Entry>();
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      total += entry.uncompressedSize;
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    return damaged(error);
  }
  if (total > limits.bytes || (total > limits.ratioFrom && total > file.size * limits.ratio))
    throw new TooLarge("The archive unpacks to far more than results of tests do. Split the run.");
  return {
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name);
      if (!entry) throw new Invalid(`The archive holds no ${name}. Export it again.`);
      return unpacked(zip, entry);
    },
  };
}

async function* unpacked(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  if (entry.isEncrypted()) throw new Invalid("The archive is encrypted. Send it without a password.");
  try {
    const raw = await zip.openReadStreamPromise(entry, { decodeFileData: false });
    let bytes = 0;
    for await (const block of guarded(decoded(raw, entry), entry.compressedSize)) {
      bytes += block.length;
      if (bytes > entry.uncompressedSize)
        throw new Invalid("The archive unpacks to more than it says. Export it again.");
      yield block;
    }
  } catch (error) {
    damaged(error);
  }
}

function decoded(raw: Readable, { compressionMethod: method }: Entry): Readable {
  if (method === stored) return raw;
  const unpack =
    method === deflated ? createInflateRaw() : method === zstandard ? createZstdDecompress() : null;
  if (!unpack)
    throw new Invalid(
      `The archive is packed by a method that is not read (${method}). Pack it with deflate.`,
    );
  raw.on("error", (error) => unpack.destroy(error));
  return raw.pipe(unpack);
}

function damaged(error: unknown): never {
  if (error instanceof PublicError) throw error;
  throw new Invalid("The archive is damaged or cut short. Export it again.");
}

/** Gives yauzl the ranges that it asks for. */
class Ranges extends RandomAccessReader {
  readonly #file: ResultFile;

  constructor(file: ResultFile) {
    super();
    this.#file = file;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#file.read(start, end), { objectMode: false });
  }
}
