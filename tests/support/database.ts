// What the framework's server does before it loads anything; the processes of the tests keep what was loaded first.
import "next/dist/server/node-environment-baseline";
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { Client } from "pg";
import { afterAll, expect, inject } from "vitest";
import { closeOwner, onServer, testSecret } from "@/tests/support/test-database";
import { notesWrites, writtenUnaudited } from "@/tests/support/written";

// Each test file works on a database of its own, copied from the migrated template. The files that one process runs after
// each other keep its loaded modules and so its settings: the database and the folder of files keep their names, and are
// made anew for each.
const adminUrl = inject("adminUrl");
const database = `test_${process.pid}`;
const files = path.join(tmpdir(), `plumbline-test-${process.pid}`);

// Drawn alike in every run, so that a change is judged by itself; SEED draws others.
fc.configureGlobal({ seed: Number(process.env["SEED"] ?? 1) });

// A file that takes a day for today must not run into the next one.
const leftOfDay = 86_400_000 - (Date.now() % 86_400_000);
if (leftOfDay < 20_000) await sleep(leftOfDay);

await admin(`drop database if exists ${database} with (force)`);
await admin(`create database ${database} template ${inject("template")}`);
rmSync(files, { recursive: true, force: true });
mkdirSync(files);
Object.assign(process.env, {
  DATABASE_URL: onServer(adminUrl, database),
  PLUMBLINE_SECRET: testSecret,
  PUBLIC_URL: "http://localhost:3000",
  STORAGE_DIRECTORY: files,
  LOG_LEVEL: "silent",
  API_REQUESTS_PER_MINUTE: "1000000",
});

// Every door loads the registry before its first operation.
await import("@/lib/registry");

afterAll(async () => {
  const { disconnect } = await import("@/lib/platform/database/client");
  const { closeSender } = await import("@/lib/platform/jobs/queue");
  await closeSender();
  await closeOwner();
  await disconnect();
  const silent = notesWrites ? await unauditedHere() : [];
  await admin(`drop database if exists ${database} with (force)`);
  rmSync(files, { recursive: true, force: true });
  // Every command that a test brings to its end is held to it, in whatever state the test made for it.
  expect(silent, "the product changed records here without an entry in the audit trail").toEqual([]);
});

async function unauditedHere(): Promise<string[]> {
  const client = new Client(onServer(adminUrl, database));
  await client.connect();
  return writtenUnaudited(client).finally(() => client.end());
}

async function admin(sql: string): Promise<void> {
  const client = new Client(adminUrl);
  await client.connect();
  // Two copies of one template at the same moment get in each other's way.
  await client.query("select pg_advisory_lock(1)");
  await client.query(sql);
  await client.end();
}
