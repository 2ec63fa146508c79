import "server-only";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { ArchiveReader } from "@/lib/platform/backup/archive-reader";
import { Measuring } from "@/lib/platform/backup/copy-table";
import { DamagedBackup } from "@/lib/platform/backup/damaged-backup";
import {
  beginningName,
  digestOf,
  format,
  manifestName,
  partBytes,
  partName,
  readmeName,
  signatureName,
  tableOf,
} from "@/lib/platform/backup/layout";
import { type Manifest, readManifest, type Signed } from "@/lib/platform/backup/manifest";
import { SetupError } from "@/lib/platform/errors/setup-error";

/** A backup every byte of which was checked. */
export interface WholeBackup {
  place: string;
  manifest: Manifest;
  signed: Signed;
}

/** What lies in a backup, to be read before the next is asked for. */
export type Content =
  | { kind: "table"; name: string; text: AsyncIterable<Buffer> }
  | { kind: "file"; sha256: string; size: number; bytes: AsyncIterable<Buffer> };

/** The largest manifest that is read: a million files. */
const mostManifestBytes = 256 * 1024 * 1024;
const smallBytes = 64 * 1024;

/**
 * Reads a backup to its end, and checks every byte of it against the digests, the signature and the end mark. Touches
 * nothing. Throws DamagedBackup, or SetupError when the file is no backup or of a newer version.
 */
export async function verifyBackup(place: string): Promise<WholeBackup> {
  const contents = readBackup(place);
  for (;;) {
    const step = await contents.next();
    if (step.done) return { place, ...step.value };
  }
}

/**
 * Returns the tables and then the files of a backup one after the other, and at the end what it says of itself. Only who
 * reads to the end knows that all of it is as it was written.
 */
export async function* readBackup(place: string): AsyncGenerator<Content, Omit<WholeBackup, "place">> {
  const archive = await ArchiveReader.open(place);
  try {
    await readBeginning(archive, place);
    const reading = new Reading(archive);
    yield* reading.contents();
    return await reading.end();
  } finally {
    await archive.close();
  }
}

async function readBeginning(archive: ArchiveReader, place: string): Promise<void> {
  const stranger = new SetupError(`${place} is no backup of Plumbline, or its beginning is damaged.`);
  const first = await archive.next().catch(() => null);
  if (first?.name !== beginningName) throw stranger;
  let found: { format?: unknown; product?: unknown };
  try {
    found = JSON.parse((await archive.whole(smallBytes)).toString("utf8"));
  } catch {
    throw stranger;
  }
  if (found.format !== format)
    throw new SetupError(
      `This backup has the format ${found.format}, made by version ${found.product}; this version reads format ${format}. Restore it with that version.`,
    );
}

class Reading {
  readonly #archive: ArchiveReader;
  readonly #tables: { name: string; rows: number; sha256: string }[] = [];
  readonly #files: { sha256: string; size: number }[] = [];
  #name: string | null = null;

  constructor(archive: ArchiveReader) {
    this.#archive = archive;
  }

  async *contents(): AsyncGenerator<Content> {
    await this.#expect(readmeName);
    for (await this.#next(); this.#name !== manifestName; ) {
      const table = tableOf(this.#name ?? "");
      const sha256 = digestOf(this.#name ?? "");
      if (table !== null) yield* this.#table(table);
      else if (sha256 !== null) yield* this.#file(sha256);
      else throw new DamagedBackup(`It holds something that no backup holds: ${this.#name}.`);
    }
  }

  /** What was read has to be what the manifest says, in its order. */
  async end(): Promise<Omit<WholeBackup, "place">> {
    const text = await this.#archive.whole(mostManifestBytes);
    await this.#expect(signatureName);
    const whole = readManifest(text, await this.#archive.whole(smallBytes));
    if ((await this.#archive.next()) !== null) throw new DamagedBackup("It goes on behind its manifest.");
    const { tables, files } = whole.manifest;
    const same = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);
    const told = tables.map(({ name, rows, sha256 }) => ({ name, rows, sha256 }));
    if (!same(told, this.#tables)) throw new DamagedBackup("Its tables are not those of its manifest.");
    if (
      !same(
        files.map(({ sha256, size }) => ({ sha256, size })),
        this.#files,
      )
    )
      throw new DamagedBackup("Its files are not those of its manifest.");
    return whole;
  }

  async *#table(name: string): AsyncGenerator<Content> {
    const measuring = new Measuring();
    const text = this.#parts(name, measuring);
    yield { kind: "table", name, text };
    // What nobody read is checked all the same.
    for await (const _ of text);
    this.#tables.push({ name, ...measuring.end() });
  }

  async *#parts(table: string, measuring: Measuring): AsyncGenerator<Buffer> {
    for (let part = 1; this.#name === partName(table, part); part += 1) {
      const text = await unpacked(await this.#archive.whole(2 * partBytes));
      measuring.add(text);
      yield text;
      await this.#next();
    }
  }

  async *#file(sha256: string): AsyncGenerator<Content> {
    const hash = createHash("sha256");
    let size = 0;
    const archive = this.#archive;
    async function* measured() {
      for await (const piece of archive.pieces()) {
        hash.update(piece);
        size += piece.byteLength;
        yield piece;
      }
    }
    const bytes = measured();
    yield { kind: "file", sha256, size: this.#size, bytes };
    for await (const _ of bytes);
    if (hash.digest("hex") !== sha256) throw new DamagedBackup(`The file ${sha256} is not what was stored.`);
    this.#files.push({ sha256, size });
    await this.#next();
  }

  #size = 0;

  async #next(): Promise<void> {
    const entry = await this.#archive.next();
    this.#name = entry?.name ?? null;
    this.#size = entry?.size ?? 0;
    if (!entry) throw new DamagedBackup("It has no manifest.");
  }

  async #expect(name: string): Promise<void> {
    await this.#next();
    if (this.#name !== name) throw new DamagedBackup(`${name} is missing.`);
  }
}

async function unpacked(bytes: Buffer): Promise<Buffer> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: 4 * partBytes });
  } catch {
    throw new DamagedBackup("A part of a table cannot be unpacked.");
  }
}
