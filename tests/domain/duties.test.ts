import { beforeAll, describe, expect, test } from "vitest";
import { adoptDuties } from "@/lib/domain/duties/commands/adopt";
import { listDuties } from "@/lib/domain/duties/queries/duties";
import { dutyTimeline } from "@/lib/domain/duties/queries/timeline";
import { dutyState } from "@/lib/domain/duties/rules";
import { createSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import { taskRegister } from "@/lib/domain/tasks/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { plain, recruitment } from "@/tests/support/ai-act-answers";
import { classify, sealed } from "@/tests/support/classifying";
import { onDay } from "@/tests/support/on-day";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let owner: Actor;
let lead: Actor;
let number = 0;

beforeAll(async () => {
  world = await createWorld();
  owner = await personWith("system-owner", world.claims);
  lead = await personWith("lead", world.insurance);
});

async function classified(answers: Record<string, string | string[]>, facts: object = {}): Promise<string> {
  number += 1;
  const named = {
    name: `Ranking ${number}`,
    unitId: world.claims,
    ownerId: owner.personId,
    stage: "production" as const,
  };
  const { id } = await createSystem.execute(lead, { ...named, ...facts });
  await classify(owner, id, answers);
  return id;
}

const duties = async (systemId: string) => (await listDuties.execute(lead, { systemId })).duties;
const refs = async (systemId: string, role: string) =>
  (await duties(systemId)).filter((one) => one.role === role).map(({ ref }) => ref);

describe("the duties of a system", () => {
  test("follow from its outcomes for each role, with the article and both dates", async () => {
    const id = await classified(recruitment);
    const found = await duties(id);
    const of = (key: string) => found.find((one) => one.key === key);
    expect(of("provider:Art. 9")).toMatchObject({
      appliesFrom: "2027-12-02",
      practicalFrom: "2027-12-02",
      state: "open",
    });
    expect(of("deployer:Art. 26")).toMatchObject({ role: "deployer", routes: ["annex_iii"] });
    // Formally from August 2026, yet a system is high-risk only once Art. 6 applies to it.
    expect(of("provider:Art. 49(1)")).toMatchObject({
      appliesFrom: "2026-08-02",
      practicalFrom: "2027-12-02",
    });
    expect(of("deployer:Art. 4")).toMatchObject({ appliesFrom: "2025-02-02" });
    expect(await refs(id, "deployer")).not.toContain("Art. 9");
    expect(await refs(id, "deployer")).not.toContain("Art. 27");
    expect(of("provider:Art. 26")).toBeUndefined();
  });

  test("are those of a provider as well for whoever becomes one, and the impact assessment where it is required", async () => {
    const flipped = await classified({ ...recruitment, R1: ["deployer"], R2: "yes" });
    expect(await refs(flipped, "deployer")).toEqual(expect.arrayContaining(["Art. 26", "Art. 9", "Art. 43"]));
    const product = await classified({ ...plain, A1: "yes", A2: "no", A4: "yes", A5: "no", A6: "Section A" });
    const found = (await duties(product)).filter(({ outcome }) => outcome === "high");
    expect(found.map(({ ref }) => ref)).not.toContain("Art. 49(1)");
    expect(new Set(found.map(({ practicalFrom }) => practicalFrom))).toEqual(new Set(["2028-08-02"]));
    const credit = { B4: "no", B5: "yes", B5a: "no", B5b: "yes", B5c: "no", B5d: "no" };
    const bank = await classified({ ...recruitment, ...credit });
    expect(await refs(bank, "deployer")).toContain("Art. 27");
  });

  test("of a chatbot are Art. 50(1) and literacy; a prohibited system has the prohibition; a model those of its provider", async () => {
    expect(await refs(await classified({ ...plain, T1: "yes" }), "provider")).toEqual([
      "Art. 4",
      "Art. 50(1)",
      "Art. 50(5)",
    ]);
    expect(await refs(await classified({ ...plain, P3: "yes" }), "provider")).toEqual(["Art. 5(1)(c)"]);
    const model = { S1: "only an AI model", G1: "yes", G2: "no", G3: "yes", G4: "no", G6: "no", G7: "no" };
    const found = await duties(await classified(model));
    expect(found.map(({ ref }) => ref)).toEqual(["Art. 53", "Art. 54", "Annex XI(1)", "Annex XII"]);
    expect(found.every(({ role, appliesFrom }) => role === null && appliesFrom === "2025-08-02")).toBe(true);
  });

  test("are none while nobody has classified it, and that is said", async () => {
    const { id } = await createSystem.execute(lead, { name: "Unknown", unitId: world.claims });
    expect(await listDuties.execute(lead, { systemId: id })).toMatchObject({
      state: "not-started",
      duties: [],
    });
  });

  test("are taken on in one step as controls and tasks with due dates, once", async () => {
    const id = await classified(recruitment, { euRoles: ["provider", "deployer"] });
    await sealed(owner, lead, id);
    const keys = ["deployer:Art. 26", "deployer:Art. 4"];
    const done = await onDay("2026-11-15", () => adoptDuties.execute(owner, { systemId: id, keys }));
    expect(done).toMatchObject({ tasks: 2, leftOut: 0 });
    expect(done.controls).toBeGreaterThan(0);
    const of = (await duties(id)).filter(({ key }) => keys.includes(key));
    expect(of.find(({ ref }) => ref === "Art. 26")).toMatchObject({
      ...{ state: "planned", tasks: [{ dueOn: "2027-12-02", assignee: { id: owner.personId } }] },
    });
    expect(of[1]?.controls.map(({ title }) => title)).toContain("Competent people assigned to oversight");
    // What applies already is due within a month.
    expect(of.find(({ ref }) => ref === "Art. 4")?.tasks[0]?.dueOn).toBe("2026-12-15");
    expect(await adoptDuties.execute(owner, { systemId: id, keys })).toMatchObject({
      controls: 0,
      tasks: 0,
      leftOut: 2,
    });
    const { rows } = await taskRegister.list.execute(lead, { subject: id });
    expect(rows.map(({ title }) => title)).toContain(
      "EU AI Act Art. 26: Obligations of deployers of high-risk AI systems (as deployer)",
    );
  });

  test("cannot be taken on with a key that is none, a day that has passed, or without the rights; nothing is written then", async () => {
    const id = await classified(recruitment);
    const adopt = (actor: Actor, more: object) =>
      adoptDuties.execute(actor, { systemId: id, keys: ["deployer:Art. 26"], ...more });
    await expect(adopt(owner, { keys: ["deployer:Art. 9"] })).rejects.toThrow("no duty of this system");
    await expect(adopt(owner, { dueOn: "2020-01-01" })).rejects.toThrow("in the past");
    await expect(adopt(await personWith("reader", world.claims), {})).rejects.toMatchObject({ status: 403 });
    await expect(adopt(await personWith("lead", world.clinics), {})).rejects.toMatchObject({ status: 404 });
    const { rows } = await asOwner((client) =>
      client.query(`select 1 from duty_tasks where "systemId" = $1`, [id]),
    );
    expect(rows).toEqual([]);
  });

  test("go along with the system into another unit", async () => {
    const id = await classified({ ...plain, T1: "yes" });
    await adoptDuties.execute(owner, { systemId: id, keys: ["provider:Art. 4"] });
    const { version } = await getSystem.execute(lead, { id });
    await updateSystem.execute(lead, { id, version: Number(version), unitId: world.insurance });
    const { rows } = await asOwner((client) =>
      client.query(`select "unitId" from duty_tasks where "systemId" = $1`, [id]),
    );
    expect(rows).toEqual([{ unitId: world.insurance }]);
  });

  test("are covered only where all they ask is: inferred is not confirmed, related counts for nothing", () => {
    expect(dutyState(["confirmed", "confirmed"], false)).toBe("confirmed");
    expect(dutyState(["confirmed", "inferred"], true)).toBe("inferred");
    expect(dutyState(["confirmed", "open"], true)).toBe("partly");
    expect(dutyState(["related", "open"], true)).toBe("planned");
    expect(dutyState(["related"], false)).toBe("open");
    expect(dutyState(["excluded"], false)).toBe("excluded");
  });
});

describe("the timeline", () => {
  test("counts the duties of every system by date, says which systems are not classified, and narrows down", async () => {
    const all = await dutyTimeline.execute(lead, {});
    expect(all.systems.unclassified).toBeGreaterThan(0);
    expect(all.dates.map(({ date }) => date)).toEqual([...all.dates.map(({ date }) => date)].sort());
    expect(all.dates.reduce((sum, { duties: n }) => sum + n, 0)).toBe(all.rows.length);
    for (const { duties: n, covered, inHand, open } of all.dates) expect(covered + inHand + open).toBe(n);
    const narrowed = await dutyTimeline.execute(lead, { role: "deployer", riskClass: "high", state: "open" });
    expect(narrowed.rows.length).toBeGreaterThan(0);
    expect(narrowed.rows.every(({ role, state }) => role === "deployer" && state === "open")).toBe(true);
    expect(narrowed.all).toBe(all.all);
    const clinics = await personWith("lead", world.clinics);
    expect((await dutyTimeline.execute(clinics, {})).rows).toEqual([]);
  });
});
