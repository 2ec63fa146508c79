import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { decisionRegister, getDecision } from "@/lib/domain/decisions/queries";
import { approveMove, refuseMove, withdrawMove } from "@/lib/domain/inventory/systems/approvals/commands";
import { waitingMove } from "@/lib/domain/inventory/systems/approvals/queries";
import { createSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import { moveSystem } from "@/lib/domain/inventory/systems/commands/move-system";
import { setGates } from "@/lib/domain/inventory/systems/gates/commands";
import { getGates, listGateVersions } from "@/lib/domain/inventory/systems/gates/queries";
import { initialGates, type SetCondition } from "@/lib/domain/inventory/systems/gates/schema";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import { getMyWork } from "@/lib/domain/my-work/queries";
import { createTask } from "@/lib/domain/tasks/commands/create-task";
import { listNotifications } from "@/lib/domain/tasks/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors/public-error";
import "@/lib/registry";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let owner: Actor;
let executive: Actor;
let compliance: Actor;
let made = 0;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  owner = await personWith("system-owner", world.claims);
  executive = await personWith("executive", world.insurance, { name: "Vera Lang" });
  compliance = await personWith("compliance", world.root);
});

const second: SetCondition = {
  condition: "systems.second-person",
  value: ["executive", "lead"],
  required: true,
  waivableBy: null,
};
const noOverdue: SetCondition = { condition: "tasks.overdue", value: null, required: true, waivableBy: null };

async function production(...conditions: SetCondition[]) {
  const { version } = await getGates.execute(lead, {});
  const gates = { ...initialGates, production: conditions };
  return setGates.execute(lead, { version, gates, reason: "Four eyes before production." });
}

beforeEach(async () => {
  await asOwner((client) => client.query("delete from settings where key = 'lifecycle-gates'"));
  await production(second, noOverdue);
});

interface Seen {
  id: string;
  version: number;
}

function validated(): Promise<Seen> {
  return createSystem.execute(owner, {
    name: `Approved system ${++made}`,
    unitId: world.claims,
    stage: "validation",
    purpose: "Sorts claims.",
  });
}

const tried = (actor: Actor, { id, version }: Seen) =>
  moveSystem.execute(actor, { id, version, toStage: "production", reason: "Pilot done." });
const approve = (actor: Actor, { id, version }: Seen) =>
  approveMove.execute(actor, { id, version, reason: "I saw the pilot." });
const decisionsOn = async ({ id }: Seen) =>
  (await decisionRegister.list.execute(lead, { subject: id, limit: 20 })).rows;
const stageOf = async ({ id }: Seen) => (await getSystem.execute(lead, { id })).stage;

test("a move that only lacks a second person is asked for, and the system stays where it is", async () => {
  const system = await validated();
  expect(await tried(owner, system)).toMatchObject({
    stage: "validation",
    version: system.version,
    waitsFor: ["executive", "lead"],
  });
  expect(await decisionsOn(system)).toMatchObject([
    { kind: "stage-move", state: "requested", asks: "Validation to Production", until: null },
  ]);
  const { groups } = await getMyWork.execute(executive, {});
  expect(groups.flatMap(({ items }) => items)).toContainEqual(
    expect.objectContaining({ kind: "decision", href: `/systems/${system.id}#approval` }),
  );
  const { rows } = await listNotifications.execute(executive, {});
  expect(rows[0]?.title).toContain("Your approval is asked for");
});

test("somebody else signs: the system moves, and the move keeps who signed as what, and why", async () => {
  const system = await validated();
  await tried(owner, system);
  await approve(executive, system);
  const { stage, moves } = await getSystem.execute(lead, { id: system.id });
  expect(stage).toBe("production");
  expect(moves[0]).toMatchObject({ reason: "Pilot done.", movedBy: owner.name });
  expect(moves[0]?.checks[0]).toMatchObject({
    condition: "systems.second-person",
    state: "holds",
    found: "Approved by Vera Lang as Executive: I saw the pilot.",
  });
  const [signed] = await decisionsOn(system);
  expect(signed).toMatchObject({ state: "granted", signerRole: "executive" });
  const { snapshot } = await getDecision.execute(lead, { id: String(signed?.id) });
  expect(snapshot).toMatchObject({ toStage: "production", facts: { purpose: "Sorts claims." } });
});

