import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "@/lib/platform/database/embedded";
import { migrate } from "@/lib/platform/database/migrate";
import { runtimePassword } from "@/lib/platform/settings/settings";
import { onServer, testSecret } from "@/tests/support/test-database";
import { notesWrites, noteWrites } from "@/tests/support/written";

declare module "vitest" {
  interface ProvidedContext {
    adminUrl: string;
    template: string;
  }
}

/** Starts PostgreSQL once for all test files and migrates the template that each of them copies. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startEmbedded({ directory: ".plumbline/test", durable: false });
  project.provide("adminUrl", server.adminUrl);
  project.provide("template", await template(server.adminUrl));
  return () => server.stop();
}

/** Returns the name of a database migrated to exactly these migrations, made when there is none yet. */
async function template(adminUrl: string): Promise<string> {
  const name = `template_${migrationsDigest()}`;
  const admin = new Client(adminUrl);
  await admin.connect();
  await admin.query("select pg_advisory_lock(2)");
  const { rowCount } = await admin.query("select 1 from pg_database where datname = $1", [name]);
  if (rowCount === 0) {
    await admin.query("drop database if exists unfinished_template with (force)");
    await admin.query("create database unfinished_template template template0");
    await migrate({
      url: onServer(adminUrl, "unfinished_template"),
      appPassword: runtimePassword(testSecret),
    });
    if (notesWrites) await prepare(onServer(adminUrl, "unfinished_template"));
    await admin.query(`alter database unfinished_template rename to ${name}`);
  }
  await admin.end();
  return name;
}

async function prepare(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await client.query(noteWrites);
  await client.end();
}

function migrationsDigest(): string {
  const hash = createHash("sha256").update(notesWrites ? noteWrites : "");
  const folder = path.resolve("prisma/migrations");
  for (const migration of readdirSync(folder).sort())
    hash.update(migration).update(readFileSync(path.join(folder, migration, "migration.sql")));
  return hash.digest("hex").slice(0, 16);
}
