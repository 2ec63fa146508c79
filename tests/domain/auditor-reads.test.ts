import { text } from "node:stream/consumers";
import { beforeAll, describe, expect, test } from "vitest";
import { openPack, readPackFile } from "@/lib/domain/audit-packs/commands/open-pack";
import { engageAuditor } from "@/lib/domain/audit-packs/engagements/commands";
import { getEngagement } from "@/lib/domain/audit-packs/engagements/queries";
import { readRegister } from "@/lib/domain/audit-packs/engagements/reads";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { getRisk } from "@/lib/domain/risks/queries/risk";
import type { Actor } from "@/lib/platform/access/actor";
import { askedOf } from "@/lib/platform/audit/auditor-reads";
import { transact } from "@/lib/platform/database/client";
import { currentConnection } from "@/lib/platform/database/scope";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { registerExport } from "@/lib/platform/register/export";
import { addDays } from "@/lib/platform/time/day";
import { inDays } from "@/tests/support/days";
import "@/lib/registry";
import { builtPack, packOf } from "@/tests/support/audit-packs";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, refreshed, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let auditor: Actor;
let riskId: string;
const today = inDays(0);
const sql = (words: string, values: unknown[] = []) =>
  asOwner(async (client) => (await client.query(words, values)).rows);
/** Returns the actor as at another request, so that what it reads can be told apart. */
const anew = (actor: Actor): Actor => ({ ...actor, requestId: crypto.randomUUID() });

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  auditor = await personWith("auditor", world.insurance);
  const risk = { title: "Zeppelin", category: "security" as const, unitId: world.claims };
  riskId = (await createRisk.execute(lead, risk)).id;
});

describe("what an auditor reads", () => {
  test("says who, what, which record, what was asked and when, and is found again by each", async () => {
    const asker = anew(auditor);
    await riskRegister.list.execute(asker, { q: "Zeppelin", status: "open" });
    await riskRegister.list.execute(asker, { asOf: today });
    await getRisk.execute(asker, { id: riskId });
    await registerExport(riskRegister).execute(asker, { format: "csv" });
    const { rows } = await readRegister.list.execute(lead, { requestId: asker.requestId, sort: "createdAt" });
    const said = rows.map(({ operation, asked, record }) => [operation, asked, record]);
    expect(said.slice(0, 3)).toEqual([
      ["risks.list", "q: Zeppelin · status: open", null],
      ["risks.list", `asOf: ${today}`, null],
      ["risks.get", null, expect.stringMatching(/^R-\d+ Zeppelin$/)],
    ]);
    expect(said.slice(3)).toContainEqual(["risks.export", "format: csv", null]);
    expect(rows[2]).toMatchObject({
      person: { name: auditor.name },
      href: `/risks/${riskId}`,
      way: "Session",
    });
    const found = async (filter: Record<string, string>) =>
      (await readRegister.list.execute(lead, { requestId: asker.requestId, ...filter })).rows.length;
    expect(await found({ record: riskId })).toBe(1);
    expect(await found({ operation: "risks.export" })).toBe(1);
    expect(await found({ createdAt: `..${addDays(today, -1)}` })).toBe(0);
    expect(await found({ createdAt: `${today}..` })).toBe(rows.length);
    const { bytes } = await registerExport(readRegister).execute(lead, { format: "csv", record: riskId });
    expect(await text(bytes as never)).toContain("risks.get");
  });

  test("is read where the audit trail is, and nowhere else", async () => {
    await getRisk.execute(anew(auditor), { id: riskId });
    for (const role of ["compliance", "administrator", "auditor"] as const)
      expect((await readRegister.list.execute(await personWith(role, world.root), {})).rows).not.toEqual([]);
    const elsewhere = await personWith("compliance", world.clinics);
    expect((await readRegister.list.execute(elsewhere, {})).rows).toEqual([]);
    await expect(
      readRegister.list.execute(await personWith("reader", world.insurance), {}),
    ).rejects.toBeInstanceOf(Forbidden);
  });

  test("is not shown where it cannot be noted, which holds up nobody else", async () => {
    const day = addDays(today, -1);
    await sql(`alter table auditor_reads add constraint broken check (operation = 'none') not valid`);
    try {
      await expect(getRisk.execute(auditor, { id: riskId })).rejects.toThrow();
      await expect(riskRegister.list.execute(auditor, { asOf: day })).rejects.toThrow();
      await expect(registerExport(riskRegister).execute(auditor, { format: "csv" })).rejects.toThrow();
      await getRisk.execute(lead, { id: riskId });
    } finally {
      await sql(`alter table auditor_reads drop constraint broken`);
    }
  });

  test("is noted in one's own name alone, and never changed or removed by the product", async () => {
    const scope = { units: [world.insurance, world.claims], writable: [world.insurance], secrets: false };
    const as = (actor: Actor, words: string) =>
      transact({ ...scope, actor: actor.personId ?? "" }, () => currentConnection().query(words));
    const insert = `insert into auditor_reads (id, "personId", "unitId", operation, summary, concept, "requestId")
      values (gen_random_uuid(), '${auditor.personId}', '${world.insurance}', 'a', 'a', 'a', 'a')`;
    await as(auditor, insert);
    await expect(as(lead, insert)).rejects.toThrow("row-level security");
    for (const words of ["update auditor_reads set summary = 'b'", "delete from auditor_reads"])
      await expect(as(auditor, words)).rejects.toThrow("permission denied");
    await expect(sql("update auditor_reads set summary = 'b'")).rejects.toThrow("never changed");
  });

  test("is said shortly, whatever was asked", () => {
    expect(askedOf({ id: "1", limit: 50, cursor: "x" })).toBeNull();
    expect(askedOf({ q: "a\u0000b", kinds: ["x"], none: null })).toBe('q: ab · kinds: ["x"]');
    const long = askedOf({ q: `${"x".repeat(495)}😀`.repeat(2) }) ?? "";
    expect([long.length, long.isWellFormed(), long.endsWith("…")]).toEqual([500, true, true]);
  });
});

test("what somebody opens by an engagement to read a pack is noted with that engagement", async () => {
  const person = await personWith("reader", world.clinics);
  await sql(`delete from grants where "personId" = $1`, [person.personId]);
  const reader = anew(await refreshed(person));
  const { id } = await builtPack(lead, packOf(world.insurance));
  const engagement = await engageAuditor.execute(lead, {
    ...{ id, personId: person.personId ?? "", purpose: "Surveillance audit", endsOn: today },
  });
  await openPack.execute(reader, { id });
  await readPackFile.execute(reader, { id, path: "registers/risks.csv" });
  const { rows } = await readRegister.list.execute(lead, { engagement: engagement.id, sort: "createdAt" });
  expect(rows.map(({ operation, asked }) => [operation, asked])).toEqual([
    ["audit-packs.open", null],
    ["audit-packs.readFile", "path: registers/risks.csv"],
  ]);
  expect(rows[0]).toMatchObject({ href: `/audit-packs/${id}` });
  expect(await getEngagement.execute(lead, { id: engagement.id })).toMatchObject({ opens: "pack", reads: 2 });
});
