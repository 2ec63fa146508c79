import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { models } from "@/lib/domain/inventory/models/part";
import { createSystem, reviewSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import { moveSystem } from "@/lib/domain/inventory/systems/commands/move-system";
import {
  getSystem,
  systemChoices,
  systemHistory,
  systemRegister,
} from "@/lib/domain/inventory/systems/queries";
import { vendors } from "@/lib/domain/inventory/vendors/part";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let insurer: Actor;
let claimsOwner: Actor;
let clinician: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  insurer = await personWith("system-owner", world.insurance);
  claimsOwner = await personWith("system-owner", world.claims);
  clinician = await personWith("system-owner", world.clinics);
});

let counter = 0;
const named = (what: string) => `${what} ${++counter}`;

/** Returns a new system in the claims department, as its owner made it. */
function claimsSystem(fields: Omit<Parameters<typeof createSystem.execute>[1], "name" | "unitId"> = {}) {
  return createSystem.execute(claimsOwner, { name: named("Claims triage"), unitId: world.claims, ...fields });
}

async function stored(id: string) {
  return asOwner(async (client) => {
    const { rows } = await client.query(`select * from systems where id = $1`, [id]);
    const entries = await client.query(
      `select action from audit_entries where "subjectId" = $1 order by seq`,
      [id],
    );
    return { row: rows[0], actions: entries.rows.map(({ action }) => action as string) };
  });
}

describe("a new system", () => {
  test("is an idea with nothing known, and its gaps are listed", async () => {
    const { id, ref } = await claimsSystem();
    const system = await getSystem.execute(claimsOwner, { id });
    expect(ref).toMatch(/^S-\d{4,}$/);
    expect(system).toMatchObject({
      stage: "idea",
      completeness: 0,
      owner: null,
      moves: [],
      can: { edit: true, move: true },
    });
    expect(system.gaps).toHaveLength(18);
  });

  test("may be recorded as it is found, in production with gaps", async () => {
    const { id } = await claimsSystem({
      stage: "production",
      kind: "agent",
      personalData: false,
      regions: ["eu"],
    });
    const system = await getSystem.execute(claimsOwner, { id });
    expect(system).toMatchObject({ stage: "production", completeness: Math.floor((3 / 18) * 100) });
    expect(system.gaps).not.toContain("personalData");
  });

  test("has a name of its own in its unit", async () => {
    const name = named("Twin");
    await createSystem.execute(insurer, { name, unitId: world.claims });
    const again = createSystem.execute(insurer, { name, unitId: world.claims });
    await expect(again).rejects.toMatchObject({ problems: [{ path: "name" }] });
    await createSystem.execute(insurer, { name, unitId: world.insurance });
  });

  test("is added by nobody without the permission in that unit", async () => {
    const reader = await personWith("reader", world.claims);
    await expect(createSystem.execute(reader, { name: "X", unitId: world.claims })).rejects.toBeInstanceOf(
      Forbidden,
    );
    const elsewhere = createSystem.execute(clinician, { name: "X", unitId: world.claims });
    await expect(elsewhere).rejects.toMatchObject({ problems: [{ path: "unitId" }] });
  });
});

