import { beforeAll, describe, expect, test } from "vitest";
import { decideThreats } from "@/lib/domain/threat-models/commands/decide-threats";
import { generateThreats } from "@/lib/domain/threat-models/commands/generate-threats";
import { grantSignOff, requestSignOff } from "@/lib/domain/threat-models/commands/sign-off";
import { followAllModels } from "@/lib/domain/threat-models/jobs";
import { overrideRule } from "@/lib/domain/threat-models/own-rules/commands/override-rule";
import {
  createOwnRule,
  restoreOwnRule,
  retireOwnRule,
  updateOwnRule,
} from "@/lib/domain/threat-models/own-rules/commands/own-rule";
import { getOwnRule, getOwnRuleHistory } from "@/lib/domain/threat-models/own-rules/queries/own-rules";
import { tryRule } from "@/lib/domain/threat-models/own-rules/queries/try-rule";
import { getCoverage } from "@/lib/domain/threat-models/queries/coverage";
import { getModel } from "@/lib/domain/threat-models/queries/model";
import { getThreatRule, listThreatRules } from "@/lib/domain/threat-models/queries/threat-rules";
import { getThreat } from "@/lib/domain/threat-models/queries/threats";
import type { Actor } from "@/lib/platform/access/actor";
import { ragChatbot } from "@/tests/support/rag-chatbot";
import { storedModel, threatsOf } from "@/tests/support/stored-threat-models";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let owner: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  owner = await personWith("system-owner", world.claims);
});

const asPlumbline = { asked: "yes", tier: null, likelihood: null, impact: null } as const;
const hour = () => followAllModels.execute(theSystem(), {});
const model = () => storedModel(lead, world.claims, ragChatbot());
const rule = async (key: string) => getThreatRule.execute(lead, { key });
const say = async (key: string, said: object) =>
  overrideRule.execute(lead, {
    ...{ ...asPlumbline, ...said, key, reason: "Ours is otherwise." },
    version: (await rule(key)).overrides[0]?.number ?? 0,
  });
const named = async (id: string, key: string) => (await threatsOf(lead, id)).find((one) => one.key === key);
const again = async (id: string) => {
  const { version } = await getModel.execute(lead, { id });
  return generateThreats.execute(lead, { id, version });
};
const ours = {
  ...{ title: "Our agent writes without a person", types: ["agent_orchestrator"], tier: "1" as const },
  ...{ category: "Elevation of privilege" as const, family: "other_security" as const },
  ...{ condition: "element.can_write and not element.human_approval", likelihood: 4, impact: 2 },
};

describe("a rule that Plumbline comes with", () => {
  test("is switched off for all models: its threats wait with the reason, and stand as before once it is on again", async () => {
    const id = await model();
    const key = "STRAI-AGT-02 agent";
    const before = await named(id, key);
    await decideThreats.execute(lead, {
      ...{ id, state: "transferred", reason: "The supplier answers for it." },
      threats: [{ id: before?.id ?? "", version: before?.version ?? 0 }],
    });
    await say("STRAI-AGT-02", { asked: "no" });
    expect(await getModel.execute(lead, { id })).toMatchObject({ generated: false, rulesChanged: true });
    await expect(requestSignOff.execute(lead, { id, reason: "Ready." })).rejects.toThrow(
      "rules have changed",
    );
    await hour();
    expect(await named(id, key)).toMatchObject({
      ...{ state: "to-confirm", heldState: "transferred", drift: "no-longer-applies" },
      ...{ reason: "The supplier answers for it.", driftReason: expect.stringContaining("switched off") },
    });
    const read = await rule("STRAI-AGT-02");
    expect(read).toMatchObject({ standing: "off", asked: false, threats: 1 });
    expect(read.overrides.map(({ number, reason }) => [number, reason])).toEqual([[1, "Ours is otherwise."]]);
    await say("STRAI-AGT-02", {});
    await hour();
    expect(await named(id, key)).toMatchObject({ state: "transferred", drift: null });
    expect(await rule("STRAI-AGT-02")).toMatchObject({ standing: "shipped", asked: true });
    expect((await rule("STRAI-AGT-02")).overrides).toHaveLength(2);
  });

  test("of another tier or with other suggestions is asked and suggests so, and a path rule is switched off as well", async () => {
    await say("STRAI-LLM-01", { tier: "2", likelihood: "1", impact: "2" });
    await say("PATH-01", { asked: "no" });
    const id = await model();
    const rules = (await threatsOf(lead, id)).map(({ ruleId }) => ruleId);
    expect([rules.includes("STRAI-LLM-01"), rules.includes("PATH-01"), rules.includes("PATH-02")]).toEqual([
      ...[false, false, true],
    ]);
    expect(await rule("STRAI-LLM-01")).toMatchObject({
      tier: 2,
      likelihood: 1,
      impact: 2,
      standing: "changed",
    });
    await say("STRAI-LLM-01", { likelihood: "1", impact: "2" });
    await again(id);
    expect(await named(id, "STRAI-LLM-01 model")).toMatchObject({
      state: "open",
      suggested: { likelihood: 1, impact: 2 },
    });
    await say("STRAI-LLM-01", { tier: "2" });
    await again(id);
    expect((await named(id, "STRAI-LLM-01 model"))?.driftReason).toBe("Only a deep analysis asks its rule.");
    await expect(say("PATH-02", { tier: "2" })).rejects.toThrow("always made");
    await say("STRAI-LLM-01", {});
    await say("PATH-01", {});
  });

  test("that nobody asks leaves a place empty that says so", async () => {
    await say("STRAI-SEC-02", { asked: "no" });
    const { version: _v, ...drawn } = ragChatbot() as ReturnType<typeof ragChatbot> & { version?: string };
    const vault = { ...drawn.elements[0], id: "vault", name: "Vault", type: "secrets_store", attributes: {} };
    const id = await storedModel(lead, world.claims, {
      ...drawn,
      elements: [...drawn.elements, vault],
    } as ReturnType<typeof ragChatbot>);
    const row = (await getCoverage.execute(lead, { id })).elements.find((one) => one.id === "vault");
    expect(row?.cells["Spoofing"].why).toBe("The organisation does not ask the rules for it.");
    await say("STRAI-SEC-02", {});
  });

  test("is changed by one of two writers, only otherwise than it is, and only by who may at the top", async () => {
    await say("STRAI-TOL-02", { impact: "5" });
    const late = { ...asPlumbline, key: "STRAI-TOL-02", version: 0, reason: "Late." };
    await expect(overrideRule.execute(lead, late)).rejects.toMatchObject({
      status: 409,
      current: { version: 1, impact: 5 },
    });
    await expect(say("STRAI-TOL-02", { impact: "5" })).rejects.toThrow("That is how the rule is");
    await expect(overrideRule.execute(owner, { ...late, version: 1 })).rejects.toMatchObject({ status: 403 });
    const below = await personWith("lead", world.insurance);
    await expect(overrideRule.execute(below, { ...late, version: 1 })).rejects.toThrow("at its top");
    await expect(overrideRule.execute(lead, { ...late, key: "STRAI-XXX-01" })).rejects.toMatchObject({
      status: 404,
    });
    await say("STRAI-TOL-02", {});
  });
});

