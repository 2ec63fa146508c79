import { createHash, createPublicKey, verify } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sealChain } from "@/lib/domain/audit/commands";
import { getAuditKey, listCheckpoints, verifyChain } from "@/lib/domain/audit/queries";
import { auditRegister } from "@/lib/domain/audit/trail";
import { createUnit, renameUnit } from "@/lib/domain/organization/units/commands";
import { getUnit } from "@/lib/domain/organization/units/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { transact } from "@/lib/platform/database/client";
import { currentConnection } from "@/lib/platform/database/scope";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { inDays } from "@/tests/support/days";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, refreshed, theSystem, type World } from "@/tests/support/world";

let world: World;
let root: Actor;
beforeAll(async () => {
  world = await createWorld();
  root = await personWith("administrator", world.root);
});
let count = 0;
const act = () => createUnit.execute(root, { name: `Unit ${++count}`, parentId: world.root });
const check = () => verifyChain.execute(root, {});

/** Changes stored history as only the owner of the database could, with its triggers out of the way. */
async function tamper(sql: string): Promise<void> {
  await asOwner((client) =>
    client.query(`begin; set local session_replication_role = replica; ${sql}; commit`),
  );
}

describe("the audit chain", () => {
  beforeEach(async () => {
    for (const _ of [1, 2, 3, 4, 5]) await act();
    expect(await check()).toMatchObject({ ok: true, problem: null });
  });

  test.each([
    ["at", `at = at + interval '1 millisecond'`],
    ["action", `action = 'units.rename'`],
    ["actorKind", `"actorKind" = 'system'`],
    ["actorId", `"actorId" = gen_random_uuid()`],
    ["actorName", `"actorName" = 'Somebody else'`],
    ["tokenId", `"tokenId" = gen_random_uuid()`],
    ["requestId", `"requestId" = 'x'`],
    ["subjectType", `"subjectType" = 'risks'`],
    ["subjectId", `"subjectId" = gen_random_uuid()`],
    ["unitId", `"unitId" = gen_random_uuid()`],
    ["text", `text = replace(text, 'Unit', 'unit')`],
    ["previousHash", `"previousHash" = sha256('x')`],
    ["hash", `hash = sha256('x')`],
  ])("tells the entry whose %s was changed", async (_column, change) => {
    const { entries } = await check();
    const seq = entries - 2;
    await tamper(
      `create table kept as select * from audit_entries; update audit_entries set ${change} where seq = ${seq}`,
    );
    expect((await check()).problem?.seq).toBe(seq);
    await tamper(`delete from audit_entries; insert into audit_entries select * from kept; drop table kept`);
  });

  test("tells where an entry was taken out", async () => {
    const { entries } = await check();
    await tamper(
      `create table kept as select * from audit_entries; delete from audit_entries where seq = ${entries - 1}`,
    );
    expect((await check()).problem).toMatchObject({
      seq: entries - 1,
      what: expect.stringContaining("missing"),
    });
    await tamper(`insert into audit_entries select * from kept where seq = ${entries - 1}; drop table kept`);
  });

  test("tells by a signed checkpoint that its end was cut off, or that all of it was rewritten", async () => {
    expect(await sealChain(theSystem())).toMatchObject({ signed: true });
    expect(await sealChain(theSystem())).toMatchObject({ signed: false });
    const { entries } = await check();
    await tamper(
      `create table kept as select * from audit_entries; delete from audit_entries where seq > ${entries - 2}`,
    );
    expect((await check()).problem?.what).toContain("entries at the end are gone");
    await act();
    await act();
    expect((await check()).problem).toMatchObject({
      seq: entries,
      what: expect.stringContaining("checkpoint"),
    });
    await tamper(`delete from audit_entries; insert into audit_entries select * from kept; drop table kept`);
    expect((await check()).ok).toBe(true);
  });
});

