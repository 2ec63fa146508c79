import "server-only";
import type { Client } from "pg";
import { fileBytes } from "@/lib/platform/storage/file-bytes";
import type { FileStore } from "@/lib/platform/storage/file-store";
import { sha256Of } from "@/lib/platform/storage/sha256-of";

/** What lies in storage beside no record may be arriving, as long as it was put less than this many milliseconds ago. */
const arriving = 3_600_000;
const atOnce = 1_000;

/** A stored file as the records know it; sealed where it has a plain digest. */
interface Kept {
  sha256: string;
  size: number;
  plainSha256: string | null;
  plainSize: number | null;
}

/** What became of the stored files, each by the SHA-256 under which it lies. */
export interface FilesExamined {
  files: number;
  /** As the records say. */
  bytes: number;
  sealed: number;
  /** A record names it, and the storage does not give it. */
  missing: string[];
  /** Its bytes are not those that were put. */
  altered: string[];
  /** Sealed, as it was put, but by no key that is known here. */
  locked: string[];
  /** No record names it. */
  stray: string[];
}

/** How stored files are examined. */
export interface Examination {
  store: FileStore;
  /** Only whether each is there in its size; its bytes are not read. */
  quick: boolean;
  told(files: number, bytes: number): void;
}

/**
 * Compares the storage with the records of one instant, in both directions: whether each file is there as it was put, by its SHA-256,
 * opened where it is sealed, and whether anything lies there that no record names. Needs the memory of a few pieces. The connection
 * is in a transaction as the owner of the tables.
 */
export async function examineFiles(client: Client, examination: Examination): Promise<FilesExamined> {
  const before = Date.now() - arriving;
  const result: FilesExamined = {
    ...{ files: 0, bytes: 0, sealed: 0 },
    ...{ missing: [], altered: [], locked: [], stray: [] },
  };
  const records = recorded(client);
  const entries = examination.store.list()[Symbol.asyncIterator]();
  let [record, entry] = [await next(records), await next(entries)];
  // Both come in the order of their names.
  while (record || entry) {
    if (record && (!entry || record.sha256 <= entry.name)) {
      const there = entry?.name === record.sha256 ? entry : null;
      await examine(record, there?.size ?? null, examination, result);
      record = await next(records);
      if (there) entry = await next(entries);
    } else if (entry) {
      if (entry.putAt.getTime() < before) result.stray.push(entry.name);
      entry = await next(entries);
    }
  }
  return result;
}

async function examine(
  kept: Kept,
  size: number | null,
  { store, quick, told }: Examination,
  result: FilesExamined,
): Promise<void> {
  result.files += 1;
  result.bytes += kept.size;
  if (kept.plainSha256 !== null) result.sealed += 1;
  if (size === null && !(await store.has(kept.sha256))) result.missing.push(kept.sha256);
  else if (quick) {
    if (size !== null && size !== kept.size) result.altered.push(kept.sha256);
  } else {
    const found = await store
      .get(kept.sha256)
      .then(sha256Of)
      .catch(() => null);
    if (found === null) result.missing.push(kept.sha256);
    else if (found !== kept.sha256) result.altered.push(kept.sha256);
    else if (!(await opens(kept))) result.locked.push(kept.sha256);
  }
  told(result.files, result.bytes);
}

async function opens(kept: Kept): Promise<boolean> {
  if (kept.plainSha256 === null) return true;
  const plain = await sha256Of(fileBytes(kept, 0, kept.plainSize ?? 0)).catch(() => null);
  return plain === kept.plainSha256;
}

async function* recorded(client: Client): AsyncGenerator<Kept> {
  await client.query(
    `declare recorded cursor for select sha256, max(size)::int as size, max("plainSha256") as "plainSha256", max("plainSize")::int as "plainSize"
     from public.files group by sha256 order by sha256 collate "C"`,
  );
  for (;;) {
    const { rows } = await client.query<Kept>(`fetch ${atOnce} from recorded`);
    yield* rows;
    if (rows.length < atOnce) return;
  }
}

async function next<T>(iterator: AsyncIterator<T>): Promise<T | null> {
  const { value, done } = await iterator.next();
  return done ? null : (value as T);
}
