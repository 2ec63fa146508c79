import "server-only";
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import {
  envelopePath,
  envelopeText,
  manifestPath,
  signedBytes,
  statementText,
} from "@/lib/domain/audit-packs/format/envelope";
import {
  centralHeader,
  endOfArchive,
  headerBytes,
  localHeader,
  type PackedFile,
  packLimits,
  packPath,
} from "@/lib/domain/audit-packs/format/layout";
import { manifestFormat } from "@/lib/domain/audit-packs/format/verify";
import { Invalid } from "@/lib/platform/errors/public-error";

interface Staged extends Omit<PackedFile, "offset"> {
  sha256: string;
  place: string;
}

/** What a file is made of: at hand, or in pieces. */
type Content = string | Uint8Array | Iterable<string> | AsyncIterable<string | Uint8Array>;

/** Signs the bytes of a pack's statement; returns the signature in base64 and the id of the key. */
export type SignPack = (bytes: Uint8Array) => { keyId: string; signature: string };

/** A pack that lies complete on disk. */
export interface WrittenPack {
  place: string;
  sha256: string;
  size: number;
  keyId: string;
  files: readonly { path: string; size: number; sha256: string }[];
}

/** The files of a pack on disk until they are written as one archive, so that little of it is in memory at once. */
export class PackFolder {
  readonly #folder: string;
  readonly #staged = new Map<string, Staged>();
  #bytes = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Makes an empty one; whoever makes it removes it. */
  static async open(): Promise<PackFolder> {
    return new PackFolder(await mkdtemp(path.join(tmpdir(), "plumbline-pack-")));
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Returns the files so far, in the order of the archive. */
  list(): { path: string; size: number; sha256: string }[] {
    return this.#inOrder().map(({ path: name, size, sha256 }) => ({ path: name, size, sha256 }));
  }

  /** Adds a file; throws Invalid when the pack would become larger than a pack can be. */
  async add(name: string, content: Content): Promise<void> {
    if (!packPath.test(name) || this.#staged.has(name))
      throw new Error(`A pack cannot hold a file ${name} (again).`);
    const place = path.join(this.#folder, String(this.#staged.size));
    const source = Readable.from(
      typeof content === "string" || content instanceof Uint8Array ? [content] : content,
    );
    const staged = { path: name, place, ...(await writeDown(source, place)) };
    this.#staged.set(name, staged);
    this.#bytes += staged.size + 2 * (headerBytes.central + name.length);
    if (
      staged.size > packLimits.fileBytes ||
      this.#bytes > packLimits.bytes ||
      this.#staged.size >= packLimits.files - 2
    )
      throw new Invalid(
        `The pack would be larger than ${Math.floor(packLimits.bytes / 1e9)} GB or ${packLimits.files.toLocaleString("en")} files. Choose fewer systems or a shorter period, or leave out the files of evidence.`,
      );
  }

  /** Adds manifest and signature and writes the archive; the same files with the same key are the same bytes. */
  async write(about: object, sign: SignPack): Promise<WrittenPack> {
    const files = this.list();
    await this.add(manifestPath, `${JSON.stringify({ format: manifestFormat, about, files }, null, 1)}\n`);
    const manifest = this.#staged.get(manifestPath)?.sha256 ?? "";
    const payload = new TextEncoder().encode(statementText(manifest, about));
    const { keyId, signature } = sign(signedBytes(payload));
    await this.add(envelopePath, envelopeText(Buffer.from(payload).toString("base64"), keyId, signature));
    const place = path.join(this.#folder, "pack.zip");
    const written = await writeDown(Readable.from(this.#archive()), place);
    return { place, keyId, sha256: written.sha256, size: written.size, files: this.list() };
  }

  #inOrder(): Staged[] {
    return [...this.#staged.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  async *#archive(): AsyncGenerator<Uint8Array> {
    let offset = 0;
    const directory: Uint8Array[] = [];
    for (const file of this.#inOrder()) {
      directory.push(centralHeader({ ...file, offset }));
      const header = localHeader(file);
      yield header;
      yield* createReadStream(file.place);
      offset += header.length + file.size;
    }
    yield* directory;
    const size = directory.reduce((sum, header) => sum + header.length, 0);
    yield endOfArchive(directory.length, offset, size);
  }
}

async function writeDown(source: Readable, place: string) {
  const hash = createHash("sha256");
  let [size, crc] = [0, 0];
  const measured = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.byteLength;
      crc = crc32(chunk, crc);
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(source, measured, createWriteStream(place));
  return { size, crc, sha256: hash.digest("hex") };
}
