import "server-only";
import { randomUUID } from "node:crypto";
import path from "node:path";
import { Client } from "pg";
import { ensureAppRole } from "@/lib/platform/database/app-role";
import { type MigrationFile, readMigrations } from "@/lib/platform/database/migration-files";
import { ensureQueue } from "@/lib/platform/database/queue-schema";
import { refuseUnfinishedRestore } from "@/lib/platform/database/unfinished-restore";
import { SetupError } from "@/lib/platform/errors/setup-error";

const oldestServer = 15;
// The number Prisma's own tools lock, so that neither runs while the other does.
const lockNumber = 72_707_369;

const historyTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

export type MigrateOptions = {
  /** The address of the database as its owner. */
  url: string;
  appPassword: string;
  appRole?: string;
  /** The folder of migrations; by default prisma/migrations under the working directory. */
  directory?: string;
  /** A restore migrates: up to the migrations that its backup had, or all of them. */
  restoring?: { only?: ReadonlySet<string> };
};

/** What a run did: the names of the migrations it applied, and how many are applied now. */
export type MigrateReport = { applied: string[]; total: number };

/**
 * Brings the database to this version: the application's role, every pending migration, the job
 * queue's tables. Throws SetupError when the server is too old, the history does not fit this
 * version, a restore was interrupted, or the connection's role lacks a right; what was applied before stays.
 */
export async function migrate(options: MigrateOptions): Promise<MigrateReport> {
  const all = await readMigrations(options.directory ?? path.resolve("prisma/migrations"));
  const files = all.filter(({ name }) => options.restoring?.only?.has(name) ?? true);
  const role = { name: options.appRole ?? "plumbline_app", password: options.appPassword };
  const client = await connectAsOwner(options.url);
  try {
    await checkServer(client);
    await client.query("SELECT pg_advisory_lock($1)", [lockNumber]);
    if (!options.restoring) await refuseUnfinishedRestore(client);
    await ensureAppRole(client, options.url, role);
    const pending = await findPending(client, files);
    for (const file of pending) await apply(client, file);
    await ensureQueue(client, role.name);
    return { applied: pending.map((file) => file.name), total: files.length };
  } finally {
    await client.end();
  }
}

/** Returns the names of the migrations that this version has and the database lacks; throws as `migrate` does. */
export async function pendingMigrations(
  url: string,
  directory = path.resolve("prisma/migrations"),
): Promise<string[]> {
  const files = await readMigrations(directory);
  const client = await connectAsOwner(url);
  try {
    await checkServer(client);
    await refuseUnfinishedRestore(client);
    const pending = await findPending(client, files);
    return pending.map((file) => file.name);
  } finally {
    await client.end();
  }
}

/** Returns a connection as the owner of the database; throws SetupError, naming it, when there is none to be had. */
export async function connectAsOwner(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    return client;
  } catch (error) {
    const { host, pathname } = new URL(url);
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new SetupError(`The database ${pathname.slice(1)} at ${host} cannot be used: ${reason}`, {
      cause: error,
    });
  }
}

async function checkServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ number: number; text: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as text",
  );
  const server = rows[0];
  if (server && server.number >= oldestServer * 10_000) return;
  throw new SetupError(
    `Plumbline needs PostgreSQL ${oldestServer} or newer; this server is ${server?.text}.`,
  );
}

type HistoryRow = { name: string; checksum: string; finished: boolean };

async function findPending(client: Client, files: MigrationFile[]): Promise<MigrationFile[]> {
  const table = await client.query<{ found: boolean }>(
    "select to_regclass('_prisma_migrations') is not null as found",
  );
  if (!table.rows[0]?.found) return files;
  const { rows } = await client.query<HistoryRow>(
    `select migration_name as name, checksum, finished_at is not null as finished
     from _prisma_migrations where rolled_back_at is null`,
  );
  const known = new Map(files.map((file) => [file.name, file.checksum]));
  for (const row of rows) checkApplied(row, known.get(row.name));
  const done = new Set(rows.map((row) => row.name));
  return files.filter((file) => !done.has(file.name));
}

function checkApplied(row: HistoryRow, checksum: string | undefined): void {
  if (checksum === undefined) {
    throw new SetupError(
      `The database holds the migration ${row.name}, which this version of Plumbline does not know. It was last used by a newer version: start that version, or restore a backup made before the upgrade.`,
    );
  }
  if (!row.finished) {
    throw new SetupError(
      `The migration ${row.name} was begun by another tool and never finished. Restore a backup, or finish it by hand and mark its row in _prisma_migrations.`,
    );
  }
  if (row.checksum !== checksum) {
    throw new SetupError(
      `The migration ${row.name} was changed after it was applied to this database. Put its file back as it was and write the change as a new migration.`,
    );
  }
}

// A simple query runs the whole file as it stands, functions and all; with its history row in the
// same transaction a migration is either done and recorded, or neither.
async function apply(client: Client, file: MigrationFile): Promise<void> {
  await client.query(historyTable);
  await client.query("BEGIN");
  try {
    const started = new Date();
    await client.query(file.sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       values ($1, $2, clock_timestamp(), $3, $4, 1)`,
      [randomUUID(), file.checksum, file.name, started],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(`The migration ${file.name} failed and changed nothing: ${reason}`, {
      cause: error,
    });
  }
}
