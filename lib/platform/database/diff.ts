import "server-only";
import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { Client } from "pg";
import { readMigrations } from "@/lib/platform/database/migration-files";
import { pictureText, readPicture } from "@/lib/platform/database/picture";
import { diffToSchema } from "@/lib/platform/database/schema-engine";
import { SetupError } from "@/lib/platform/errors/setup-error";
import { runtimeRole } from "@/lib/platform/settings/settings";

export type DiffOptions = {
  /** The maintenance database of a server on which scratch databases may be made. */
  adminUrl: string;
  migrationsDirectory?: string;
  schemaDirectory?: string;
};

/** Returns the SQL by which the Prisma schema differs from what all migrations together make; empty when they agree. */
export async function schemaDrift(options: DiffOptions): Promise<string> {
  return withMigratedDatabase(options, (url) =>
    diffToSchema(url, options.schemaDirectory ?? path.resolve("prisma/schema")),
  );
}

/** Returns the picture of what all migrations together make, as text. */
export async function migratedPicture(options: DiffOptions): Promise<string> {
  return withMigratedDatabase(options, async (_url, client) => {
    await client.query("begin");
    return pictureText(await readPicture(client));
  });
}

async function withMigratedDatabase<T>(
  options: DiffOptions,
  action: (url: string, client: Client) => Promise<T>,
): Promise<T> {
  const migrations = await readMigrations(options.migrationsDirectory ?? path.resolve("prisma/migrations"));
  return withScratchDatabase(options.adminUrl, async (url, client) => {
    for (const migration of migrations) {
      await client.query(migration.sql).catch((error: Error) => {
        throw new SetupError(`The migration ${migration.name} fails: ${error.message}`, { cause: error });
      });
    }
    return action(url, client);
  });
}

/** Writes the next migration file from the schema and returns its path, or null when nothing changed. */
export async function writeMigration(options: DiffOptions, name: string): Promise<string | null> {
  const sql = await schemaDrift(options);
  if (sql === "") return null;
  const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const directory = options.migrationsDirectory ?? path.resolve("prisma/migrations");
  const file = path.join(directory, `${time}_${name}`, "migration.sql");
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, sql, { flag: "wx" });
  return file;
}

async function withScratchDatabase<T>(
  adminUrl: string,
  action: (url: string, client: Client) => Promise<T>,
): Promise<T> {
  const name = `scratch_${randomUUID().replaceAll("-", "")}`;
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await ensureRoleForGrants(admin);
    await admin.query(`create database ${name}`);
    const client = new Client({ connectionString: url.href });
    await client.connect();
    return await action(url.href, client).finally(() => client.end());
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}

// Migrations grant rights to the application's role. Here it need only exist: the migrator gives it
// its login, and a running application's password must not be touched.
async function ensureRoleForGrants(admin: Client): Promise<void> {
  const { rowCount } = await admin.query("select from pg_roles where rolname = $1", [runtimeRole]);
  if (rowCount === 0) await admin.query(`create role ${runtimeRole} nologin`);
}
