import { beforeAll, describe, expect, test } from "vitest";
import { addNode } from "@/lib/domain/attack-trees/commands/change-nodes";
import { createTree } from "@/lib/domain/attack-trees/commands/write-tree";
import { decisionRegister } from "@/lib/domain/decisions/queries";
import { updateSystem } from "@/lib/domain/inventory/systems/commands";
import { getMyWork } from "@/lib/domain/my-work/queries";
import {
  removeEntry,
  saveAbuseCase,
  saveComponent,
  saveObjective,
  saveTrigger,
  saveWeakness,
} from "@/lib/domain/pasta-stages/commands/change-entries";
import {
  grantStage,
  refuseStage,
  requestStage,
  withdrawStage,
} from "@/lib/domain/pasta-stages/commands/sign-stage";
import { updateStage } from "@/lib/domain/pasta-stages/commands/write-stage";
import { followAllStages } from "@/lib/domain/pasta-stages/jobs";
import { stagesNaming } from "@/lib/domain/pasta-stages/queries/naming";
import { getPasta, getStage, getStageHistory, listStages } from "@/lib/domain/pasta-stages/queries/stages";
import { pastaStages } from "@/lib/domain/pasta-stages/stages";
import { updateRisk } from "@/lib/domain/risks/commands/update-risk";
import { createModel } from "@/lib/domain/threat-models/commands/create-model";
import { decideThreats } from "@/lib/domain/threat-models/commands/decide-threats";
import { threatToRisk } from "@/lib/domain/threat-models/commands/link-threat";
import { updateModel } from "@/lib/domain/threat-models/commands/update-model";
import { getModel } from "@/lib/domain/threat-models/queries/model";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { evidenceWith } from "@/tests/support/evidence";
import { ragChatbot } from "@/tests/support/rag-chatbot";
import { draw, newSystem, storedModel, threatsOf } from "@/tests/support/stored-threat-models";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let compliance: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  compliance = await personWith("compliance", world.insurance);
});

/** A model of a chatbot that is done by PASTA, with the ids of its stages by number. */
async function begun() {
  const id = await storedModel(lead, world.claims, ragChatbot());
  const { version, system } = await getModel.execute(lead, { id });
  await updateModel.execute(lead, { id, version, approach: "both" });
  const { rows } = await listStages.execute(lead, { threatModelId: id });
  const stages = new Map(rows.map((row) => [row.stage, row.id]));
  const idOf = (stage: number) => stages.get(stage) ?? "";
  const read = (stage: number, actor = lead) => getStage.execute(actor, { id: idOf(stage) });
  const seen = async (stage: number) => ({ id: idOf(stage), version: (await read(stage)).version });
  return { id, systemId: (system as { id: string }).id, idOf, read, seen };
}

type Begun = Awaited<ReturnType<typeof begun>>;

async function signed({ idOf }: Begun, stage: number, exception: string | null = "The rest follows in May.") {
  await requestStage.execute(lead, { id: idOf(stage), reason: "Gone through.", exception });
  return grantStage.execute(compliance, { id: idOf(stage), reason: "Read." });
}

async function asked(actor: Actor): Promise<string[]> {
  const { groups } = await getMyWork.execute(actor, {});
  return groups
    .flatMap(({ items }) => items)
    .flatMap(({ kind, title }) => (kind === "decision" ? [title] : []));
}

const objective = { text: "Answers are right", limit: "At most 2 % wrong", impact: "4" as const };

