import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { datasets } from "@/lib/domain/inventory/datasets/part";
import { systemsMove } from "@/lib/domain/inventory/systems/access";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { moveSystem } from "@/lib/domain/inventory/systems/commands/move-system";
import { setGates } from "@/lib/domain/inventory/systems/gates/commands";
import { getGates, systemGates } from "@/lib/domain/inventory/systems/gates/queries";
import { initialGates, type SetCondition, waivingRoles } from "@/lib/domain/inventory/systems/gates/schema";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { scoreRisk } from "@/lib/domain/risks/commands/score-risk";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden } from "@/lib/platform/errors/public-error";
import "@/lib/registry";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let owner: Actor;
let made = 0;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  owner = await personWith("system-owner", world.claims);
});

beforeEach(() => asOwner((client) => client.query("delete from settings where key = 'lifecycle-gates'")));

const reason = "Pilot done.";

/** Returns a condition as an organisation sets it: required, waived by nobody, unless said otherwise. */
function asked(condition: string, set: Partial<SetCondition> = {}): SetCondition {
  return { condition, value: null, required: true, waivableBy: null, ...set };
}

async function production(...conditions: SetCondition[]) {
  const { version } = await getGates.execute(lead, {});
  const gates = { ...initialGates, production: conditions };
  return setGates.execute(lead, { version, gates, reason: "Stricter from now on." });
}

function validated(fields: Partial<Parameters<typeof createSystem.execute>[1]> = {}) {
  const name = `Gated system ${++made}`;
  return createSystem.execute(owner, { name, unitId: world.claims, stage: "validation", ...fields });
}

async function found(id: string) {
  const { gates } = await systemGates.execute(owner, { id });
  return gates.find(({ stage }) => stage === "production")?.checks ?? [];
}

const move = (actor: Actor, { id, version }: { id: string; version: number }, waiver?: string) =>
  moveSystem.execute(actor, { id, version, toStage: "production", reason, ...(waiver ? { waiver } : {}) });

describe("the gates of the organisation", () => {
  test("ask for a known purpose and owner before production until it sets its own", async () => {
    const { version, production: initial } = await getGates.execute(owner, {});
    expect(version).toBe(0);
    expect(initial).toEqual([asked("systems.facts", { value: ["purpose", "ownerId"] })]);
  });

  test("are set as a new version by whoever keeps the whole organisation, and by nobody else", async () => {
    expect(await production(asked("tasks.overdue"))).toMatchObject({ version: 1 });
    const input = { version: 1, gates: initialGates, reason: "Mine." };
    await expect(setGates.execute(owner, input)).rejects.toBeInstanceOf(Forbidden);
    const ofAUnit = await personWith("lead", world.claims);
    await expect(setGates.execute(ofAUnit, input)).rejects.toBeInstanceOf(Forbidden);
    await expect(setGates.execute(lead, { ...input, version: 0 })).rejects.toBeInstanceOf(Conflict);
    expect((await getGates.execute(lead, {})).production).toEqual([asked("tasks.overdue")]);
  });

  test.each([
    ["a condition nobody contributes", [asked("nothing.such")], "condition"],
    ["the same condition twice", [asked("tasks.overdue"), asked("tasks.overdue")], "condition"],
    ["a number out of its range", [asked("systems.completeness", { value: 101 })], "value"],
    ["a fact that does not exist", [asked("systems.facts", { value: ["shoeSize"] })], "value"],
    ["a value where none is taken", [asked("tasks.overdue", { value: 3 })], "value"],
    [
      "a waiver of a mere warning",
      [asked("tasks.overdue", { required: false, waivableBy: "lead" })],
      "waivableBy",
    ],
  ])("refuse %s, and stay as they are", async (_what, conditions, field) => {
    const path = `gates.production.${conditions.length - 1}.${field}`;
    await expect(production(...conditions)).rejects.toMatchObject({ problems: [{ path }] });
    expect((await getGates.execute(lead, {})).version).toBe(0);
  });
});

test("only a role that may move a system may be named to waive", () => {
  expect(waivingRoles.map(({ value }) => value)).toEqual(systemsMove.roles);
});

