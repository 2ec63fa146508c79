import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { removeUnused } from "@/lib/domain/evidence/jobs";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import type { Actor } from "@/lib/platform/access/actor";
import type { Manifest } from "@/lib/platform/backup/manifest";
import { verifyBackup } from "@/lib/platform/backup/read-backup";
import { migrate, pendingMigrations } from "@/lib/platform/database/migrate";
import { SetupError } from "@/lib/platform/errors/setup-error";
import { runtimePassword } from "@/lib/platform/settings/settings";
import { localStorage } from "@/lib/platform/storage/local";
import { storage } from "@/lib/platform/storage/storage";
import { backUp, type EmptyPlace, emptyPlace, on, restoreTo } from "@/tests/support/backups";
import { evidenceWith, handedIn } from "@/tests/support/evidence";
import { randomFrom } from "@/tests/support/random-from";
import { readDatabase } from "@/tests/support/read-database";
import { asOwner, testSecret } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-backup-test-"));
const place = path.join(folder, "backup.tar");
const source = () => process.env["DATABASE_URL"] ?? "";
let world: World;
let lead: Actor;
let manifest: Manifest;
let there: EmptyPlace;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  for (const words of ["One", "Two", "Tab\there, line\nthere, \\N and a backslash \\"])
    await evidenceWith(lead, world.claims, { title: words }, words);
  await createRisk.execute(lead, { title: "Bias", category: "fairness", unitId: world.claims });
  manifest = await backUp(place);
  there = await emptyPlace();
});

afterAll(async () => {
  await there.drop();
  rmSync(folder, { recursive: true, force: true });
});

// Asked of PostgreSQL's own catalogue, beside what a restore compares by itself.
const owner = "(select pg_get_userbyid(datdba) from pg_database where datname = current_database())";
const named = (roles: string) => `regexp_replace(${roles}, '\\m' || ${owner} || '\\M', 'owner', 'g')`;
const definitions = {
  policies: `select schemaname, tablename, policyname, permissive, array_replace(roles, current_user, 'owner'), cmd, qual, with_check from pg_policies where schemaname <> 'pgboss' order by 1, 2, 3`,
  triggers: `select pg_get_triggerdef(oid), tgenabled from pg_trigger where not tgisinternal order by 1`,
  "foreign keys": `select conrelid::regclass::text, conname, convalidated, pg_get_constraintdef(oid) from pg_constraint where contype = 'f' order by 1, 2`,
  grants: `select table_schema, table_name, ${named("grantee")}, privilege_type, is_grantable from information_schema.role_table_grants where table_schema in ('public', 'past', 'search', 'limits') order by 1, 2, 3, 4`,
  "rights to call": `select p.oid::regprocedure::text, prosecdef, ${named("array_to_string(proacl, ' ')")} from pg_proc p where pronamespace in ('public'::regnamespace, 'past'::regnamespace, 'search'::regnamespace) order by 1`,
  "row-level security": `select oid::regclass::text, relrowsecurity, relforcerowsecurity from pg_class where relkind = 'r' and relnamespace in ('public'::regnamespace, 'search'::regnamespace) order by 1`,
  numbers: `select sequencename, last_value from pg_sequences where schemaname = 'public' order by 1`,
};

const rowsOf = (url: string, text: string) =>
  on(url, async (client) => (await client.query({ text, rowMode: "array" })).rows as unknown[][]);