describe("a threat model that is done by PASTA", () => {
  test("has seven stages from then on, once, each with every output of the method; one by STRIDE alone has none", async () => {
    const model = await begun();
    const { stages } = await getPasta.execute(lead, { id: model.id });
    expect(stages.map(({ stage, state }) => [stage, state])).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((stage) => [stage, "draft"]),
    );
    for (const { number, outputs } of pastaStages())
      expect((await model.read(number)).sections.map(({ title }) => title)).toEqual(
        expect.arrayContaining([...outputs]),
      );
    for (const approach of ["stride", "pasta"] as const) {
      const { version } = await getModel.execute(lead, { id: model.id });
      await updateModel.execute(lead, { id: model.id, version, approach });
    }
    expect((await listStages.execute(lead, { threatModelId: model.id })).rows).toHaveLength(7);
    const systemId = await newSystem(lead, world.claims);
    const plain = await createModel.execute(lead, { title: "Plain", systemId });
    expect((await getPasta.execute(lead, { id: plain.id })).stages).toEqual([]);
    const whole = await createModel.execute(lead, { title: "Whole", systemId, approach: "pasta" });
    expect((await getPasta.execute(lead, { id: whole.id })).stages).toHaveLength(7);
  });

  test("reads what is recorded elsewhere, and its gates open as the records are mended", async () => {
    const model = await begun();
    const gap = async (stage: number) =>
      (await model.read(stage)).gate.flatMap(({ missing }) => missing.map(({ name }) => name));
    expect(await gap(1)).toEqual(expect.arrayContaining(["Nothing to look at", "Purpose", "Owner"]));
    await updateSystem.execute(lead, {
      ...{ id: model.systemId, version: 1, purpose: "Answers members.", ownerId: lead.personId },
      ...{ affectedPeople: ["customers"], decisionImpact: "informs" },
    } as never);
    await saveObjective.execute(lead, { ...(await model.seen(1)), ...objective, ownerId: lead.personId });
    await updateStage.execute(lead, {
      ...(await model.seen(1)),
      unacceptable: "A claim is refused.",
      fallback: "By hand.",
    });
    expect(await gap(1)).toEqual(["Classification under the EU AI Act"]);
    expect((await gap(2)).length).toBeGreaterThan(3);
    const [first] = (await model.read(2)).options.elementId;
    const component = {
      elementId: first?.value ?? "",
      supplier: "unknown",
      release: "unknown",
      data: "prompts",
    };
    await saveComponent.execute(lead, { ...(await model.seen(2)), ...component });
    expect(await gap(2)).not.toContain(first?.label);
    const { sections } = await model.read(4);
    expect(sections[0]?.lines.some(({ text }) => /rule STRAI-.*LLM01:2026.*\(5\.6\.0\)/.test(text))).toBe(
      true,
    );
  });

  test("asks each high threat for a path and a test, each that stands for a weakness, and each that is carried for a risk", async () => {
    const model = await begun();
    const threats = await threatsOf(lead, model.id);
    const high = threats.find(({ state, ruleId }) => state === "open" && ruleId === "STRAI-LLM-01");
    if (!high) throw new Error("A high threat is needed.");
    const missing = async (stage: number) =>
      (await model.read(stage)).gate.flatMap((check) =>
        check.missing.filter(({ id }) => id === high.id).map(({ why }) => why),
      );
    expect([await missing(5), await missing(6), await missing(7)]).toEqual([
      ["has neither"],
      ["is in none", "has no test in its tree"],
      ["is in no risk"],
    ]);
    const none = { text: "Looked for", kind: "none-found" as const, threatIds: [high.id], evidenceIds: [] };
    const { entry } = await saveWeakness.execute(lead, { ...(await model.seen(5)), ...none });
    expect(await missing(5)).toEqual(["has neither"]);
    const entryId = String(entry);
    await saveWeakness.execute(lead, { ...(await model.seen(5)), ...none, entryId, kind: "weakness" });
    const tree = await createTree.execute(lead, { threatModelId: model.id, title: "Steered" });
    await addNode.execute(lead, {
      ...{ id: tree.id, version: tree.version, parentId: "goal", name: "Plant a page", gate: "or" as const },
      ...{ threatIds: [high.id], technique: "AML.T0051", test: "Tried on 2.1: refused." },
    });
    await threatToRisk.execute(lead, { id: high.id });
    expect([await missing(5), await missing(6), await missing(7)]).toEqual([[], [], []]);
    const paths = (await model.read(6)).sections.find(({ key }) => key === "paths");
    expect(paths?.lines.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^AT-\d+ Steered: Plant a page \[AML\.T0051 .*\(ATLAS 5\.6\.0\)\]$/),
    ]);
  });
});

