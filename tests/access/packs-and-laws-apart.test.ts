import { beforeAll, describe, expect, test } from "vitest";
import { getTree } from "@/lib/domain/attack-trees/queries";
import { createPack } from "@/lib/domain/audit-packs/commands/create-pack";
import { finishPack } from "@/lib/domain/audit-packs/commands/finish-pack";
import { engageAuditor } from "@/lib/domain/audit-packs/engagements/commands";
import { getAsked } from "@/lib/domain/audit-packs/queries/asked";
import { decidedOn, entriesAbout, evidenceBehind } from "@/lib/domain/audit-packs/queries/behind";
import { listOpenPacks } from "@/lib/domain/audit-packs/queries/engagements";
import { packFrame } from "@/lib/domain/audit-packs/queries/frame";
import { getEvidence } from "@/lib/domain/evidence/queries/evidence";
import { listLinkedEvidence } from "@/lib/domain/evidence/queries/linked";
import { listMappings } from "@/lib/domain/frameworks/mappings/queries/mappings";
import { listVersions } from "@/lib/domain/frameworks/versions/queries/versions";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { shippedFiles } from "@/lib/domain/obligations/law";
import { loadLaw } from "@/lib/domain/obligations/law-versions/commands/laws";
import { lawChanges } from "@/lib/domain/obligations/law-versions/queries/laws";
import { listOlderIds } from "@/lib/domain/taxonomy/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";
import { inDays } from "@/tests/support/days";
import "@/lib/registry";
import { holding } from "@/tests/access/company";
import { specimen } from "@/tests/access/specimens";
import { ragChatbot } from "@/tests/support/rag-chatbot";
import { storedModel } from "@/tests/support/stored-threat-models";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, rootUnit, type World } from "@/tests/support/world";

// What audit packs, evidence, frameworks, the law and threat models tell somebody who may read something in one unit, and in another
// holds other rights, so that the database shows them the records of both.

let world: World;
let lead: Actor;
let made = 0;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", rootUnit);
});

/** Returns somebody who reads this in the claims department, and holds the other rights in the clinics. */
const reader = (here: string[], elsewhere = ["tasks:read"]) =>
  holding(lead, [world.claims, ...here], [world.clinics, ...elsewhere]);
const there = (concept: string) =>
  specimen(concept, { unitId: world.clinics, personId: lead.personId ?? "" });
const write = (sql: string, values: unknown[]) => asOwner((client) => client.query(sql, values));
const system = (unitId: string) => createSystem.execute(lead, { name: `Read apart ${++made}`, unitId });
const idsIn = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

describe("an audit pack", () => {
  const packs = ["audit-packs:read"];
  const asked = () => ({
    ...{ title: `Read apart ${++made}`, recipient: "An auditor", frameworks: [], leftOut: [], added: [] },
    ...{ periodFrom: "2026-01-01", asOf: "2026-01-31" },
  });

  test("holds of the evidence, decisions and audit trail of its records what its reader reads of them elsewhere", async () => {
    const [link, decision] = [await there("evidence-links"), await there("decisions")];
    const { rows } = await write(`select "subjectId" as id from evidence_links where id = $1`, [link]);
    const ids = [String(rows[0]?.["id"]), decision, (await system(world.clinics)).id];
    const told = async (actor: Actor) => [
      (await evidenceBehind.execute(actor, { ids })).length,
      (await decidedOn.execute(actor, { ids })).length,
      (await entriesAbout.execute(actor, { ids, from: new Date(0) })).length,
    ];
    const rights = ["audit:read", "decisions:read", "evidence:read"];
    expect(await told(lead)).toEqual([1, 1, 1]);
    expect(await told(reader([...packs, ...rights], packs))).toEqual([0, 0, 0]);
  });

  test("is about the systems of its unit that its reader may read", async () => {
    const [own, other] = [await system(world.claims), await system(world.clinics)];
    const framed = async (actor: Actor, unitId: string) =>
      idsIn((await packFrame.execute(actor, { unitId, systemIds: [own.id, other.id] })).systems);
    expect(await framed(lead, world.insurance)).toEqual([own.id]);
    expect(await framed(lead, world.clinics)).toEqual([other.id]);
    expect(await framed(reader(["systems:read"], packs), world.clinics)).toEqual([]);
  });

  test("is asked for only of systems that one may read", async () => {
    const { id } = await system(world.clinics);
    const input = { ...asked(), unitId: world.clinics, systemIds: [id] };
    await expect(
      createPack.execute(reader(["systems:read"], ["audit-packs:build"]), input),
    ).rejects.toMatchObject({ problems: [{ path: "systemIds" }] });
    expect(await createPack.execute(lead, input)).toMatchObject({ version: 1 });
  });

  test("is built and kept only for who may read it there, too", async () => {
    const id = await there("audit-packs");
    const builder = reader(packs, ["audit-packs:build"]);
    const built = { id, name: "pack.zip", sha256: "0".repeat(64), size: 1, keyId: "key", contents: [] };
    await expect(getAsked.execute(builder, { id })).rejects.toBeInstanceOf(NotFound);
    await expect(finishPack.execute(builder, built)).rejects.toBeInstanceOf(NotFound);
    expect((await getAsked.execute(lead, { id })).built).toBe(true);
    expect((await finishPack.execute(lead, built)).id).toBe(id);
  });

  test("is open to an engaged auditor once it is built, whatever else they may do there", async () => {
    const person = await personWith("reader", world.claims);
    const engagement = await specimen("audit-engagements", {
      ...{ unitId: world.clinics, personId: person.personId ?? "" },
    });
    const actor = holding(person, [world.clinics, "tasks:read"]);
    const open = async () => (await listOpenPacks.execute(actor, {})).packs.length;
    expect(await open()).toBe(1);
    await write(
      `update audit_packs set "builtAt" = null where id = (select "packId" from audit_engagements where id = $1)`,
      [engagement],
    );
    expect(await open()).toBe(0);
  });
});

