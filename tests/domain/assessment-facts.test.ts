import { beforeAll, describe, expect, test } from "vitest";
import { confirmFact } from "@/lib/domain/assessments/commands/adopt";
import { approveAssessment } from "@/lib/domain/assessments/commands/decide";
import { reopenAssessment, submitAssessment } from "@/lib/domain/assessments/commands/submit";
import { answerHistoryOf, getAssessment } from "@/lib/domain/assessments/queries/assessment";
import { adoptControls } from "@/lib/domain/controls/commands/adopt-controls";
import { updateSystem } from "@/lib/domain/inventory/systems/commands";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors/public-error";
import { answer, handedInBy, started, systemOf } from "@/tests/support/assessments";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let owner: Actor;
let keeper: Actor;
let approver: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  owner = await personWith("risk-owner", world.claims);
  keeper = await personWith("system-owner", world.claims);
  approver = await personWith("executive", world.insurance);
});

const read = (id: string, by: Actor = owner) => getAssessment.execute(by, { id });
const change = async (id: string, facts: object, by: Actor = keeper) => {
  const { version } = await getSystem.execute(by, { id });
  return updateSystem.execute(by, { id, version, ...facts });
};

async function approved(facts: object = {}) {
  const system = await systemOf(owner, world.claims, lead, facts);
  const id = await started(lead, system.id, "ai-risk-assessment");
  await approveAssessment.execute(approver, { id, version: await handedInBy(owner, id), reason: "Good." });
  return { id, systemId: system.id };
}

describe("an approval rests on facts", () => {
  test("and goes stale, naming the field, when a fact that the questionnaire reads changes", async () => {
    const { id, systemId } = await approved({ exposure: "internal" });
    await change(systemId, { exposure: "public" });
    const { state, stateReason, signatures } = await read(id);
    expect([state, stateReason]).toEqual(["stale", "Changed since it was signed: Exposure."]);
    expect(signatures[0]).toMatchObject({
      state: "stale",
      closedReason: "Changed since it was signed: Exposure.",
    });
  });

  test("and waits for more answers where a fact that changed meanwhile asks for them", async () => {
    const { id: systemId } = await systemOf(owner, world.claims, lead, { autonomy: "suggests" });
    const id = await started(lead, systemId, "transparency-evaluation");
    const version = await handedInBy(owner, id);
    await change(systemId, { autonomy: "acts-alone" });
    expect((await read(id)).left).not.toEqual([]);
    const signed = approveAssessment.execute(approver, { id, version, reason: "Good." });
    await expect(signed).rejects.toThrow("asks for more answers");
    expect((await read(id)).state).toBe("submitted");
  });

  test("and stands when a fact changes that it does not read, or becomes what the approved answer says", async () => {
    const { id, systemId } = await approved();
    await change(systemId, { description: "Told in other words." });
    const { differing, systemVersion } = await read(id);
    const said = differing.find(({ fact }) => fact === "exposure");
    expect(said?.value).toBe("internal");
    await confirmFact.execute(keeper, {
      id,
      questionKey: said?.questionKey ?? "",
      systemVersion: systemVersion ?? 0,
    });
    expect((await getSystem.execute(keeper, { id: systemId })).exposure).toBe("internal");
    expect((await read(id)).state).toBe("approved");
  });

  test("once stale it is opened again with its answers, and signed anew", async () => {
    const { id, systemId } = await approved({ exposure: "internal" });
    await change(systemId, { exposure: "public" });
    const { version } = await read(id);
    await reopenAssessment.execute(lead, { id, version, reason: "Look again." });
    const again = await submitAssessment.execute(owner, { id, version: version + 1 });
    await approveAssessment.execute(approver, { id, version: again.version, reason: "Still good." });
    expect((await read(id)).signatures.map(({ state }) => state)).toEqual(["granted", "stale"]);
  });
});