describe("the sign-off of a stage", () => {
  test("takes an open gate or a reason that stands in the decision, and another person", async () => {
    const model = await begun();
    const id = model.idOf(1);
    await expect(requestStage.execute(lead, { id, reason: "Done." })).rejects.toThrow(/missing at the gate/);
    await requestStage.execute(lead, { id, reason: "Done.", exception: "The owner is on leave." });
    await expect(requestStage.execute(lead, { id, reason: "Again.", exception: "x" })).rejects.toThrow(
      Conflict,
    );
    await expect(grantStage.execute(lead, { id, reason: "Mine." })).rejects.toThrow(Forbidden);
    await withdrawStage.execute(lead, { id });
    await requestStage.execute(lead, { id, reason: "Done.", exception: "The owner is on leave." });
    expect(await asked(compliance)).toContain("Define objectives: Bot");
    expect(await asked(lead)).not.toContain("Define objectives: Bot");
    await refuseStage.execute(compliance, { id, reason: "Wait for her." });
    expect((await model.read(1)).state).toBe("draft");
    await signed(model, 1, "She agreed by phone.");
    expect(await model.read(1)).toMatchObject({ state: "signed-off", signedOff: { id: expect.any(String) } });
    const { rows } = await decisionRegister.list.execute(lead, { subject: id, limit: 10 });
    expect(rows.map(({ state }) => state).toSorted()).toEqual(["granted", "refused", "withdrawn"]);
    const granted = rows.find(({ state }) => state === "granted");
    expect(granted?.subject).toMatch(/^TM-\d+ stage 1 .* \(Define objectives\)$/);
    expect((await model.read(3)).earlier.map(({ stage }) => stage)).toEqual([2]);
  });

  test("goes stale with what changed in words, only where the stage rests on it; what is mended elsewhere leaves it", async () => {
    const model = await begun();
    for (const stage of [1, 3, 4, 7]) await signed(model, stage);
    const states = async () =>
      (await getPasta.execute(lead, { id: model.id })).stages
        .filter(({ stage }) => [1, 3, 4, 7].includes(stage))
        .map(({ state }) => state);
    await saveObjective.execute(lead, { ...(await model.seen(1)), ...objective, ownerId: null });
    expect(await states()).toEqual(["stale", "signed-off", "signed-off", "signed-off"]);
    expect((await model.read(1)).stateReason).toContain("added Answers are right");
    const threats = await threatsOf(lead, model.id);
    const [one] = threats.filter(({ state }) => state === "open");
    const decide = (state: "transferred" | "not-applicable", version: number) =>
      decideThreats.execute(lead, {
        ...{ id: model.id, threats: [{ id: one?.id ?? "", version }], state, reason: "By contract." },
      });
    await decide("transferred", one?.version ?? 0);
    expect((await states())[2]).toBe("signed-off");
    await decide("not-applicable", (one?.version ?? 0) + 1);
    expect((await states())[2]).toBe("stale");
    expect((await model.read(4)).stateReason).toContain(`${one?.ref}`);
    await draw(lead, model.id, ragChatbot({ tickets: { write_access: false } }));
    expect((await states())[1]).toBe("stale");
    expect((await states())[3]).toBe("signed-off");
  });

  test("of the last stage goes stale when a risk that came from a threat is linked and when its treatment changes", async () => {
    const model = await begun();
    await signed(model, 7);
    const [threat] = (await threatsOf(lead, model.id)).filter(({ state }) => state === "open");
    const { riskId } = await threatToRisk.execute(lead, { id: threat?.id ?? "" });
    expect((await model.read(7)).stateReason).toMatch(/added R-\d+/);
    await signed(model, 7);
    await updateRisk.execute(lead, { id: riskId, version: 1, ownerId: compliance.personId });
    expect(await model.read(7)).toMatchObject({ state: "stale", signedOff: null });
    expect((await model.read(7)).stateReason).toMatch(/changed R-\d+/);
    await signed(model, 7);
    // By somebody who does not see the model, so that only the system finds it.
    await asOwner((client) =>
      client.query(`update risks set treatment = 'mitigate' where id = $1`, [riskId]),
    );
    expect((await model.read(7)).state).toBe("signed-off");
    await followAllStages.execute(theSystem(), {});
    expect((await model.read(7)).state).toBe("stale");
  });
});