describe("a move into a stage with a gate", () => {
  test("is refused with a reason per condition, and changes nothing", async () => {
    await production(
      asked("systems.facts", { value: ["purpose"] }),
      asked("systems.completeness", { value: 90 }),
      asked("tasks.overdue"),
    );
    const system = await validated({ ownerId: owner.personId });
    const go = move(owner, system);
    await expect(go).rejects.toThrow("Not known: Purpose.");
    await expect(go).rejects.toThrow("5 % of the facts are known, 90 % are needed.");
    await expect(go).rejects.not.toThrow("overdue");
    const after = await getSystem.execute(owner, { id: system.id });
    expect(after).toMatchObject({ stage: "validation", version: system.version, moves: [] });
  });

  test("keeps what was checked, what was found and the version of the gates", async () => {
    await production(asked("tasks.overdue"), asked("systems.review", { required: false }));
    const system = await validated();
    await move(owner, system);
    await production(asked("systems.completeness", { value: 100 }));
    const { moves } = await getSystem.execute(owner, { id: system.id });
    expect(moves).toHaveLength(1);
    expect(moves[0]).toMatchObject({
      gateVersion: 1,
      checks: [
        { condition: "tasks.overdue", state: "holds", required: true, found: "None is." },
        { condition: "systems.review", state: "unknown", required: false, found: "No review is planned." },
      ],
    });
  });

  test("passes without a condition when whoever may waive it says why, and the move says who", async () => {
    await production(
      asked("systems.completeness", { value: 90, waivableBy: "lead" }),
      asked("tasks.overdue"),
    );
    const system = await validated();
    await expect(move(owner, system, "In a hurry.")).rejects.toMatchObject({
      problems: [{ path: "waiver" }],
    });
    await expect(move(lead, system)).rejects.toThrow("90 % are needed");
    await move(lead, system, "The rest follows by Friday.");
    const { moves } = await getSystem.execute(owner, { id: system.id });
    expect(moves[0]?.checks).toMatchObject([
      { state: "fails", waived: { by: lead.name, reason: "The rest follows by Friday." } },
      { state: "holds" },
    ]);
    expect(moves[0]?.checks[1]).not.toHaveProperty("waived");
  });

  test("is refused in whole when only some of the conditions may be waived", async () => {
    await production(
      asked("systems.completeness", { value: 90, waivableBy: "lead" }),
      asked("systems.facts", { value: ["purpose"] }),
    );
    const system = await validated();
    await expect(move(lead, system, "Soon.")).rejects.toThrow("Not known: Purpose.");
    expect((await getSystem.execute(lead, { id: system.id })).moves).toEqual([]);
  });
});

describe("what a condition finds", () => {
  test("unknown personal data of a dataset does not hold, and leads to the dataset", async () => {
    await production(asked("datasets.personal-data"));
    const input = { name: `Unread mail ${++made}`, unitId: world.claims };
    const { id } = await datasets.create.execute(owner, input);
    const system = await validated({ datasetIds: [id] });
    expect(await found(system.id)).toMatchObject([{ state: "unknown", mend: `/datasets/${id}` }]);
    await expect(move(owner, system)).rejects.toThrow(`Not known of ${input.name}.`);
  });

  test("a system that the public reaches needs a guardrail; one of unknown exposure is unknown", async () => {
    await production(asked("guardrails.exposed"));
    const state = async (exposure?: "public" | "internal") =>
      (await found((await validated(exposure ? { exposure } : {})).id))[0]?.state;
    expect(await state("public")).toBe("fails");
    expect(await state("internal")).toBe("holds");
    expect(await state()).toBe("unknown");
  });

  test("an open risk at a named level fails, an unscored one is unknown, none at all is not scored", async () => {
    await production(asked("risks.open-level", { value: ["critical"] }), asked("risks.scored"));
    const { id } = await validated();
    const states = async () => (await found(id)).map(({ state }) => state);
    expect(await states()).toEqual(["holds", "unknown"]);
    const riskOwner = await personWith("risk-owner", world.claims);
    const title = `Gated risk ${++made}`;
    const input = { title, category: "security", unitId: world.claims, systemIds: [id] };
    const risk = await createRisk.execute(riskOwner, input);
    expect(await states()).toEqual(["unknown", "unknown"]);
    const score = { kind: "current", likelihood: 5, impact: 5, reason: "Seen." } as const;
    await scoreRisk.execute(riskOwner, { id: risk.id, version: 1, ...score });
    expect(await states()).toEqual(["fails", "holds"]);
  });

  test("a risk that another unit keeps counts too, without its name", async () => {
    await production(asked("risks.open-level", { value: ["critical"] }), asked("risks.scored"));
    const { id } = await validated();
    const keep = (score: number) =>
      asOwner((client) =>
        client.query(
          `with kept as (insert into risks (id, title, category, "currentScore", "unitId", "createdById", "updatedAt")
             values (gen_random_uuid(), 'Kept elsewhere ' || $2, 'security', $2::int, $3, $4, now()) returning id)
           insert into risk_systems ("riskId", "systemId", "unitId") select id, $1, $3 from kept`,
          [id, score, world.clinics, owner.personId],
        ),
      );
    await keep(25);
    expect(await found(id)).toMatchObject([
      { state: "fails", found: "Open: 1 that you may not see." },
      { state: "holds", found: "All 1 are scored." },
    ]);
    await keep(0);
    expect((await found(id))[1]).toMatchObject({
      state: "unknown",
      found: "Not scored: 1 that you may not see.",
    });
    expect(JSON.stringify(await found(id))).not.toContain("/risks/");
  });

  test("an overdue task on the system fails", async () => {
    await production(asked("tasks.overdue"));
    const { id } = await validated();
    await asOwner((client) =>
      client.query(
        `insert into tasks (id, title, "subjectType", "subjectId", "unitId", "dueOn", "createdById", "updatedAt")
         values (gen_random_uuid(), 'Red-team it', 'systems', $1, $2, '2020-01-01', $3, now())`,
        [id, world.claims, owner.personId],
      ),
    );
    expect(await found(id)).toMatchObject([{ state: "fails", found: "Overdue: Red-team it." }]);
  });
});
