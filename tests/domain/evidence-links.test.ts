import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { withdrawEvidence } from "@/lib/domain/evidence/commands/change-evidence";
import { linkEvidence, unlinkEvidence } from "@/lib/domain/evidence/commands/link-evidence";
import { getEvidence } from "@/lib/domain/evidence/queries/evidence";
import { evidenceOf, listLinkedEvidence } from "@/lib/domain/evidence/queries/linked";
import { evidenceRegister } from "@/lib/domain/evidence/queries/register";
import { systemsRead } from "@/lib/domain/inventory/systems/access";
import { createSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import type { Actor } from "@/lib/platform/access/actor";
import { Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";
import { addDays } from "@/lib/platform/time/day";
import { inDays } from "@/tests/support/days";
import { evidenceWith } from "@/tests/support/evidence";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let owner: Actor;
let stranger: Actor;
const today = inDays(0);

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  owner = await personWith("risk-owner", world.claims);
  stranger = await personWith("lead", world.clinics);
});

const system = (unitId = world.claims) =>
  createSystem.execute(lead, { name: `System ${Math.random()}`, unitId });
const risk = (unitId = world.claims) =>
  createRisk.execute(lead, { title: `Risk ${Math.random()}`, category: "security", unitId });
const onSystem = (id: string, actor = lead) =>
  listLinkedEvidence.execute(actor, { subjectType: "systems", subjectId: id });

describe("evidence on records", () => {
  test("is seen from both ends, with its freshness and the digest of its newest version", async () => {
    const [{ id: systemId }, { id: riskId }] = [await system(), await risk()];
    const { id } = await evidenceWith(owner, world.claims, {
      validUntil: addDays(today, 10),
      subjectType: "systems",
      subjectId: systemId,
    });
    await linkEvidence.execute(owner, { evidenceId: id, subjectType: "risks", subjectId: riskId });
    const { bearsOn, records, sha256 } = await getEvidence.execute(lead, { id });
    expect(records).toBe(2);
    expect(bearsOn.map(({ href }) => href)).toEqual([`/systems/${systemId}`, `/risks/${riskId}`]);
    const { rows, can } = await onSystem(systemId);
    expect(rows).toMatchObject([{ id, freshness: "expiring", file: { number: 1, sha256 } }]);
    expect(can.attach).toBe(true);
    const { rows: filtered } = await evidenceRegister.list.execute(lead, { subject: riskId } as never);
    expect(filtered.map((row) => row.id)).toEqual([id]);
  });

  test("is attached once, however often and by how many at once it is asked", async () => {
    const [{ id: systemId }, { id: evidenceId }] = [await system(), await evidenceWith(owner, world.claims)];
    const link = () =>
      linkEvidence.execute(owner, { evidenceId, subjectType: "systems", subjectId: systemId });
    const ids = await Promise.all([link(), link(), link()]);
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
    expect((await onSystem(systemId)).rows).toHaveLength(1);
  });

  test("can be taken away and attached again; until when it was attached stays known", async () => {
    const [{ id: systemId }, { id: evidenceId }] = [await system(), await evidenceWith(owner, world.claims)];
    const subject = { subjectType: "systems", subjectId: systemId };
    const { id } = await linkEvidence.execute(owner, { evidenceId, ...subject });
    await unlinkEvidence.execute(owner, { id });
    expect((await onSystem(systemId)).rows).toEqual([]);
    await expect(unlinkEvidence.execute(owner, { id })).rejects.toThrow(NotFound);
    expect((await linkEvidence.execute(owner, { evidenceId, ...subject })).id).not.toBe(id);
    const kept = await asOwner((client) =>
      client.query(`select "removedById" from evidence_links where id = $1 and "removedAt" is not null`, [
        id,
      ]),
    );
    expect(kept.rows).toEqual([{ removedById: owner.personId }]);
  });

  test("is shown as of a day as it was attached then", async () => {
    const [{ id: systemId }, { id: evidenceId }] = [await system(), await evidenceWith(owner, world.claims)];
    const subject = { subjectType: "systems", subjectId: systemId };
    const { id } = await linkEvidence.execute(owner, { evidenceId, ...subject });
    await asOwner(async (client) => {
      await client.query("set session_replication_role = replica");
      for (const table of ["evidence_links", "evidence_versions"])
        await client.query(
          `update ${table} set "createdAt" = now() - interval '9 days' where "evidenceId" = $1`,
          [evidenceId],
        );
      await client.query(
        `update audit_entries set at = now() - interval '9 days' where "subjectId" = any ($1)`,
        [[systemId, evidenceId]],
      );
      await client.query("set session_replication_role = origin");
    });
    await unlinkEvidence.execute(owner, { id });
    const asOf = addDays(today, -5);
    const then = await listLinkedEvidence.execute(lead, { ...subject, asOf });
    expect(then.rows.map((row) => row.id)).toEqual([evidenceId]);
    expect(then.can.attach).toBe(false);
    const before = await getEvidence.execute(lead, { id: evidenceId, asOf });
    expect(before.bearsOn.map(({ subjectId }) => subjectId)).toEqual([systemId]);
    expect((await onSystem(systemId)).rows).toEqual([]);
  });

  test("follows its record to another unit", async () => {
    const [{ id: systemId, version }, { id: evidenceId }] = [
      await system(),
      await evidenceWith(lead, world.insurance),
    ];
    await linkEvidence.execute(lead, { evidenceId, subjectType: "systems", subjectId: systemId });
    await updateSystem.execute(lead, { id: systemId, version, unitId: world.insurance });
    const units = await asOwner((client) =>
      client.query(`select "unitId" from evidence_links where "subjectId" = $1`, [systemId]),
    );
    expect(units.rows).toEqual([{ unitId: world.insurance }]);
    expect((await onSystem(systemId)).rows).toHaveLength(1);
  });
});