describe("what is written at a stage", () => {
  test("belongs to that stage, names only what is there, and is taken out again", async () => {
    const model = await begun();
    const trigger = { text: "Model version", action: "Renew stage 4", ownerId: null };
    await expect(saveTrigger.execute(lead, { ...(await model.seen(1)), ...trigger })).rejects.toThrow(
      "stage 7",
    );
    await expect(
      updateStage.execute(lead, { ...(await model.seen(1)), promptAssembly: "System, then page." }),
    ).rejects.toThrow(Invalid);
    const other = await begun();
    const [foreign] = await threatsOf(lead, other.id);
    const weakness = { text: "No filter", kind: "weakness" as const, evidenceIds: [] };
    await expect(
      saveWeakness.execute(lead, { ...(await model.seen(5)), ...weakness, threatIds: [foreign?.id ?? ""] }),
    ).rejects.toThrow(Invalid);
    const made = await saveTrigger.execute(lead, { ...(await model.seen(7)), ...trigger });
    const entryId = String(made["entry"]);
    await removeEntry.execute(lead, { ...(await model.seen(7)), list: "triggers", entryId });
    expect((await model.read(7)).entries["triggers"]).toEqual([]);
    await expect(
      removeEntry.execute(lead, { ...(await model.seen(7)), list: "triggers", entryId }),
    ).rejects.toThrow(NotFound);
    expect((await getStageHistory.execute(lead, { id: model.idOf(7) })).entries).toHaveLength(3);
  });

  test("is shown with the evidence and the threats that it names, as long as the model is done by PASTA", async () => {
    const model = await begun();
    const [threat] = await threatsOf(lead, model.id);
    const threatIds = [threat?.id ?? ""];
    const { id: evidenceId } = await evidenceWith(lead, world.claims);
    const weakness = { text: "No filter", kind: "weakness" as const, threatIds, evidenceIds: [evidenceId] };
    await saveWeakness.execute(lead, { ...(await model.seen(5)), ...weakness });
    const abuse = { text: "A page steers the answer", story: "It says so.", threatIds };
    await saveAbuseCase.execute(lead, { ...(await model.seen(6)), ...abuse });
    const named = async (actor: Actor, of: object) =>
      (await stagesNaming.execute(actor, of)).rows.map(({ text, href }) => [text, href]);
    const at = (stage: number) => `/threat-models/${model.id}/pasta/${stage}`;
    expect(await named(lead, { evidenceId })).toEqual([["No filter", at(5)]]);
    expect(await named(lead, { threatId: threatIds[0] })).toEqual([
      ["No filter", at(5)],
      [abuse.text, at(6)],
    ]);
    expect(await named(await personWith("lead", world.clinics), { evidenceId })).toEqual([]);
    await expect(stagesNaming.execute(lead, {})).rejects.toThrow(Invalid);
    const { version } = await getModel.execute(lead, { id: model.id });
    await updateModel.execute(lead, { id: model.id, version, approach: "stride" });
    expect(await named(lead, { evidenceId })).toEqual([]);
  });

  test("is written by one of two; the other gets it as it is now, and neither is seen from elsewhere", async () => {
    const model = await begun();
    const before = await model.seen(3);
    await updateStage.execute(lead, { ...before, promptAssembly: "System, then page." });
    const lost = await updateStage
      .execute(lead, { ...before, promptAssembly: "Page first." })
      .catch((error: unknown) => error);
    expect(lost).toMatchObject({
      status: 409,
      current: { promptAssembly: "System, then page.", version: 2 },
    });
    const stranger = await personWith("lead", world.clinics);
    await expect(getStage.execute(stranger, { id: model.idOf(3) })).rejects.toThrow(NotFound);
    await updateSystem.execute(lead, { id: model.systemId, version: 1, unitId: world.insurance });
    expect((await model.read(3)).unitId).toBe(world.insurance);
  });
});
