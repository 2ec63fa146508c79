import "server-only";
import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import {
  type ArchiveEntry,
  blockSize,
  endName,
  paddingOf,
  readHeader,
  trailer,
} from "@/lib/platform/backup/archive-header";
import { DamagedBackup } from "@/lib/platform/backup/damaged-backup";
import { SetupError } from "@/lib/platform/errors/setup-error";

const pieceSize = 1024 * 1024;

/** Reads an archive from its beginning to its end, and knows there whether every byte is the one that was written. */
export class ArchiveReader {
  readonly #file: FileHandle;
  readonly #hash = createHash("sha256");
  #entry: ArchiveEntry | null = null;
  #left = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Throws SetupError when there is no such file. */
  static async open(place: string): Promise<ArchiveReader> {
    const file = await open(place, "r").catch((error: Error) => {
      throw new SetupError(`The backup ${place} cannot be read: ${error.message}`, { cause: error });
    });
    return new ArchiveReader(file);
  }

  /** Goes to the next file, past what was not read of this one; null at the end. Throws DamagedBackup unless all is as it was written. */
  async next(): Promise<ArchiveEntry | null> {
    for await (const _ of this.pieces());
    if (this.#entry) await this.#expect(paddingOf(this.#entry.size));
    const before = this.#hash.copy();
    const entry = readHeader(await this.#read(blockSize));
    if (!entry) throw new DamagedBackup("A file in it begins with something else than its name and size.");
    this.#entry = entry;
    this.#left = entry.size;
    if (entry.name !== endName) return entry;
    await this.#end(before.digest("hex"));
    return null;
  }

  /** The rest of the bytes of this file. */
  async *pieces(): AsyncGenerator<Buffer> {
    while (this.#left > 0) {
      const piece = await this.#read(Math.min(this.#left, pieceSize));
      this.#left -= piece.byteLength;
      yield piece;
    }
  }

  /** Returns the whole of this file; throws DamagedBackup when it is larger than that. */
  async whole(most: number): Promise<Buffer> {
    if (this.#left > most)
      throw new DamagedBackup(`${this.#entry?.name} is larger than any that is written.`);
    const pieces: Buffer[] = [];
    for await (const piece of this.pieces()) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #end(digest: string): Promise<void> {
    const text = await this.whole(blockSize);
    if (text.toString("latin1") !== `${digest}\n`)
      throw new DamagedBackup("Its bytes are not those that were written.");
    await this.#expect(paddingOf(text.byteLength));
    await this.#expect(trailer);
    const { bytesRead } = await this.#file.read(Buffer.alloc(1), 0, 1);
    if (bytesRead > 0) throw new DamagedBackup("Something was written behind its end.");
  }

  async #expect(bytes: Buffer): Promise<void> {
    if (!(await this.#read(bytes.byteLength)).equals(bytes))
      throw new DamagedBackup("There is something between its files.");
  }

  async #read(size: number): Promise<Buffer> {
    const bytes = Buffer.alloc(size);
    let done = 0;
    while (done < size) {
      const { bytesRead } = await this.#file.read(bytes, done, size - done);
      if (bytesRead === 0) throw new DamagedBackup("It ends before its end: it was cut, or never finished.");
      done += bytesRead;
    }
    this.#hash.update(bytes);
    return bytes;
  }
}