const stored = (files: string) =>
  readdirSync(files, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({
      name,
      sha256: createHash("sha256")
        .update(readFileSync(path.join(parentPath, name)))
        .digest("hex"),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));

test("a backup restored into an empty database of an owner without powers gives every record, file, number, grant, trigger and policy back", async () => {
  const report = await restoreTo(place, there);
  expect(report).toMatchObject({ files: 3, migrated: [], remarks: [] });
  expect(await on(there.url, readDatabase)).toEqual(await on(source(), readDatabase));
  for (const [kind, sql] of Object.entries(definitions)) {
    const expected = await rowsOf(source(), sql);
    expect([kind, expected.length > 10]).toEqual([kind, true]);
    expect([kind, await rowsOf(there.url, sql)]).toEqual([kind, expected]);
  }
  const files = stored(there.files);
  expect(files).toEqual(stored(process.env["STORAGE_DIRECTORY"] ?? ""));
  expect(files.map(({ name }) => name)).toEqual(files.map(({ sha256 }) => sha256));
  expect(files).toHaveLength(3);
  // What was restored is a database like any other: backed up by its owner, it is the same again.
  const again = await backUp(path.join(folder, "again.tar"), there.url, localStorage(there.files));
  const { made: _then, ...same } = manifest;
  expect(again).toMatchObject(same);
});

test("it finds its place only in an empty database and an empty folder, and touches nothing else", async () => {
  await expect(restoreTo(place, there)).rejects.toThrow("The database is not empty");
  const empty = await emptyPlace();
  await expect(restoreTo(place, { url: empty.url, files: there.files })).rejects.toThrow(
    "The folder of files is not empty",
  );
  expect(await rowsOf(empty.url, everything)).toEqual([]);
  await empty.drop();
});

const everything = `select nspname, relname from pg_class c join pg_namespace n on n.oid = relnamespace
  where nspname !~ '^pg_' and nspname <> 'information_schema' union all select nspname, '' from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')`;

test("one byte that is not as it was, wherever it is, and an end that is missing are found before anything is restored", async () => {
  const bytes = readFileSync(place);
  const damaged = path.join(folder, "damaged.tar");
  const empty = await emptyPlace();
  const random = randomFrom(20_261_127);
  // Words that nothing else depends on.
  const words = bytes.indexOf("A backup of Plumbline");
  for (let round = 0; round < 60; round += 1) {
    const at = round === 0 ? words : random(bytes.length);
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ (1 << random(8));
    writeFileSync(damaged, round % 2 === 0 ? copy : bytes.subarray(0, at));
    const refusal = await verifyBackup(damaged).catch((error: unknown) => error);
    expect([round, at, refusal]).toEqual([round, at, expect.any(SetupError)]);
    if (round < 4) await expect(restoreTo(damaged, empty)).rejects.toThrow(/damaged/);
  }
  writeFileSync(damaged, Buffer.concat([bytes, Buffer.alloc(512)]));
  await expect(verifyBackup(damaged)).rejects.toThrow("Something was written behind its end");
  expect(await rowsOf(empty.url, everything)).toEqual([]);
  expect(readdirSync(empty.files)).toEqual([]);
  await empty.drop();
});

test("an interrupted restore leaves a database on which nothing starts, and begins anew when it is run again", async () => {
  const empty = await emptyPlace();
  const store = localStorage(empty.files);
  let puts = 0;
  const killed = {
    ...store,
    put: (...file: Parameters<typeof store.put>) => {
      puts += 1;
      return puts < 3 ? store.put(...file) : Promise.reject(new Error("The power went."));
    },
  };
  await expect(restoreTo(place, empty, killed)).rejects.toThrow("The power went.");
  const start = { url: empty.url, appPassword: runtimePassword(testSecret) };
  const half = path.join(folder, "half.tar");
  const begins = [() => migrate(start), () => pendingMigrations(empty.url), () => backUp(half, empty.url)];
  for (const begin of begins)
    await expect(begin()).rejects.toThrow("A restore into this database was interrupted");
  // Even where the next one is of an older state, nothing of the first is in its way.
  const older = await restoreTo("tests/fixtures/databases/2026-11-23-first-register.tar", empty);
  expect(older).toMatchObject({ files: 0, remarks: [] });
  for (const sql of [definitions.grants, definitions.triggers, definitions.policies])
    expect(await rowsOf(empty.url, sql)).toEqual(await rowsOf(source(), sql));
  expect((await migrate(start)).applied).toEqual([]);
  await empty.drop();
});

test("a backup tells what the storage had lost, and a role that cannot read every row makes none", async () => {
  const lossy = { ...storage(), get: lose(manifest.files[1]?.sha256 ?? "") };
  const partial = path.join(folder, "partial.tar");
  const { files, missing } = await backUp(partial, source(), lossy);
  expect([files.length, missing]).toEqual([2, [manifest.files[1]?.sha256]]);
  expect((await verifyBackup(partial)).manifest.missing).toEqual(missing);

  const application = new URL(source());
  application.username = "plumbline_app";
  application.password = runtimePassword(testSecret);
  const refused = backUp(path.join(folder, "none.tar"), application.href);
  await expect(refused).rejects.toThrow(/may not read every row[\s\S]+ALTER ROLE plumbline_app BYPASSRLS/);
  await expect(backUp(place)).rejects.toThrow("There is a file");
  expect(readdirSync(folder).filter((name) => name.startsWith("none"))).toEqual([]);
});

function lose(lost: string): ReturnType<typeof storage>["get"] {
  return (sha256, part) =>
    sha256 === lost ? Promise.reject(new Error("It is gone.")) : storage().get(sha256, part);
}

test("a backup made while people write holds each of their changes as a whole or not at all, and keeps the files that it names", async () => {
  const unused = await handedIn(lead, "Never used");
  await asOwner((client) =>
    client.query(`update files set "createdAt" = now() - interval '25 hours' where id = $1`, [unused]),
  );
  const row = `select id from files where id = '${unused}'`;
  const kept: unknown[][] = [];
  const busy = {
    ...storage(),
    // The rows were copied before the first file is.
    get: async (sha256: string) => {
      await removeUnused.run(theSystem(), {}, { report: async () => {} });
      kept.push(...(await rowsOf(source(), row)));
      return storage().get(sha256);
    },
  };
  let [written, writing] = [0, true];
  const people = [1, 2].map(async (person) => {
    for (; writing; written += 1)
      await createRisk.execute(lead, {
        title: `Written by ${person}: ${written}`,
        category: "fairness",
        unitId: world.claims,
      });
  });
  const during = path.join(folder, "during.tar");
  const named = await backUp(during, source(), busy);
  writing = false;
  await Promise.all(people);
  expect(written).toBeGreaterThan(5);
  expect(named).toMatchObject({ missing: [], files: { length: 4 } });
  expect(kept).toEqual(Array(4).fill([unused]));

  const empty = await emptyPlace();
  await restoreTo(during, empty);
  const torn = `select r.id from risks r full join (select * from audit_entries where action = 'risks.create') a on a."subjectId" = r.id
    where r.id is null or a.seq is null`;
  expect(await rowsOf(empty.url, torn)).toEqual([]);
  await removeUnused.run(theSystem(), {}, { report: async () => {} });
  expect(await rowsOf(source(), row)).toEqual([]);
  expect(await rowsOf(empty.url, row)).toEqual([[unused]]);
  await empty.drop();
});