describe("nobody", () => {
  test("signs what they asked for, also who holds a role that may sign", async () => {
    const system = await validated();
    await tried(lead, system);
    await expect(approve(lead, system)).rejects.toBeInstanceOf(Forbidden);
    expect(await stageOf(system)).toBe("validation");
  });

  test("signs with a role that the gate does not name, or from outside the unit", async () => {
    const system = await validated();
    await tried(owner, system);
    await expect(approve(compliance, system)).rejects.toThrow("Executive, AI security lead");
    const stranger = await personWith("executive", world.clinics);
    await expect(approve(stranger, system)).rejects.toBeInstanceOf(NotFound);
    await expect(approve(owner, system)).rejects.toBeInstanceOf(Forbidden);
  });

  test("signs twice: of two at once one moves the system", async () => {
    const system = await validated();
    await tried(owner, system);
    const both = await Promise.allSettled([approve(executive, system), approve(lead, system)]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await getSystem.execute(lead, { id: system.id })).moves).toHaveLength(1);
  });
});

describe("a request goes stale", () => {
  test("when a fact of the system changes: it names the fact, tells who asked, and is asked for anew", async () => {
    const system = await validated();
    await tried(owner, system);
    const { version } = await updateSystem.execute(lead, {
      id: system.id,
      version: system.version,
      purpose: "Decides claims.",
    });
    const changed = { ...system, version };
    expect(await decisionsOn(system)).toMatchObject([
      { state: "stale", closedReason: "Changed after it was asked for: Purpose." },
    ]);
    await expect(approve(executive, changed)).rejects.toBeInstanceOf(Conflict);
    const { rows } = await listNotifications.execute(owner, {});
    expect(rows[0]?.title).toContain("has to be asked for again");
    await tried(owner, changed);
    await approve(executive, changed);
    expect(await stageOf(system)).toBe("production");
  });

  test("when a condition of the gate no longer holds: nobody can sign, and the screen says which", async () => {
    const system = await validated();
    await tried(owner, system);
    const task = { title: "Red-team it", subjectType: "systems", subjectId: system.id, dueOn: "2031-01-01" };
    const { id } = await createTask.execute(owner, task);
    await asOwner((client) => client.query(`update tasks set "dueOn" = '2020-01-01' where id = $1`, [id]));
    await expect(approve(executive, system)).rejects.toThrow("No task on it is overdue");
    const { waiting } = await waitingMove.execute(executive, { id: system.id });
    expect(waiting).toMatchObject({ changed: ["No task on it is overdue"], can: { approve: false } });
    expect(await stageOf(system)).toBe("validation");
  });
});

test("a refusal keeps its reason and leaves the system where it is; the person who asked may take a request back", async () => {
  const system = await validated();
  await tried(owner, system);
  await expect(tried(owner, system)).rejects.toBeInstanceOf(Conflict);
  await refuseMove.execute(executive, { id: system.id, reason: "Not before the audit." });
  await tried(owner, system);
  await expect(withdrawMove.execute(lead, { id: system.id })).rejects.toBeInstanceOf(Forbidden);
  await withdrawMove.execute(owner, { id: system.id });
  const states = (await decisionsOn(system)).map(({ state }) => state);
  expect(states.toSorted()).toEqual(["refused", "withdrawn"]);
  expect(await stageOf(system)).toBe("validation");
});

test("an approval ends when the system moves on", async () => {
  const system = await validated();
  await tried(owner, system);
  const { version } = await approve(executive, system);
  await moveSystem.execute(owner, { id: system.id, version, toStage: "validation", reason: "A fault." });
  expect(await decisionsOn(system)).toMatchObject([
    { state: "ended", closedReason: "The system moved on to Validation." },
  ]);
});

test("a second person can only be required, and each version of the gates says what it changed", async () => {
  await expect(production({ ...second, required: false })).rejects.toMatchObject({
    problems: [{ path: "gates.production.0.required" }],
  });
  await production({ ...second, value: ["executive"], waivableBy: "lead" });
  const { rows } = await listGateVersions.execute(owner, {});
  expect(rows[0]).toMatchObject({ version: 2, setBy: lead.name, reason: "Four eyes before production." });
  expect(rows[0]?.differences).toEqual([
    "Production: “No task on it is overdue” is no longer asked.",
    "Production: “A second person approves the move” is set to Roles that may sign: Executive, before Roles that may sign: Executive, AI security lead.",
    "Production: “A second person approves the move” may be waived by AI security lead, before nobody.",
  ]);
});
