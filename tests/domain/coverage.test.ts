import { beforeAll, describe, expect, test } from "vitest";
import { adoptControls } from "@/lib/domain/controls/commands/adopt-controls";
import { updateControl } from "@/lib/domain/controls/commands/change-control";
import { judgeCrosswalk, judgeRequirement } from "@/lib/domain/controls/commands/judge-coverage";
import { testControl } from "@/lib/domain/controls/commands/test-control";
import { type ControlHere, coverageOf, worstOf } from "@/lib/domain/controls/coverage/rules";
import { readLibrary } from "@/lib/domain/controls/library/read-library";
import { getControl } from "@/lib/domain/controls/queries/control";
import {
  coverageOverview,
  crosswalkFindings,
  frameworkCoverage,
} from "@/lib/domain/controls/queries/coverage";
import { shippedCrosswalk } from "@/lib/domain/frameworks/queries/shipped";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import type { Actor } from "@/lib/platform/access/actor";
import { inDays } from "@/tests/support/days";
import { createWorld, personWith, type World } from "@/tests/support/world";

const here = (ref: string, works: boolean, maps: Record<string, string>): ControlHere => ({
  ...{ id: ref, ref, title: "Filters", systemId: null, status: "operating", works, why: "Never tested." },
  maps: new Map(Object.entries(maps)),
});
const ground = {
  controls: [] as ControlHere[],
  findings: [],
  carriers: [],
  excluded: new Map<string, string>(),
  nameOf: (key: string) => `Framework ${key}`,
};
const stateOf = (key: string, over: Partial<Parameters<typeof coverageOf>[1]>) =>
  coverageOf([key], { ...ground, ...over }).get(key);

describe("how far a requirement is covered", () => {
  test("is inferred from a working control that does all of it, never confirmed by itself", () => {
    for (const relation of ["equal", "superset"])
      expect(stateOf("f:1", { controls: [here("C-1", true, { "f:1": relation })] })).toEqual({
        state: "inferred",
        path: ["C-1 Filters"],
      });
  });

  test("is only related where a working control does part of it or shares something, and open where none works", () => {
    for (const relation of ["subset", "intersects"])
      expect(stateOf("f:1", { controls: [here("C-1", true, { "f:1": relation })] })?.state).toBe("related");
    expect(stateOf("f:1", { controls: [here("C-1", false, { "f:1": "equal" })] })?.state).toBe("open");
  });

  test("carries over from a fulfilled requirement by equal and by superset alone, with its path", () => {
    const controls = [here("C-1", true, { "f:1": "equal" })];
    const by = (relationship: string) => [{ from: "f:1", to: "g:1", relationship }];
    for (const relationship of ["equal", "superset"])
      expect(stateOf("g:1", { controls, carriers: by(relationship) })).toEqual({
        state: "inferred",
        path: ["C-1 Filters", "Framework f:1"],
      });
    for (const relationship of ["subset", "intersects"])
      expect(stateOf("g:1", { controls, carriers: by(relationship) })?.state).toBe("related");
    expect(stateOf("g:1", { controls, carriers: by("none") })?.state).toBe("open");
  });

  test("is confirmed by a person's word as long as the controls it rests on work", () => {
    const finding = { key: "f:1", verdict: "fulfilled", reason: "Seen.", by: "Anna", controlIds: ["C-1"] };
    const controls = [here("C-1", true, { "f:1": "intersects" })];
    expect(stateOf("f:1", { controls, findings: [finding] })?.state).toBe("confirmed");
    const fallen = stateOf("f:1", { controls: [here("C-1", false, {})], findings: [finding] });
    expect(fallen).toEqual({ state: "related", path: ["Anna confirmed it, but C-1 no longer counts"] });
  });

  test("is what a person said last, also against a working control, until they take it back", () => {
    const said = (verdict: string) => ({ key: "f:1", verdict, reason: "Half.", by: "Anna", controlIds: [] });
    const controls = [here("C-1", true, { "f:1": "equal" })];
    expect(stateOf("f:1", { controls, findings: [said("not-fulfilled"), said("fulfilled")] })?.state).toBe(
      "open",
    );
    expect(stateOf("f:1", { controls, findings: [said("open"), said("fulfilled")] })?.state).toBe("inferred");
  });

  test("for a unit is that of its worst place", () => {
    expect(worstOf(["confirmed", "related", "inferred"])).toBe("related");
    expect(worstOf(["excluded", "confirmed"])).toBe("confirmed");
  });
});

let world: World;
let lead: Actor;
let systemId: string;
let controlId: string;
// A control of the library that does all of a requirement of ISO/IEC 42001, for a whole unit.
const shipped = readLibrary().controls.find(
  ({ applies, requirements }) =>
    applies.scope && requirements.some((one) => one.framework === "iso-42001" && one.relation === "superset"),
);
const ref = shipped?.requirements.find(
  (one) => one.framework === "iso-42001" && one.relation === "superset",
)?.ref;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  systemId = (await createSystem.execute(lead, { name: "Bot", unitId: world.claims, stage: "production" }))
    .id;
  await createSystem.execute(lead, { name: "Other", unitId: world.claims });
  const keys = [shipped?.key ?? ""];
  const { controls } = await adoptControls.execute(lead, { unitId: world.insurance, keys });
  controlId = controls[0]?.id ?? "";
});

