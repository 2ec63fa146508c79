import "server-only";
import { createHash } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { endName, headerOf, paddingOf, trailer } from "@/lib/platform/backup/archive-header";

/**
 * Writes a tar archive one file after the other. It lies beside its place until it is complete and on disk, and ends with
 * the SHA-256 of itself, so that whoever reads it knows that it is whole.
 */
export class ArchiveWriter {
  readonly #place: string;
  readonly #file: FileHandle;
  readonly #hash = createHash("sha256");

  private constructor(place: string, file: FileHandle) {
    this.#place = place;
    this.#file = file;
  }

  /** Begins an archive that only its owner may read. */
  static async create(place: string): Promise<ArchiveWriter> {
    await rm(partOf(place), { force: true });
    return new ArchiveWriter(place, await open(partOf(place), "wx", 0o600));
  }

  /** Adds a file that is in memory. */
  async add(name: string, bytes: Uint8Array): Promise<void> {
    await this.addStream(name, bytes.byteLength, [bytes]);
  }

  /** Adds a file piece by piece; throws when the pieces are not as many bytes as was said. */
  async addStream(
    name: string,
    size: number,
    pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<void> {
    await this.#write(headerOf({ name, size }));
    let written = 0;
    for await (const piece of pieces) {
      written += piece.byteLength;
      await this.#write(piece);
    }
    if (written !== size) throw new Error(`${name} has ${written} bytes instead of ${size}.`);
    await this.#write(paddingOf(size));
  }

  /** Ends the archive and puts it in its place. */
  async finish(): Promise<void> {
    await this.add(endName, Buffer.from(`${this.#hash.copy().digest("hex")}\n`));
    await this.#write(trailer);
    await this.#file.sync();
    await this.#file.close();
    await rename(partOf(this.#place), this.#place);
  }

  /** Removes what was written so far. */
  async abandon(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(partOf(this.#place), { force: true });
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (bytes.byteLength === 0) return;
    this.#hash.update(bytes);
    let done = 0;
    while (done < bytes.byteLength) done += (await this.#file.write(bytes, done)).bytesWritten;
  }
}

function partOf(place: string): string {
  return `${place}.part`;
}
