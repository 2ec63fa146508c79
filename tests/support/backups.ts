import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { inject } from "vitest";
import { verifyBackup } from "@/lib/platform/backup/read-backup";
import { type Restored, restoreBackup } from "@/lib/platform/backup/restore-backup";
import { restoreTables } from "@/lib/platform/backup/restore-tables";
import { writeBackup } from "@/lib/platform/backup/write-backup";
import { migrate } from "@/lib/platform/database/migrate";
import { runtimePassword } from "@/lib/platform/settings/settings";
import { localStorage } from "@/lib/platform/storage/local";
import { storage } from "@/lib/platform/storage/storage";
import { onServer, testSecret } from "@/tests/support/test-database";

/** A database role that may make nothing but what is in its own database, as managed servers give it. */
const modestOwner = "modest_owner";

/** An empty database and an empty folder for files. */
export interface EmptyPlace {
  url: string;
  files: string;
  /** Drops the database and removes the folder. */
  drop(): Promise<void>;
}

let made = 0;

/** Returns an empty place whose database belongs to a role without any power over the server. */
export async function emptyPlace(): Promise<EmptyPlace> {
  made += 1;
  const name = `restored_${process.pid}_${made}`;
  await asAdmin(
    `do $$ begin create role ${modestOwner} login password 'modest'; exception when duplicate_object or unique_violation then null; end $$`,
    `drop database if exists ${name} with (force)`,
    `create database ${name} owner ${modestOwner} template template0`,
  );
  const url = new URL(onServer(inject("adminUrl"), name));
  url.username = modestOwner;
  url.password = "modest";
  const files = mkdtempSync(path.join(tmpdir(), "plumbline-restored-"));
  return {
    url: url.href,
    files,
    async drop() {
      rmSync(files, { recursive: true, force: true });
      await asAdmin(`drop database if exists ${name} with (force)`);
    },
  };
}

/** Backs the test's own database and files up. */
export function backUp(place: string, url = process.env["DATABASE_URL"] ?? "", store = storage()) {
  return writeBackup(place, { url, store, product: "test" });
}

/** Checks a backup and restores it, as the command does. */
export async function restoreTo(
  place: string,
  { url, files }: Pick<EmptyPlace, "url" | "files">,
  store = localStorage(files),
): Promise<Restored> {
  const target = {
    database: {
      url,
      appPassword: runtimePassword(testSecret),
      directory: path.resolve("prisma/migrations"),
    },
    store,
    isStoreEmpty: async () => !existsSync(files) || readdirSync(files).length === 0,
  };
  return restoreBackup(await verifyBackup(place), target, () => {});
}

/** Puts the rows of a backup into an empty database as it was then: without the migrations that came since. */
export async function restoreAsThen(place: string, { url }: Pick<EmptyPlace, "url">): Promise<void> {
  const backup = await verifyBackup(place);
  const only = new Set(backup.manifest.migrations.map(({ name }) => name));
  await migrate({ url, appPassword: runtimePassword(testSecret), restoring: { only } });
  await on(url, (client) => restoreTables(client, backup, () => {}));
}

/** Runs work on a connection of its own. */
export async function on<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function asAdmin(...statements: string[]): Promise<void> {
  await on(inject("adminUrl"), async (client) => {
    // Two databases that are made at the same moment get in each other's way.
    await client.query("select pg_advisory_lock(1)");
    for (const sql of statements) await client.query(sql);
  });
}