describe("a checkpoint", () => {
  test("can be checked with the public key alone, as C2SP writes signed notes", async () => {
    await act();
    await sealChain(theSystem());
    const { checkpoints } = await listCheckpoints.execute(root, {});
    const { name, verifier, pem } = await getAuditKey.execute(root, {});
    const note = checkpoints[0]?.note ?? "";
    const [text = "", signatures = ""] = note.split(/(?<=\n)\n/);
    const [origin, size, hash] = text.split("\n");
    expect([origin, Number(size)]).toEqual([name, checkpoints[0]?.size]);
    expect(Buffer.from(hash ?? "", "base64")).toHaveLength(32);
    const bytes = Buffer.from(signatures.trim().split(" ")[2] ?? "", "base64");
    expect(verify(null, Buffer.from(text), createPublicKey(pem), bytes.subarray(4))).toBe(true);
    const [, id, key = ""] = /^[^+]+\+([0-9a-f]{8})\+(.+)$/.exec(verifier) ?? [];
    const expected = createHash("sha256")
      .update(`${name}\n`)
      .update(Buffer.from(key, "base64"))
      .digest("hex")
      .slice(0, 8);
    expect([id, bytes.subarray(0, 4).toString("hex")]).toEqual([expected, expected]);
  });
});

describe("rows of history", () => {
  const scope = { units: "all", writable: "all", actor: "system", secrets: false } as const;
  test.each([
    `update audit_entries set text = text`,
    `delete from audit_entries`,
    `truncate audit_entries`,
    `insert into audit_entries select * from audit_entries limit 1`,
    `alter table audit_entries disable trigger all`,
    `set session_replication_role = replica`,
    `drop trigger never_changed on audit_entries`,
    `update audit_checkpoints set note = note`,
    `delete from audit_checkpoints`,
    `update settings set value = value`,
    `delete from risk_scores`,
  ])("are refused to the application: %s", async (sql) => {
    const attempt = transact({ ...scope }, async () => currentConnection().query(sql));
    await expect(attempt).rejects.toThrow(/permission denied|must be owner|never changed/);
  });

  test("are refused even to the owner by trigger", async () => {
    for (const sql of [
      `update audit_entries set text = text`,
      `delete from audit_entries`,
      `truncate audit_entries`,
    ]) {
      await expect(asOwner((client) => client.query(sql))).rejects.toThrow("never changed");
    }
  });
});

describe("reading the trail", () => {
  test("shows the entries of one's units, and to who reads the top unit all of them", async () => {
    const claims = await personWith("auditor", world.claims);
    const insurer = await personWith("administrator", world.insurance);
    await createUnit.execute(insurer, { name: "Team", parentId: world.claims });
    const { rows } = await auditRegister.list.execute(await refreshed(claims), {});
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row["subject"] === "Team")).toBe(true);
    const { all } = await auditRegister.count.execute(root, {});
    const stored = await asOwner((client) => client.query(`select count(*)::int as n from audit_entries`));
    expect(all).toBe(stored.rows[0].n);
    await expect(
      auditRegister.list.execute(await personWith("reader", world.root), {}),
    ).rejects.toBeInstanceOf(Forbidden);
  });

  test("narrows down by kind, person and day, and pages without gap", async () => {
    const today = inDays(0);
    const filters = { subjectType: "units", who: root.name, at: today };
    const { count: expected } = await auditRegister.count.execute(root, filters);
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: { rows: { id: string }[]; next: string | null } = await auditRegister.list.execute(root, {
        ...filters,
        limit: 7,
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...page.rows.map(({ id }) => id));
      cursor = page.next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([expected, expected]);
    expect((await auditRegister.count.execute(root, { at: "2020-01-01..2020-12-31" })).count).toBe(0);
  });

  test("narrows down to the entries of a unit", async () => {
    const { id } = await act();
    root = await refreshed(root);
    const { rows } = await auditRegister.list.execute(root, { unit: id });
    expect(rows.map(({ unit }) => unit)).toEqual([{ id, name: `Unit ${count}` }]);
  });

  test("a record's history says who changed what from what to what", async () => {
    const { id } = await act();
    root = await refreshed(root);
    await renameUnit.execute(root, { id, version: 1, name: "Renamed" });
    const { history } = await getUnit.execute(root, { id });
    expect(history).toMatchObject([
      {
        who: root.name,
        action: "renamed",
        changes: [{ label: "Name", before: `Unit ${count}`, after: "Renamed" }],
      },
      { who: root.name, action: "created", changes: [] },
    ]);
  });
});