describe("changing a system", () => {
  test("raises its completeness with each fact, and the trail tells before and after", async () => {
    const { id, version } = await claimsSystem();
    await updateSystem.execute(claimsOwner, {
      id,
      version,
      purpose: "Sorts claims",
      ownerId: claimsOwner.personId,
    });
    const system = await getSystem.execute(claimsOwner, { id });
    expect(system).toMatchObject({ completeness: Math.floor((2 / 18) * 100), version: version + 1 });
    const { entries } = await systemHistory.execute(claimsOwner, { id });
    expect(entries[0]?.changes).toContainEqual({ label: "Purpose", before: null, after: "Sorts claims" });
  });

  test("is refused to the second of two writers, who is shown the record as it is now", async () => {
    const { id, version } = await claimsSystem();
    await updateSystem.execute(claimsOwner, { id, version, kind: "agent" });
    const late = updateSystem.execute(insurer, { id, version, kind: "chatbot" });
    await expect(late).rejects.toBeInstanceOf(Conflict);
    await expect(late).rejects.toMatchObject({ current: { kind: "agent", version: version + 1 } });
    expect((await stored(id)).row).toMatchObject({ kind: "agent", version: version + 1 });
  });

  test("cannot set the stage, which changes by moves alone", async () => {
    const { id, version } = await claimsSystem();
    await expect(
      updateSystem.receive(claimsOwner, { id, version, stage: "production" }),
    ).rejects.toBeInstanceOf(Invalid);
  });

  test("that names a part of somebody else is refused, and nothing is written", async () => {
    const foreign = await models.create.execute(clinician, {
      name: named("Scan model"),
      unitId: world.clinics,
    });
    const { id, version } = await claimsSystem();
    for (const modelId of [foreign.id, randomUUID()]) {
      const change = updateSystem.execute(claimsOwner, {
        id,
        version,
        purpose: "Stolen",
        modelIds: [modelId],
      });
      await expect(change).rejects.toMatchObject({ problems: [{ path: "modelIds" }] });
    }
    const { row, actions } = await stored(id);
    expect(row).toMatchObject({ purpose: null, version });
    expect(actions).toEqual(["systems.create"]);
  });

  test("that names an unknown person or a foreign unit is refused at those fields", async () => {
    const { id, version } = await claimsSystem();
    const change = updateSystem.execute(claimsOwner, {
      id,
      version,
      ownerId: randomUUID(),
      unitId: world.clinics,
    });
    await expect(change).rejects.toMatchObject({ problems: [{ path: "unitId" }, { path: "ownerId" }] });
  });

  test("takes its links and its history along to another unit", async () => {
    const model = await models.create.execute(insurer, { name: named("Model"), unitId: world.insurance });
    const { id, version } = await claimsSystem({ modelIds: [model.id] });
    const moved = await moveSystem.execute(claimsOwner, {
      id,
      version,
      toStage: "development",
      reason: "Budget agreed.",
    });
    await updateSystem.execute(insurer, { id, version: moved.version, unitId: world.insurance });
    const reader = await personWith("reader", world.insurance);
    const system = await getSystem.execute(reader, { id });
    expect(system).toMatchObject({ unit: { name: "Insurance" }, models: [{ id: model.id }] });
    expect(system.moves).toMatchObject([
      { toStage: "development", reason: "Budget agreed.", movedBy: claimsOwner.name },
    ]);
    await expect(getSystem.execute(claimsOwner, { id })).rejects.toBeInstanceOf(NotFound);
  });

  test("is not possible for a foreign system, which is not found", async () => {
    const { id, version } = await claimsSystem();
    await expect(updateSystem.execute(clinician, { id, version, purpose: "X" })).rejects.toBeInstanceOf(
      NotFound,
    );
    await expect(getSystem.execute(clinician, { id })).rejects.toBeInstanceOf(NotFound);
  });
});

describe("a move through life", () => {
  test("into production is refused while owner or purpose is unknown, and nothing is written", async () => {
    const { id, version } = await claimsSystem({ stage: "validation", purpose: "Sorts claims" });
    const go = moveSystem.execute(claimsOwner, { id, version, toStage: "production", reason: "Pilot done." });
    await expect(go).rejects.toThrow("Not known: Owner");
    expect((await stored(id)).actions).toEqual(["systems.create"]);
  });

  test("is a record with its reason, and in the trail", async () => {
    const { id, version } = await claimsSystem({
      stage: "validation",
      purpose: "X",
      ownerId: insurer.personId,
    });
    await moveSystem.execute(insurer, { id, version, toStage: "production", reason: "Pilot done." });
    const system = await getSystem.execute(claimsOwner, { id });
    expect(system.stage).toBe("production");
    expect(system.moves).toMatchObject([
      { fromStage: "validation", toStage: "production", reason: "Pilot done." },
    ]);
    const { entries } = await systemHistory.execute(claimsOwner, { id });
    expect(entries[0]?.changes).toContainEqual({ label: "Reason", before: null, after: "Pilot done." });
  });

  test("of a system that somebody has changed since is a conflict", async () => {
    const { id, version } = await claimsSystem();
    await updateSystem.execute(claimsOwner, { id, version, kind: "agent" });
    const late = moveSystem.execute(claimsOwner, { id, version, toStage: "development", reason: "Go." });
    await expect(late).rejects.toBeInstanceOf(Conflict);
  });

  test("cannot be undone in the database by the application", async () => {
    const allowed = await asOwner((client) =>
      client.query(`select has_table_privilege('plumbline_app', 'lifecycle_moves', 'update') as changes,
        has_table_privilege('plumbline_app', 'lifecycle_moves', 'delete') as removes`),
    );
    expect(allowed.rows).toEqual([{ changes: false, removes: false }]);
  });
});

