import { beforeAll, describe, expect, test } from "vitest";
import { createControl, updateControl } from "@/lib/domain/controls/commands/change-control";
import {
  grantException,
  refuseException,
  requestException,
  withdrawException,
} from "@/lib/domain/controls/commands/exceptions";
import { judgeControl, testControl } from "@/lib/domain/controls/commands/test-control";
import { getControl, getControlHistory } from "@/lib/domain/controls/queries/control";
import { controlRegister } from "@/lib/domain/controls/queries/register";
import { oneControlReport } from "@/lib/domain/controls/report";
import { effects, testStates } from "@/lib/domain/controls/schema";
import { createSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import { getMyWork } from "@/lib/domain/my-work/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { addDays } from "@/lib/platform/time/day";
import { inDays } from "@/tests/support/days";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let compliance: Actor;
let claimsLead: Actor;
let systemId: string;
const today = inDays(0);
const ago = (days: number) => addDays(today, -days);

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  compliance = await personWith("compliance", world.insurance);
  claimsLead = await personWith("lead", world.claims);
  systemId = (await createSystem.execute(lead, { name: "Claims bot", unitId: world.claims })).id;
});

type Facts = Partial<Parameters<typeof createControl.execute>[1]>;

async function control(facts: Facts = {}) {
  const written = { implementation: "By the desk, each night.", ownerId: lead.personId };
  return createControl.execute(lead, {
    ...{ title: "Night check", kind: "detective", unitId: world.claims, status: "implemented" },
    ...written,
    ...facts,
  });
}

async function tested(id: string, outcome: "passed" | "failed" | "error" | "not-run", testedOn = today) {
  const { version } = await getControl.execute(lead, { id });
  return testControl.execute(lead, { id, version, outcome, testedOn, note: "Looked at ten cases." });
}

const seen = async (id: string) => {
  const { status, test: state, design, operation } = await getControl.execute(lead, { id });
  return { status, state, design: design?.effect, operation: operation?.effect, why: operation?.reason };
};

describe("a control", () => {
  test("is of one system, in the unit of that system, or of a whole unit", async () => {
    const { id } = await control({ systemId });
    expect((await getControl.execute(lead, { id })).system?.name).toBe("Claims bot");
    await expect(control({ systemId, unitId: world.insurance })).rejects.toThrow(
      "business unit of that system",
    );
  });

  test("does not apply only with a reason, and then has no effectiveness", async () => {
    await expect(control({ status: "not-applicable" })).rejects.toThrow("Say why it does not apply");
    const { id } = await control({ status: "not-applicable", statusReason: "It reads no mail." });
    expect(await seen(id)).toMatchObject({ design: undefined, operation: undefined });
  });

  test("counts as designed only when it is in place, described and owned", async () => {
    expect(await seen((await control()).id)).toMatchObject({ design: "effective" });
    expect(await seen((await control({ status: "planned" })).id)).toMatchObject({ design: "unknown" });
    const { id } = await control({ implementation: null, ownerId: null });
    const { design } = await getControl.execute(lead, { id });
    expect(design).toMatchObject({
      effect: "unknown",
      reason: "In place, but nobody has written how it is carried out and nobody owns it.",
    });
  });

  test("goes where its system goes, with its tests", async () => {
    const moving = await createSystem.execute(lead, { name: "Moving bot", unitId: world.claims });
    const { id } = await control({ systemId: moving.id });
    await tested(id, "passed");
    await updateSystem.execute(lead, { id: moving.id, version: moving.version, unitId: world.insurance });
    expect((await getControl.execute(lead, { id })).unit.id).toBe(world.insurance);
    await expect(getControl.execute(claimsLead, { id })).rejects.toMatchObject({ status: 404 });
    const { rows } = await asOwner((client) =>
      client.query(`select "unitId" from control_tests where "controlId" = $1`, [id]),
    );
    expect(rows).toEqual([{ unitId: world.insurance }]);
  });

  test("of a whole unit is read below it and changed there by nobody; of a system above, nothing is seen", async () => {
    const { id } = await control({ unitId: world.insurance });
    const read = await getControl.execute(claimsLead, { id });
    expect(read.can).toMatchObject({ edit: false, test: false });
    await expect(updateControl.execute(claimsLead, { id, version: 1, title: "Mine" })).rejects.toMatchObject({
      status: 403,
    });
    const { rows } = await controlRegister.list.execute(claimsLead, { limit: 200 });
    expect(rows.map((row) => row.id)).toContain(id);
    const above = await createSystem.execute(lead, { name: "Group bot", unitId: world.insurance });
    const hidden = await control({ systemId: above.id, unitId: world.insurance });
    await expect(getControl.execute(claimsLead, { id: hidden.id })).rejects.toMatchObject({ status: 404 });
  });

  test("has a page for paper and a history in words", async () => {
    const { id } = await control();
    await tested(id, "failed");
    const paper = await oneControlReport.execute(lead, { id });
    expect(paper.name).toMatch(/^C-\d{4}-.+\.pdf$/);
    const { entries } = await getControlHistory.execute(lead, { id });
    expect(entries.map(({ action }) => action)).toEqual(["tested", "created"]);
  });
});