const row = async (actor: Actor, place: object, wanted = ref) =>
  (await frameworkCoverage.execute(actor, { key: "iso-42001", ...place })).rows.find(
    (one) => one.ref === wanted,
  );

async function tested(outcome: "passed" | "failed") {
  const { version, status } = await getControl.execute(lead, { id: controlId });
  if (status === "planned")
    await updateControl.execute(lead, {
      ...{ id: controlId, version, status: "implemented", implementation: "By the office." },
      ownerId: lead.personId,
    });
  const now = await getControl.execute(lead, { id: controlId });
  const testedOn = inDays(0);
  await testControl.execute(lead, {
    id: controlId,
    version: now.version,
    outcome,
    testedOn,
    note: "Looked.",
  });
}

describe("the coverage of a unit and of a system", () => {
  test("says the next step of a gap: the control that is there and does not work yet", async () => {
    const gap = await row(lead, { unitId: world.claims });
    expect(gap).toMatchObject({ state: "open", next: { href: `/controls/${controlId}#tests` } });
    expect(gap?.next?.text).toContain("It is planned and not in place.");
  });

  test("follows a control of a unit above at every system below, and falls with it", async () => {
    await tested("passed");
    expect(await row(lead, { unitId: world.insurance })).toMatchObject({ state: "inferred", places: 2 });
    expect(await row(lead, { systemId })).toMatchObject({ state: "inferred" });
    const below = await personWith("compliance", world.claims);
    expect((await row(below, {}))?.path[0]).toContain(shipped?.title);
    await tested("failed");
    expect((await row(lead, { unitId: world.insurance }))?.state).toBe("open");
    await tested("passed");
  });

  test("counts each requirement once, in the state of its worst place, and every count opens its rows", async () => {
    const { frameworks } = await coverageOverview.execute(lead, { unitId: world.insurance });
    for (const { counts } of frameworks) {
      const { all, ...states } = counts;
      expect(Object.values(states).reduce((sum, one) => sum + one, 0)).toBe(all);
    }
    const iso = frameworks.find(({ key }) => key === "iso-42001");
    const { rows } = await frameworkCoverage.execute(lead, {
      ...{ key: "iso-42001", unitId: world.insurance, state: "inferred" },
    });
    expect(rows.length).toBe(iso?.counts.inferred);
  });

  test("is confirmed by who may, with a reason, and rests on the controls that work", async () => {
    const compliance = await personWith("compliance", world.insurance);
    const word = { framework: "iso-42001", ref: ref ?? "", unitId: world.insurance, reason: "Minutes read." };
    const { controls } = await judgeRequirement.execute(compliance, { ...word, verdict: "fulfilled" });
    expect(controls).toBe(1);
    expect(await row(lead, { systemId })).toMatchObject({ state: "confirmed" });
    await tested("failed");
    expect((await row(lead, { systemId }))?.path[0]).toContain("no longer counts");
    await tested("passed");
    const reader = await personWith("reader", world.insurance);
    await expect(judgeRequirement.execute(reader, { ...word, verdict: "fulfilled" })).rejects.toMatchObject({
      status: 403,
    });
    await expect(
      judgeRequirement.execute(compliance, { ...word, ref: "A.99", verdict: "fulfilled" }),
    ).rejects.toThrow("no such requirement");
  });

  test("is not told of a foreign unit or system", async () => {
    const clinics = await personWith("compliance", world.clinics);
    await expect(row(clinics, { unitId: world.claims })).rejects.toMatchObject({ status: 404 });
    await expect(row(clinics, { systemId })).rejects.toMatchObject({ status: 404 });
    expect((await row(clinics, {}))?.state).toBe("open");
  });
});

describe("a row of the crosswalk", () => {
  const judged = shippedCrosswalk().find(({ basis }) => basis === "judgement");
  const published = shippedCrosswalk().find(({ basis }) => basis === "published");
  const ends = (one: typeof judged) => ({
    ...{ sourceFramework: one?.source.framework ?? "", sourceRef: one?.source.ref ?? "" },
    ...{ targetFramework: one?.target.framework ?? "", targetRef: one?.target.ref ?? "" },
  });

  test("of judgement is confirmed or overridden with a reason, at the top of the organisation alone", async () => {
    const top = await personWith("compliance", world.root);
    const word = { relationship: "equal", reason: "Both texts read." } as const;
    await expect(judgeCrosswalk.execute(lead, { ...ends(judged), ...word })).rejects.toMatchObject({
      status: 403,
    });
    await judgeCrosswalk.execute(top, { ...ends(judged), ...word });
    const asked = { from: judged?.target.framework ?? "", to: judged?.source.framework ?? "" };
    const { rows } = await crosswalkFindings.execute(lead, asked);
    expect(rows).toMatchObject([
      { fromRef: judged?.target.ref, toRef: judged?.source.ref, relationship: "equal" },
    ]);
    await expect(judgeCrosswalk.execute(top, { ...ends(published), ...word })).rejects.toThrow(
      "published by",
    );
  });
});
