import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sealChain } from "@/lib/domain/audit/commands";
import { listCheckpoints, verifyChain } from "@/lib/domain/audit/queries";
import { createUnit } from "@/lib/domain/organization/units/commands";
import type { Actor } from "@/lib/platform/access/actor";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

const base = mkdtempSync(path.join(tmpdir(), "plumbline-kept-"));
const folder = path.join(base, "notes");
process.env["CHECKPOINT_DIRECTORY"] = folder;

let world: World;
let root: Actor;
beforeAll(async () => {
  world = await createWorld();
  root = await personWith("administrator", world.root);
});
afterAll(() => rmSync(base, { recursive: true }));

let count = 0;
const act = () => createUnit.execute(root, { name: `Unit ${++count}`, parentId: world.root });
const seal = () => sealChain(theSystem());
const check = () => verifyChain.execute(root, {});
const notes = async () => (await listCheckpoints.execute(root, {})).checkpoints;

/** Changes stored history as only the owner of the database could, with its triggers out of the way. */
async function tamper(sql: string): Promise<void> {
  await asOwner((client) =>
    client.query(`begin; set local session_replication_role = replica; ${sql}; commit`),
  );
}

test("a checkpoint is copied as it is signed, and once", async () => {
  await act();
  expect(await seal()).toMatchObject({ signed: true, copied: 1 });
  expect(await seal()).toMatchObject({ signed: false, copied: 0 });
  const stored = await notes();
  expect(readdirSync(folder).map((name) => readFileSync(path.join(folder, name), "utf8"))).toEqual(
    stored.map(({ note }) => note),
  );
  const elsewhere = { place: `the folder ${folder}`, newest: stored[0]?.size };
  expect(await check()).toMatchObject({ ok: true, elsewhere });
});

test("a copy tells that the end was cut off together with the checkpoints in the database", async () => {
  await act();
  await seal();
  const { entries } = await check();
  await tamper(`create table kept as select * from audit_entries; create table kept_notes as select * from audit_checkpoints;
    delete from audit_checkpoints; delete from audit_entries where seq > ${entries - 1}`);
  const words = (await check()).problem?.what;
  await tamper(`insert into audit_entries select * from kept where seq > ${entries - 1};
    insert into audit_checkpoints select * from kept_notes; drop table kept; drop table kept_notes`);
  expect(words).toContain(`kept in the folder ${folder} was signed over ${entries} entries`);
  expect((await check()).ok).toBe(true);
});

test("a copy that somebody changed is named", async () => {
  const name = readdirSync(folder).sort().at(-1) ?? "";
  const aside = path.join(base, "aside");
  renameSync(path.join(folder, name), aside);
  writeFileSync(path.join(folder, name), readFileSync(aside, "utf8").replace("head ", "head A"));
  const words = (await check()).problem?.what;
  renameSync(aside, path.join(folder, name));
  expect(words).toContain(`kept in the folder ${folder}`);
  expect((await check()).ok).toBe(true);
});

test("what could not be copied makes the job fail with the place, and is copied with the next", async () => {
  const aside = path.join(base, "aside");
  renameSync(folder, aside);
  writeFileSync(folder, "");
  await act();
  await expect(seal()).rejects.toThrow(`could not be copied to the folder ${folder}`);
  expect((await check()).elsewhere).toMatchObject({ newest: null });
  rmSync(folder);
  renameSync(aside, folder);
  expect(await seal()).toMatchObject({ signed: false, copied: 1 });
});
