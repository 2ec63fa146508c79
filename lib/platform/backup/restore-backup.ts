import "server-only";
import { claimDatabase, releaseDatabase } from "@/lib/platform/backup/empty-database";
import type { Manifest } from "@/lib/platform/backup/manifest";
import type { WholeBackup } from "@/lib/platform/backup/read-backup";
import { restoreFiles } from "@/lib/platform/backup/restore-files";
import { restoreTables } from "@/lib/platform/backup/restore-tables";
import { connectAsOwner, type MigrateOptions, migrate } from "@/lib/platform/database/migrate";
import { readMigrations } from "@/lib/platform/database/migration-files";
import { SetupError } from "@/lib/platform/errors/setup-error";
import type { FileStore } from "@/lib/platform/storage/file-store";

/** Where a backup is restored to. */
export interface RestoreTarget {
  /** How the database is reached and migrated; it must be empty. */
  database: MigrateOptions & { directory: string };
  store: FileStore;
  /** Tells whether the storage is empty, where that can be told. */
  isStoreEmpty(): Promise<boolean>;
}

/** What was restored. */
export interface Restored {
  rows: number;
  files: number;
  /** Migrations that this version has and the backup had not. */
  migrated: string[];
  /** What the operator should know, in sentences. */
  remarks: string[];
}

/** Throws SetupError unless this version has every migration of the backup, as it was applied there. */
export async function assertKnown({ manifest }: WholeBackup, migrations: string): Promise<void> {
  const known = new Map((await readMigrations(migrations)).map(({ name, checksum }) => [name, checksum]));
  const strange = manifest.migrations.find(({ name, checksum }) => known.get(name) !== checksum);
  if (strange)
    throw new SetupError(
      `The backup was made by version ${manifest.product} with the migration ${strange.name}, which this version does not have. Restore it with that version or a newer one.`,
    );
}

/**
 * Restores a backup that was verified into an empty database and storage: tables as they were then, files, and then the
 * migrations that came since. When it is interrupted, the database stays marked: nothing starts on it, and the same restore
 * begins anew. Throws SetupError when the database is not empty.
 */
export async function restoreBackup(
  backup: WholeBackup,
  { database, store, isStoreEmpty }: RestoreTarget,
  told: (line: string) => void,
): Promise<Restored> {
  await assertKnown(backup, database.directory);
  const client = await connectAsOwner(database.url);
  try {
    await claimDatabase(client, isStoreEmpty);
    const only = new Set(backup.manifest.migrations.map(({ name }) => name));
    await migrate({ ...database, restoring: { only } });
    const remarks = await restoreTables(client, backup, (table) => told(`Table ${table} …`));
    await restoreFiles(backup, store, (done, all) => {
      if (done === all || done % 500 === 0) told(`${done} of ${all} files`);
    });
    const { applied } = await migrate({ ...database, restoring: {} });
    await releaseDatabase(client);
    return reportOf(backup.manifest, applied, remarks);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(
      `The restore failed: ${reason}. Nothing starts on what it left; mend the cause and run the same restore again.`,
      { cause: error },
    );
  } finally {
    await client.end();
  }
}

function reportOf({ tables, files, missing }: Manifest, migrated: string[], remarks: string[]): Restored {
  return {
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    files: files.length,
    migrated,
    remarks: [...remarks, ...lost(missing)],
  };
}

function lost(missing: readonly string[]): string[] {
  if (missing.length === 0) return [];
  return [`${missing.length} files had been lost before the backup was made: ${missing.join(", ")}.`];
}
