import "server-only";
import { createReadStream } from "node:fs";
import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Client } from "pg";
import { ArchiveWriter } from "@/lib/platform/backup/archive-writer";
import {
  assertReadsAll,
  leftOut,
  listSequences,
  listTables,
  sameEverywhere,
  type Table,
} from "@/lib/platform/backup/catalog";
import { Measuring, rowsOf } from "@/lib/platform/backup/copy-table";
import { holdRemovals } from "@/lib/platform/backup/hold-removals";
import {
  beginningName,
  fileName,
  format,
  manifestName,
  partBytes,
  partName,
  readme,
  readmeName,
  signatureName,
} from "@/lib/platform/backup/layout";
import {
  type FileInBackup,
  type Manifest,
  signedManifest,
  type TableInBackup,
} from "@/lib/platform/backup/manifest";
import { readWalls } from "@/lib/platform/backup/walls";
import { connectAsOwner } from "@/lib/platform/database/migrate";
import { refuseUnfinishedRestore } from "@/lib/platform/database/unfinished-restore";
import { SetupError } from "@/lib/platform/errors/setup-error";
import type { FileStore } from "@/lib/platform/storage/file-store";
import { writeDown } from "@/lib/platform/storage/receive-file";

/** What is backed up. */
export interface BackupSource {
  /** The address of the database, as a role that reads every row. */
  url: string;
  store: FileStore;
  /** Version of the product. */
  product: string;
}

/** What the tables say at one instant. */
type Snapshot = Omit<Manifest, "missing" | "format" | "product" | "leftOut">;

/**
 * Writes a backup to `place`: every row of one instant, while others go on writing, and every file that a record of that
 * instant names. Needs the memory of a few pieces, however much there is. Throws SetupError when the place is taken or the
 * role may not read everything; nothing is left behind then.
 */
export async function writeBackup(place: string, source: BackupSource): Promise<Manifest> {
  await access(place).then(
    () => {
      throw new SetupError(`There is a file ${place} already. Give another name, or a folder.`);
    },
    () => undefined,
  );
  const client = await connectAsOwner(source.url);
  try {
    await refuseUnfinishedRestore(client);
    await holdRemovals(client);
    return await written(place, (archive) => fill(archive, client, source));
  } finally {
    await client.end();
  }
}

async function written<T>(place: string, fill: (archive: ArchiveWriter) => Promise<T>): Promise<T> {
  let archive: ArchiveWriter | undefined;
  try {
    archive = await ArchiveWriter.create(place);
    const result = await fill(archive);
    await archive.finish();
    return result;
  } catch (error) {
    await archive?.abandon();
    const { syscall, message } = error as NodeJS.ErrnoException;
    // Of the disk, not of the database: a full one, or a folder that is not ours.
    if (syscall === "write" || syscall === "open")
      throw new SetupError(`The backup cannot be written to ${place}: ${message}. Nothing is left of it.`);
    throw error;
  }
}

async function fill(
  archive: ArchiveWriter,
  client: Client,
  { store, product }: BackupSource,
): Promise<Manifest> {
  await archive.add(beginningName, Buffer.from(`${JSON.stringify({ format, product })}\n`));
  await archive.add(readmeName, Buffer.from(readme));
  const { files: wanted, ...snapshot } = await inSnapshot(client, (tables) =>
    copyAll(archive, client, tables),
  );
  const { files, missing } = await copyFiles(archive, store, wanted);
  const manifest: Manifest = { format, product, ...snapshot, files, missing, leftOut: { ...leftOut } };
  const { text, signature } = signedManifest(manifest);
  await archive.add(manifestName, text);
  await archive.add(signatureName, signature);
  return manifest;
}

// The tables are locked against changes of their form before the snapshot is taken; rows are written as ever.
async function inSnapshot(client: Client, copy: (tables: Table[]) => Promise<Snapshot>): Promise<Snapshot> {
  await client.query("begin isolation level repeatable read read only");
  try {
    await client.query(sameEverywhere);
    await assertReadsAll(client);
    const names = (await listTables(client)).map(({ sql }) => sql);
    if (names.length === 0) throw new SetupError("There is nothing to back up: the database is empty.");
    await client.query("rollback; begin isolation level repeatable read read only");
    await client.query(sameEverywhere);
    await client.query(`lock table ${names.join(", ")} in access share mode`);
    const snapshot = await copy(await listTables(client));
    await client.query("commit");
    return snapshot;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

async function copyAll(archive: ArchiveWriter, client: Client, from: Table[]): Promise<Snapshot> {
  const { rows: instants } = await client.query<{ made: Date; server: string }>(
    "select now() as made, current_setting('server_version') as server",
  );
  const [instant] = instants;
  const tables: TableInBackup[] = [];
  for (const table of from) tables.push(await copyTable(archive, client, table));
  const { rows: migrations } = await client.query<Manifest["migrations"][number]>(
    `select migration_name as name, checksum from _prisma_migrations
     where finished_at is not null and rolled_back_at is null order by migration_name collate "C"`,
  );
  const { rows: files } = await client.query<FileInBackup>(
    `select sha256, max(size)::int as size from public.files group by sha256 order by sha256 collate "C"`,
  );
  const { rows: heads } = await client.query<Manifest["audit"]>(
    `select seq::int as entries, encode(hash, 'hex') as head from public.audit_entries order by seq desc limit 1`,
  );
  return {
    made: instant?.made.toISOString() ?? "",
    server: instant?.server ?? "",
    migrations,
    tables,
    // Counted on since the snapshot at most: a number is never given twice.
    sequences: await listSequences(client),
    files,
    audit: heads[0] ?? { entries: 0, head: "" },
    walls: await readWalls(client),
  };
}

async function copyTable(archive: ArchiveWriter, client: Client, table: Table): Promise<TableInBackup> {
  const measuring = new Measuring();
  let part = 0;
  let waiting: Buffer[] = [];
  let size = 0;
  const flush = async () => {
    part += 1;
    await archive.add(partName(table.name, part), await promisify(gzip)(Buffer.concat(waiting)));
    waiting = [];
    size = 0;
  };
  for await (const text of rowsOf(client, table)) {
    measuring.add(text);
    waiting.push(text);
    size += text.byteLength;
    if (size >= partBytes) await flush();
  }
  if (size > 0 || part === 0) await flush();
  return { name: table.name, columns: table.columns, ...measuring.end() };
}

// A file is looked at as a whole before it goes into the archive: what the storage damaged must not pass for what it was.
async function copyFiles(archive: ArchiveWriter, store: FileStore, wanted: readonly FileInBackup[]) {
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-backup-"));
  const place = path.join(folder, "file");
  const files: FileInBackup[] = [];
  const missing: string[] = [];
  try {
    for (const { sha256 } of wanted) {
      const found = await store
        .get(sha256)
        .then((bytes) => writeDown(bytes, place, Number.MAX_SAFE_INTEGER))
        .catch(() => null);
      if (found?.sha256 !== sha256) {
        missing.push(sha256);
        continue;
      }
      await archive.addStream(fileName(sha256), found.size, createReadStream(place));
      files.push({ sha256, size: found.size });
    }
    return { files, missing };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