describe("a link crosses no wall", () => {
  test("neither a foreign record nor foreign evidence is attached, and both look as if they were not there", async () => {
    const [{ id: theirs }, { id: ours }] = [
      await createSystem.execute(stranger, { name: "Theirs", unitId: world.clinics }),
      await system(),
    ];
    const { id: evidenceId } = await evidenceWith(owner, world.claims);
    const { id: foreign } = await evidenceWith(stranger, world.clinics);
    const link = (subjectId: string, which: string) =>
      linkEvidence.execute(lead, { evidenceId: which, subjectType: "systems", subjectId });
    await expect(link(theirs, evidenceId)).rejects.toThrow(NotFound);
    await expect(link(ours, foreign)).rejects.toThrow(Invalid);
    await expect(link(ours, crypto.randomUUID())).rejects.toThrow("no such evidence");
    await expect(
      linkEvidence.execute(lead, { evidenceId, subjectType: "weather", subjectId: ours }),
    ).rejects.toThrow(NotFound);
  });

  test("whoever reads a record but may not change evidence there attaches and takes away nothing", async () => {
    const reader = await personWith("executive", world.insurance);
    const { id: systemId } = await system();
    const { id: evidenceId } = await evidenceWith(owner, world.claims);
    const subject = { subjectType: "systems", subjectId: systemId };
    const { id } = await linkEvidence.execute(owner, { evidenceId, ...subject });
    await expect(linkEvidence.execute(reader, { evidenceId, ...subject })).rejects.toThrow(Forbidden);
    await expect(unlinkEvidence.execute(reader, { id })).rejects.toThrow(Forbidden);
    await expect(unlinkEvidence.execute(stranger, { id })).rejects.toThrow(NotFound);
  });

  test("what is read in a higher unit alone is not named on a record below", async () => {
    const { id: systemId } = await system();
    const { id: evidenceId } = await evidenceWith(lead, world.insurance, { title: "Only above" });
    await linkEvidence.execute(lead, { evidenceId, subjectType: "systems", subjectId: systemId });
    expect((await onSystem(systemId)).rows).toHaveLength(1);
    expect((await onSystem(systemId, owner)).rows).toEqual([]);
  });

  test("withdrawn evidence is attached to nothing more and says so where it is", async () => {
    const { id: systemId } = await system();
    const subject = { subjectType: "systems", subjectId: systemId };
    const { id, version } = await evidenceWith(owner, world.claims, subject);
    await withdrawEvidence.execute(owner, { id, version, reason: "Wrong." });
    expect((await onSystem(systemId)).rows).toMatchObject([{ freshness: "withdrawn" }]);
    const { id: riskId } = await risk();
    await expect(
      linkEvidence.execute(owner, { evidenceId: id, subjectType: "risks", subjectId: riskId }),
    ).rejects.toThrow("withdrawn");
  });
});

test("other concepts read the evidence of many records of theirs at once", async () => {
  const [one, two, none] = [await system(), await system(), await system()];
  const { id } = await evidenceWith(owner, world.claims, { subjectType: "systems", subjectId: one.id });
  await linkEvidence.execute(owner, { evidenceId: id, subjectType: "systems", subjectId: two.id });
  const more = await evidenceWith(owner, world.claims, { subjectType: "systems", subjectId: two.id });
  const read = query({
    name: "test.read",
    summary: "",
    permission: systemsRead,
    input: z.strictObject({}),
    run: (context) => evidenceOf(context, { type: "systems", ids: [one.id, two.id, none.id] }),
  });
  const found = await read.execute(lead, {});
  expect(found.get(one.id)?.map((linked) => linked.id)).toEqual([id]);
  expect(found.get(two.id)?.map((linked) => linked.id)).toEqual([id, more.id]);
  expect(found.has(none.id)).toBe(false);
  expect((await read.execute(stranger, {})).size).toBe(0);
});