describe("frameworks and the law", () => {
  test("that were imported in a unit are listed to whoever reads frameworks there or below", async () => {
    const ids = [await there("framework-versions"), await there("crosswalk-sets")];
    const listed = async (actor: Actor) => {
      const lists = [await listVersions.execute(actor, {}), await listMappings.execute(actor, {})];
      return lists.map(({ rows }) => idsIn(rows).filter((id) => ids.includes(id)));
    };
    expect(await listed(lead)).toEqual(ids.map((id) => [id]));
    expect(await listed(reader(["frameworks:read"]))).toEqual([[], []]);
  });

  test("show of another edition of the law what it changes for the classifications that one reads", async () => {
    const requirements = shippedFiles().requirements.replaceAll(
      "annex_iii:2027-12-02",
      "annex_iii:2029-12-02",
    );
    const { id } = await loadLaw.execute(lead, {
      ...{ edition: "Read apart", requirements },
    });
    const classified = async (actor: Actor) => (await lawChanges.execute(actor, { id })).classified;
    await there("classifications");
    expect([await classified(lead), await classified(reader(["classifications:read"]))]).toEqual([1, 0]);
  });
});

describe("a threat model", () => {
  test("that one may not read is not among what cites an older edition", async () => {
    await storedModel(lead, world.clinics, ragChatbot());
    const cited = async (actor: Actor) => (await listOlderIds.execute(actor, {})).rows.length;
    expect(await cited(lead)).toBeGreaterThan(0);
    expect(await cited(reader(["threat-models:read"]))).toBe(0);
  });

  test("has an attack tree whose controls are named where one may read them", async () => {
    const control = await there("controls");
    const id = await specimen("attack-trees", { unitId: world.claims, personId: lead.personId ?? "" });
    await write(
      `update attack_trees set nodes = jsonb_set(nodes, '{0,controlIds}', $2::jsonb) where id = $1`,
      [...[id, JSON.stringify([control])]],
    );
    const named = async (actor: Actor) => idsIn((await getTree.execute(actor, { id })).controls);
    expect(await named(lead)).toEqual([control]);
    expect(await named(reader(["threat-models:read", "controls:read"]))).toEqual([]);
  });
});

test("evidence that is kept elsewhere is shown on a record, and the record with it, where one may read evidence", async () => {
  const link = await there("evidence-links");
  const [{ evidenceId, subjectId } = { evidenceId: "", subjectId: "" }] = await asOwner(async (client) => {
    const found = `select "evidenceId", "subjectId" from evidence_links where id = $1`;
    const { rows } = await client.query<{ evidenceId: string; subjectId: string }>(found, [link]);
    for (const { evidenceId: id } of rows) {
      await client.query(`update evidence set "unitId" = $2 where id = $1`, [id, world.claims]);
      await client.query(
        `insert into evidence_versions (id, "evidenceId", number, "fileId", sha256, size, "fileName", "mediaType", "unitId", "createdById")
         values (gen_random_uuid(), $1, 1, gen_random_uuid(), $4, 1, 'specimen.txt', 'text/plain', $2, $3)`,
        [id, world.claims, lead.personId, "0".repeat(64)],
      );
    }
    return rows;
  });
  const shown = async (actor: Actor) => [
    (await listLinkedEvidence.execute(actor, { subjectType: "risks", subjectId })).rows.length,
    (await getEvidence.execute(actor, { id: evidenceId })).bearsOn.length,
  ];
  expect(await shown(reader(["evidence:read"], ["risks:read", "evidence:read"]))).toEqual([1, 1]);
  expect(await shown(reader(["evidence:read"], ["risks:read"]))).toEqual([0, 0]);
});

test("an auditor is let into the packs of the units where one may engage auditors", async () => {
  const id = await there("audit-packs");
  const auditor = await personWith("reader", world.clinics);
  const asked = { id, personId: auditor.personId ?? "", purpose: "Yearly audit", endsOn: inDays(60) };
  const engaging = ["audit-packs:read", "audit-packs:engage"];
  await expect(engageAuditor.execute(reader(engaging, ["audit-packs:read"]), asked)).rejects.toThrow(
    NotFound,
  );
  await engageAuditor.execute(reader([], engaging), asked);
});