describe("a rule of one's own", () => {
  test("proposes threats with its words and sources, drifts when it changes, and loses no decision", async () => {
    const id = await model();
    const made = await createOwnRule.execute(lead, {
      ...{ ...ours, description: "It orders by itself.", sources: "LLM03:2026, ASI02\nAML.T0053" },
      mitigations: ["MIT-06"],
    });
    expect((await listThreatRules.execute(owner, { standing: "own" })).entries).toMatchObject([
      { key: made.key, title: ours.title, threats: 0 },
    ]);
    await hour();
    const key = `${made.key} agent`;
    const found = await named(id, key);
    expect(found).toMatchObject({
      ...{ state: "open", drift: "new", suggested: { likelihood: 4, impact: 2 } },
      ...{ condition: ours.condition, description: "It orders by itself." },
      fired: [
        { fact: "element.can_write", on: "agent", value: true },
        { fact: "element.human_approval", on: "agent", value: false },
      ],
    });
    expect(found?.sources.map(({ id: one, edition }) => `${one} ${edition}`)).toEqual([
      ...["LLM03:2026 2026", "ASI02 2026", "AML.T0053 5.6.0"],
    ]);
    await decideThreats.execute(lead, {
      ...{ id, state: "avoided", reason: "It only drafts." },
      threats: [{ id: found?.id ?? "", version: found?.version ?? 0 }],
    });
    await updateOwnRule.execute(lead, { id: made.id, version: 1, condition: "element.can_write" });
    expect(await getThreat.execute(lead, { id: found?.id ?? "" })).toMatchObject({ ruleChanged: true });
    await hour();
    expect(await named(id, key)).toMatchObject({
      ...{ state: "to-confirm", heldState: "avoided", reason: "It only drafts.", drift: "condition-changed" },
    });
    await updateOwnRule.execute(lead, { id: made.id, version: 2, condition: ours.condition });
    await hour();
    expect(await named(id, key)).toMatchObject({ state: "avoided", drift: null });
    await retireOwnRule.execute(lead, { id: made.id, version: 3, reason: "Not ours any more." });
    await hour();
    expect((await named(id, key))?.driftReason).toContain("retired");
    await restoreOwnRule.execute(lead, { id: made.id, version: 4 });
    const { entries } = await getOwnRuleHistory.execute(lead, { id: made.id });
    expect(entries).toHaveLength(5);
    await retireOwnRule.execute(lead, { id: made.id, version: 5, reason: "Again." });
    await hour();
  });

  test("of several types is read for each, and makes a sign-off stale where it finds something", async () => {
    const id = await model();
    const compliance = await personWith("compliance", world.root);
    await again(id);
    await requestSignOff.execute(lead, { id, reason: "Ready." });
    await grantSignOff.execute(compliance, { id, reason: "Seen." });
    const types = ["llm_endpoint_hosted", "rag_vector_store"];
    const made = await createOwnRule.execute(lead, {
      ...{ ...ours, title: "Shared with others", types, condition: "element.multi_tenant" },
    });
    await hour();
    const keys = (await threatsOf(lead, id))
      .filter(({ ruleId }) => ruleId === made.key)
      .map((one) => one.key);
    // The index is for one tenant alone; of the model nobody knows.
    expect(keys).toEqual([`${made.key} model`]);
    expect(await getModel.execute(lead, { id })).toMatchObject({
      state: "stale",
      stateReason: expect.stringContaining("Shared with others"),
    });
    expect(await hour()).toEqual({ changed: 0 });
  });

  test("that cannot be read is refused with the place and what to do, and nothing is stored", async () => {
    const refused = (more: object) => createOwnRule.execute(lead, { ...ours, title: "Wrong", ...more });
    await expect(refused({ condition: "element.can_write and" })).rejects.toMatchObject({
      problems: [{ path: "condition", message: expect.stringContaining("At the end: a fact") }],
    });
    await expect(refused({ condition: "element.can_write & element.colour" })).rejects.toThrow("At 19");
    const both = { types: ["agent_orchestrator", "end_user"] };
    await expect(refused(both)).rejects.toThrow("Read for: End user");
    await expect(refused({ types: ["robot"] })).rejects.toThrow('no type of element "robot"');
    await expect(refused({ types: [] })).rejects.toThrow("Choose at least one type");
    await expect(refused({ sources: "LLM03" })).rejects.toThrow('has "LLM03"');
    await expect(refused({ mitigations: ["MIT-99"] })).rejects.toThrow('no mitigation "MIT-99"');
    await expect(createOwnRule.execute(owner, ours)).rejects.toMatchObject({ status: 403 });
    expect((await listThreatRules.execute(lead, { q: "Wrong", standing: "own" })).entries).toEqual([]);
    const first = await createOwnRule.execute(lead, { ...ours, title: "Said once" });
    await expect(refused({ title: "Said once" })).rejects.toThrow("has this title");
    expect(await getOwnRule.execute(owner, { id: first.id })).toMatchObject({ sources: null, version: 1 });
    await retireOwnRule.execute(lead, { id: first.id, version: 1, reason: "A try." });
  });

  test("is tried in a stored model before it is saved: where it fires, is silent or asks, with the values", async () => {
    const threatModelId = await model();
    const types = "agent_orchestrator,rag_vector_store,llm_endpoint_hosted";
    const tried = await tryRule.execute(lead, {
      types: types.split(",")[0] ?? "",
      threatModelId,
      condition: ours.condition,
    });
    expect(tried).toMatchObject({
      ...{ open: 1, needsAnswer: 0, silent: 0 },
      rows: [{ id: "agent", finding: "open", facts: [{ fact: "element.can_write", value: true }, {}] }],
    });
    const two = "rag_vector_store,llm_endpoint_hosted";
    const other = await tryRule.execute(lead, {
      types: two,
      threatModelId,
      condition: "element.multi_tenant",
    });
    expect(other.rows.map(({ id, finding, facts }) => [id, finding, facts[0]?.value])).toEqual([
      ["model", "needs_answer", null],
      ["index", "silent", false],
    ]);
    const clinics = await personWith("lead", world.clinics);
    const foreign = tryRule.execute(clinics, { types: two, threatModelId, condition: "always" });
    await expect(foreign).rejects.toMatchObject({ status: 404 });
    expect((await threatsOf(lead, threatModelId)).filter(({ origin }) => origin !== "rule")).toEqual([]);
  });

  test("is tried with facts that are written down, one a line; what cannot be read is told with its line", async () => {
    const attempt = (
      facts: string,
      condition = "element.can_write and flow.encrypted and system.multimodal",
    ) => tryRule.execute(lead, { types: "agent_orchestrator", condition, facts });
    const said = "can_write = yes\n\nflow.encrypted: no\nsystem.multimodal = unknown";
    expect((await attempt(said)).rows).toMatchObject([
      { finding: "silent", facts: [{}, { value: false }, {}] },
    ]);
    expect((await attempt(said.replace("no", "yes"))).rows).toMatchObject([{ finding: "needs_answer" }]);
    await expect(attempt("can_write = perhaps")).rejects.toThrow("Line 1: can_write is yes or no");
    await expect(attempt("can_write = yes\ncolour = red")).rejects.toThrow('Line 2: nothing called "colour"');
    await expect(attempt("yes please")).rejects.toThrow("Line 1");
    await expect(tryRule.execute(lead, { types: "agent_orchestrator", condition: "always" })).rejects.toThrow(
      "Choose a threat model",
    );
  });
});
