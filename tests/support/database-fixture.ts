import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { Client } from "pg";
import { migrate } from "@/lib/platform/database/migrate";
import { runtimePassword } from "@/lib/platform/settings/settings";
import { testSecret } from "@/tests/support/test-database";

// The demo organisation as each released state stored it, so that the next state proves that it loses nothing.

type Row = Record<string, unknown>;

interface DatabaseFixture {
  /** The newest migration that the database had. */
  migration: string;
  tables: Record<string, Row[]>;
}

const migrations = path.resolve("prisma/migrations");

/** Returns every row of every table, in an order that does not depend on how they are stored. */
export async function readDatabase(client: Client): Promise<DatabaseFixture> {
  const { rows: names } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations' order by 1`,
  );
  const tables: Record<string, Row[]> = {};
  for (const { name } of names) {
    const { rows } = await client.query<{ row: Row }>(
      `select to_jsonb(t) as row from ${name} t order by to_jsonb(t)::text collate "C"`,
    );
    tables[name] = rows.map(({ row }) => row);
  }
  const { rows } = await client.query<{ name: string }>(
    `select max(migration_name) as name from _prisma_migrations`,
  );
  return { migration: rows[0]?.name ?? "", tables };
}

/** Writes a fixture; run once when a state is released. */
export function writeFixture(file: string, fixture: DatabaseFixture): void {
  writeFileSync(file, gzipSync(JSON.stringify(fixture), { level: 9 }));
}

/** Returns a fixture as it was written. */
export function readFixture(file: string): DatabaseFixture {
  return JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")) as DatabaseFixture;
}

/** Brings an empty database to the state of the fixture, as it was released, and then to the state of today. */
export async function restoreAndMigrate(url: string, fixture: DatabaseFixture): Promise<void> {
  const then = mkdtempSync(path.join(tmpdir(), "plumbline-migrations-"));
  for (const name of readdirSync(migrations).filter((one) => one <= fixture.migration)) {
    cpSync(path.join(migrations, name), path.join(then, name), { recursive: true });
  }
  const appPassword = runtimePassword(testSecret);
  await migrate({ url, appPassword, directory: then });
  await restore(url, fixture);
  await migrate({ url, appPassword });
  rmSync(then, { recursive: true });
}

async function restore(url: string, { tables }: DatabaseFixture): Promise<void> {
  const client = new Client(url);
  await client.connect();
  // As a restore does: rows as they were, without the triggers and the order that foreign keys ask for.
  await client.query("begin; set local session_replication_role = replica; delete from units");
  for (const [name, rows] of Object.entries(tables)) {
    await client.query(
      `insert into ${name} select * from jsonb_populate_recordset(null::${name}, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
  }
  await client.query("commit");
  await client.end();
}