describe("a review", () => {
  test("sets the next date, and the trail keeps what was found", async () => {
    const { id, version } = await claimsSystem();
    const past = reviewSystem.execute(claimsOwner, {
      id,
      version,
      nextReviewOn: "2020-01-01",
      note: "Fine.",
    });
    await expect(past).rejects.toMatchObject({ problems: [{ path: "nextReviewOn" }] });
    await reviewSystem.execute(claimsOwner, {
      id,
      version,
      nextReviewOn: "2199-01-01",
      note: "Facts confirmed.",
    });
    expect(await getSystem.execute(claimsOwner, { id })).toMatchObject({ nextReviewOn: "2199-01-01" });
    const { entries } = await systemHistory.execute(claimsOwner, { id });
    expect(entries[0]?.changes.map(({ after }) => after)).toEqual(
      expect.arrayContaining(["1 Jan 2199", "Facts confirmed."]),
    );
  });
});

describe("the register", () => {
  test("finds the systems of which a fact is unknown", async () => {
    const unknown = await claimsSystem({ purpose: "X", regions: ["eu"] });
    const known = await claimsSystem({
      purpose: "X",
      regions: ["eu"],
      kind: "agent",
      dataClasses: ["internal"],
    });
    const idsWith = async (filter: object) =>
      (await systemRegister.list.execute(insurer, { limit: 200, ...filter })).rows.map(({ id }) => id);
    for (const filter of [
      { gaps: "kind" },
      { gaps: "dataClasses" },
      { kind: "none" },
      { dataClasses: "none" },
    ]) {
      const ids = await idsWith(filter);
      expect([ids.includes(unknown.id), ids.includes(known.id)]).toEqual([true, false]);
    }
    expect(await idsWith({ completeness: "20..100" })).not.toContain(unknown.id);
    await expect(idsWith({ gaps: "colour" })).rejects.toMatchObject({ problems: [{ path: "gaps" }] });
  });

  test("is sorted by every sortable column over pages without loss", async () => {
    for (const { key } of systemRegister.columns.filter(({ sortable }) => sortable)) {
      const all = (await systemRegister.list.execute(lead, { sort: `-${key}`, limit: 200 })).rows.map(
        ({ id }) => id,
      );
      const paged: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await systemRegister.list.execute(lead, {
          sort: `-${key}`,
          limit: 7,
          ...(cursor ? { cursor } : {}),
        });
        paged.push(...page.rows.map(({ id }) => id));
        cursor = page.next;
      } while (cursor);
      expect(paged, key).toEqual(all);
    }
  });

  test("offers at most twenty systems to a picker, and only those in scope", async () => {
    await Promise.all(
      Array.from({ length: 25 }, (_, i) =>
        createSystem.execute(insurer, { name: `Pick ${i}`, unitId: world.insurance }),
      ),
    );
    expect((await systemChoices.execute(insurer, { q: "pick" })).choices).toHaveLength(20);
    expect((await systemChoices.execute(clinician, { q: "pick" })).choices).toEqual([]);
  });
});

describe("vendors, like models and datasets, are shared parts", () => {
  test("their days and facts are stored as given", async () => {
    const { id, version } = await vendors.create.execute(insurer, {
      name: named("Altamira"),
      unitId: world.insurance,
      contractEndsOn: "2027-03-31",
      website: "https://altamira.example",
    });
    expect(await vendors.get.execute(insurer, { id })).toMatchObject({
      contractEndsOn: "2027-03-31",
      completeness: 0,
    });
    await vendors.update.execute(insurer, {
      id,
      version,
      dataProcessingAgreement: false,
      contractEndsOn: null,
    });
    expect(await vendors.get.execute(insurer, { id })).toMatchObject({
      contractEndsOn: null,
      completeness: 12,
    });
    const script = vendors.update.execute(insurer, { id, version: 2, website: "javascript:alert(1)" });
    await expect(script).rejects.toMatchObject({ problems: [{ path: "website" }] });
  });
});