describe("what an answer says about the system", () => {
  test("is listed and never silent: only who may change the system takes it over, against the version they saw", async () => {
    const { id: systemId } = await systemOf(owner, world.claims, lead, { exposure: "public" });
    const id = await started(lead, systemId, "ai-risk-assessment");
    const question = (await read(id)).template.sections
      .flatMap(({ questions }) => questions)
      .find((one) => "sets" in one && one.sets?.fact === "learnsInUse");
    const questionKey = question?.key ?? "";
    await answer(owner, id, questionKey, { kind: "value", value: "yes" });
    expect((await getSystem.execute(keeper, { id: systemId })).learnsInUse).toBeNull();
    const { differing, systemVersion } = await read(id);
    expect(differing).toEqual([{ questionKey, fact: "learnsInUse", value: true }]);
    const input = { id, questionKey, systemVersion: systemVersion ?? 0 };
    await expect(confirmFact.execute(owner, input)).rejects.toThrow(Forbidden);
    await expect(confirmFact.execute(keeper, { ...input, systemVersion: 99 })).rejects.toThrow(Conflict);
    await confirmFact.execute(keeper, input);
    expect((await getSystem.execute(keeper, { id: systemId })).learnsInUse).toBe(true);
    expect((await read(id)).differing).toEqual([]);
  });

  test("suggests risks of the catalogue, each with its reason", async () => {
    const { id: systemId } = await systemOf(owner, world.claims, lead);
    const id = await started(lead, systemId, "ai-risk-assessment");
    const question = (await read(id)).template.sections
      .flatMap(({ questions }) => questions)
      .find((one) => "sets" in one && one.sets?.fact === "learnsInUse");
    expect((await read(id)).suggested).toEqual([]);
    await answer(owner, id, question?.key ?? "", { kind: "value", value: "yes" });
    const { suggested } = await read(id);
    expect(suggested).toContainEqual(
      expect.objectContaining({ risk: "feedback-loop-poisoning", title: expect.stringMatching(/^[A-Z].+ /) }),
    );
    expect(new Set(suggested.map(({ risk }) => risk)).size).toBe(suggested.length);
    expect(suggested.every(({ because }) => because.length > 0)).toBe(true);
  });
});

test("an answer suggests what to do and the controls of the library that do it; adopting one is a person's act", async () => {
  const { id: systemId } = await systemOf(owner, world.claims, lead);
  const id = await started(lead, systemId, "ai-risk-assessment");
  const { template } = await read(id);
  const question = template.sections
    .flatMap(({ questions }) => questions)
    .find(({ suggests }) =>
      suggests.some(({ control, when }) => control && [when].flat().includes("unknown")),
    );
  const wanted = question?.suggests.find(({ control }) => control);
  expect((await read(id)).suggestedControls).toEqual([]);
  await answer(owner, id, question?.key ?? "", { kind: "unknown" });
  const found = (await read(id, lead)).suggestedControls.find((one) => one.id === wanted?.control);
  expect(found?.because).toContain(wanted?.because);
  const [control] = found?.controls ?? [];
  expect(control?.adoptedAs).toBeNull();
  const { controls } = await adoptControls.execute(lead, { keys: [control?.key ?? ""], systemId });
  const after = (await read(id)).suggestedControls.find((one) => one.id === wanted?.control);
  expect(after?.controls[0]?.adoptedAs).toBe(controls[0]?.id);
});

describe("an assessment", () => {
  test("moves along when its system moves to another unit, with its answers", async () => {
    const { id: systemId } = await systemOf(owner, world.claims, lead);
    const id = await started(lead, systemId, "ai-risk-assessment");
    const key = (await read(id)).template.sections[0]?.questions[0]?.key ?? "";
    await answer(owner, id, key, { kind: "unknown" });
    await change(systemId, { unitId: world.insurance }, lead);
    await expect(read(id)).rejects.toThrow(NotFound);
    expect((await read(id, lead)).answers[key]?.answer).toEqual({ kind: "unknown" });
  });

  test("keeps every answer to a question, with who gave it", async () => {
    const { id: systemId } = await systemOf(owner, world.claims, lead);
    const id = await started(lead, systemId, "ai-risk-assessment");
    const key = (await read(id)).template.sections[0]?.questions[0]?.key ?? "";
    await answer(owner, id, key, { kind: "unknown" });
    await answer(lead, id, key, null);
    const { entries } = await answerHistoryOf.execute(owner, { id, questionKey: key });
    expect(entries.map(({ who }) => who)).toEqual([lead.name, owner.name]);
    expect((await read(id)).answers[key]).toBeUndefined();
  });
});