describe("a test of a control", () => {
  test("that passes shows that it operates until the next one is late; then it shows nothing", async () => {
    const { id } = await control({ testEveryDays: 30 });
    expect(await seen(id)).toMatchObject({ state: "never", operation: "unknown" });
    await tested(id, "passed", ago(31));
    expect(await seen(id)).toMatchObject({ status: "operating", state: "stale", operation: "unknown" });
    await tested(id, "passed", ago(30));
    expect(await seen(id)).toMatchObject({ state: "passed", operation: "effective" });
  });

  test("that fails makes it failed and tells its owner; the next pass lets it operate again", async () => {
    const other = await personWith("risk-owner", world.claims);
    const { id } = await control({ ownerId: other.personId });
    await tested(id, "failed");
    expect(await seen(id)).toMatchObject({ status: "failed", operation: "ineffective" });
    const { rows } = await asOwner((client) =>
      client.query(`select title from notifications where "personId" = $1`, [other.personId]),
    );
    expect(rows[0]?.title).toMatch(/^Test of C-\d{4} Night check: Failed$/);
    const { groups } = await getMyWork.execute(other, {});
    const mine = groups.flatMap(({ items }) => items).find(({ key }) => key === `control-${id}`);
    expect(mine?.kind).toBe("control-failed");
    await tested(id, "passed");
    expect(await seen(id)).toMatchObject({ status: "operating", operation: "effective" });
  });

  test.each(["error", "not-run"] as const)(
    "with the result %s is neither a pass nor a fail",
    async (outcome) => {
      const { id } = await control();
      await tested(id, "passed", ago(2));
      await tested(id, outcome);
      expect(await seen(id)).toMatchObject({ status: "operating", operation: "unknown" });
    },
  );

  test("is refused for the future, before the newest one, and for what is not in place", async () => {
    const { id } = await control();
    await expect(tested(id, "passed", addDays(today, 2))).rejects.toThrow("lies ahead");
    await tested(id, "passed", ago(1));
    await expect(tested(id, "passed", ago(3))).rejects.toThrow("A later test");
    const planned = await control({ status: "planned" });
    await expect(tested(planned.id, "passed")).rejects.toThrow("not in place");
  });

  test("ends what a person had decided about its operation", async () => {
    const { id, version } = await control();
    const decided = {
      id,
      version,
      side: "operation",
      effect: "partly",
      reason: "Half of the queues.",
    } as const;
    await judgeControl.execute(lead, decided);
    expect(await seen(id)).toMatchObject({ operation: "partly", why: "Half of the queues." });
    await tested(id, "passed");
    expect(await seen(id)).toMatchObject({ operation: "effective" });
  });
});

describe("the register of controls", () => {
  test("finds by test and by operation exactly those that show it", async () => {
    for (const outcome of ["passed", "failed", "error", "not-run"] as const)
      await tested((await control()).id, outcome);
    await tested((await control({ testEveryDays: 1 })).id, "passed", ago(9));
    await control({ status: "failed" });
    await control({ status: "planned" });
    const { rows } = await controlRegister.list.execute(lead, { limit: 200 });
    for (const [key, options] of [
      ["test", testStates],
      ["operating", effects],
    ] as const)
      for (const { value } of options) {
        const found = await controlRegister.list.execute(lead, { [key]: value, limit: 200 });
        const shown = rows.filter((row) => row[key] === value).map(({ id }) => id);
        expect([value, found.rows.map(({ id }) => id).toSorted()]).toEqual([value, shown.toSorted()]);
      }
  });
});

describe("an exception", () => {
  const asked = { reason: "The queue is moved.", until: addDays(today, 40) };

  test("is granted by another person until its end date, and its seal keeps what was seen", async () => {
    const { id } = await control();
    await requestException.execute(lead, { id, ...asked });
    await expect(grantException.execute(lead, { id, reason: "Fine." })).rejects.toThrow(
      "Another person signs",
    );
    await grantException.execute(compliance, { id, reason: "Watched meanwhile." });
    expect((await getControl.execute(lead, { id })).exception?.until).toBe(asked.until);
    const { rows } = await asOwner((client) =>
      client.query(`select state, "signerRole", snapshot from decisions where "subjectId" = $1`, [id]),
    );
    expect(rows).toMatchObject([
      { state: "granted", signerRole: "compliance", snapshot: { record: "control", title: "Night check" } },
    ]);
  });

  test("is refused with a reason, or taken back by whoever asked; its end lies ahead", async () => {
    const { id } = await control();
    await expect(requestException.execute(lead, { id, ...asked, until: today })).rejects.toThrow(
      "not in the future",
    );
    await requestException.execute(lead, { id, ...asked });
    await expect(requestException.execute(lead, { id, ...asked })).rejects.toThrow("asked for already");
    await refuseException.execute(compliance, { id, reason: "Too long." });
    await requestException.execute(lead, { id, ...asked });
    await expect(withdrawException.execute(compliance, { id })).rejects.toThrow("Somebody else asked");
    await withdrawException.execute(lead, { id });
    expect((await getControl.execute(lead, { id })).pending).toBeNull();
  });
});
