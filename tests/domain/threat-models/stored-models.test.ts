import { beforeAll, describe, expect, test } from "vitest";
import { createControl, updateControl } from "@/lib/domain/controls/commands/change-control";
import { createModel, importModel } from "@/lib/domain/threat-models/commands/create-model";
import { decideThreats } from "@/lib/domain/threat-models/commands/decide-threats";
import { generateThreats } from "@/lib/domain/threat-models/commands/generate-threats";
import { threatToControl, threatToRisk } from "@/lib/domain/threat-models/commands/link-threat";
import { mergeThreat } from "@/lib/domain/threat-models/commands/own-threat";
import { saveDrawing } from "@/lib/domain/threat-models/commands/save-drawing";
import { referenceArchitectures } from "@/lib/domain/threat-models/drawing/references";
import type { ThreatModel } from "@/lib/domain/threat-models/model";
import { threatsOn } from "@/lib/domain/threat-models/queries/links";
import { getModel } from "@/lib/domain/threat-models/queries/model";
import { families } from "@/lib/domain/threat-models/schema";
import type { Actor } from "@/lib/platform/access/actor";
import { ragChatbot, unknownChatbot } from "@/tests/support/rag-chatbot";
import { draw, drawingOf, newSystem, storedModel, threatsOf } from "@/tests/support/stored-threat-models";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
});

const system = () => newSystem(lead, world.claims);
const stored = (drawn: ThreatModel) => storedModel(lead, world.claims, drawn);
const redraw = (id: string, drawn: ThreatModel) => draw(lead, id, drawn);
const threatsIn = (id: string) => threatsOf(lead, id);
const named = async (id: string, key: string) => {
  const found = (await threatsIn(id)).find((one) => one.key === key);
  if (!found) throw new Error(`There is no threat ${key}.`);
  return found;
};
const decide = (id: string, threat: { id: string; version: number }, state: string, more: object = {}) =>
  decideThreats.execute(lead, {
    id,
    threats: [{ id: threat.id, version: threat.version }],
    state,
    ...more,
  } as never);

const sealed = { web: { trusted: true, user_generated: false }, ingestion: { crawls_web: false } };
const noExit = { agent: { can_send_external: false }, tickets: { write_access: false } };

describe("a stored model of a RAG chatbot with web input and a tool that writes", () => {
  test("has an open threat in each of the six families, and the path from untrusted input to an exit", async () => {
    const threats = await threatsIn(await stored(ragChatbot()));
    const open = new Set(threats.filter(({ state }) => state === "open").map(({ family }) => family));
    for (const { value } of families.slice(0, 6)) expect([value, open.has(value)]).toEqual([value, true]);
    const path = threats.find(({ ruleId }) => ruleId === "PATH-01");
    expect(path).toMatchObject({ state: "open", category: "Information disclosure" });
    expect(path?.fired).not.toEqual([]);
  });

  test("loses no threat when the exit goes: its path waits to be confirmed, and is open again when the exit is back", async () => {
    const id = await stored(ragChatbot());
    const path = (await threatsIn(id)).find(({ ruleId }) => ruleId === "PATH-01");
    const before = (await threatsIn(id)).length;
    await redraw(id, ragChatbot(noExit));
    expect(await named(id, path?.key ?? "")).toMatchObject({
      state: "to-confirm",
      drift: "no-longer-applies",
    });
    expect((await threatsIn(id)).length).toBeGreaterThanOrEqual(before);
    await redraw(id, ragChatbot());
    expect(await named(id, path?.key ?? "")).toMatchObject({ state: "open", drift: null });
  });

  test("needs answers where nothing is known, and is never silent", async () => {
    const threats = await threatsIn(await stored(unknownChatbot()));
    const waiting = threats.filter(({ state }) => state === "needs-answer");
    expect(waiting.length).toBeGreaterThan(20);
    expect(waiting.every(({ unknown }) => (unknown as unknown[]).length > 0)).toBe(true);
    expect(waiting.map(({ ruleId }) => ruleId)).toContain("PATH-01");
  });

  test("generated twice is the same, to the version", async () => {
    const id = await stored(ragChatbot());
    const before = await threatsIn(id);
    const { version } = await getModel.execute(lead, { id });
    const again = await generateThreats.execute(lead, { id, version });
    expect(again).toMatchObject({ added: 0, changed: 0, toConfirm: 0, version });
    expect(await threatsIn(id)).toEqual(before);
  });
});

describe("a decision on a threat", () => {
  test("stays while the values it rests on do, and is asked about again when they change", async () => {
    const id = await stored(ragChatbot());
    const [rule] = ["STRAI-EXT-01 web"];
    const threat = await named(id, rule ?? "");
    await decide(id, threat, "not-applicable", { reason: "The pages are our own." });
    await redraw(id, ragChatbot({ tickets: { handles_money: false } }));
    expect(await named(id, threat.key)).toMatchObject({ state: "not-applicable", drift: null });
    await redraw(id, ragChatbot({ web: { user_generated: null } }));
    expect(await named(id, threat.key)).toMatchObject({
      ...{ state: "to-confirm", heldState: "not-applicable", drift: "condition-changed" },
      reason: "The pages are our own.",
    });
    await redraw(id, ragChatbot());
    expect(await named(id, threat.key)).toMatchObject({ state: "not-applicable", drift: null });
  });

  test("answers row by row: what is missing or has changed meanwhile stays as it is", async () => {
    const id = await stored(ragChatbot());
    const [one, other, third] = await threatsIn(id);
    if (!one || !other || !third) throw new Error("Three threats are needed.");
    await decide(id, other, "avoided", { reason: "Gone." });
    const { rows, decided } = await decideThreats.execute(lead, {
      ...{ id, state: "transferred", reason: "The supplier answers for it." },
      threats: [one, other, third].map(({ id: threat, version }) => ({ id: threat, version })),
    });
    expect([decided, rows.map(({ done }) => done)]).toEqual([2, [true, false, true]]);
    expect(rows[1]?.message).toContain("Somebody changed this threat meanwhile");
  });

  test("wants a reason, and a control in place for a mitigation", async () => {
    const id = await stored(ragChatbot());
    const threat = await named(id, "STRAI-LLM-01 model");
    const refused = async (state: string) => (await decide(id, threat, state)).rows[0]?.message;
    expect(await refused("not-applicable")).toContain("Say why");
    expect(await refused("mitigated")).toContain("No control in place");
    await expect(refused("accepted")).rejects.toMatchObject({ status: 400 });
  });

  test("to merge leaves both, and one of them stands for the other", async () => {
    const id = await stored(ragChatbot());
    const [one, other] = await threatsIn(id);
    if (!one || !other) throw new Error("Two threats are needed.");
    await mergeThreat.execute(lead, { id: one.id, version: one.version, intoId: other.id });
    expect(await named(id, one.key)).toMatchObject({ state: "superseded", mergedInto: other.ref });
    const { version } = await getModel.execute(lead, { id });
    expect(await generateThreats.execute(lead, { id, version })).toMatchObject({ added: 0, changed: 0 });
    await expect(
      mergeThreat.execute(lead, { id: other.id, version: other.version, intoId: one.id }),
    ).rejects.toThrow("not merged itself");
  });
});

describe("a threat", () => {
  test("becomes a risk in one step, with scores that are only suggested, and both show the other", async () => {
    const id = await stored(ragChatbot());
    const threat = await named(id, "STRAI-LLM-02 model");
    const made = await threatToRisk.execute(lead, { id: threat.id });
    expect(made.suggested).toEqual({ likelihood: 4, impact: 5 });
    expect((await named(id, threat.key)).risks.map((risk) => [risk.id, risk.currentScore])).toEqual([
      [made.riskId, 0],
    ]);
    const other = await named(id, "STRAI-LLM-01 model");
    await threatToRisk.execute(lead, { id: other.id, riskId: made.riskId });
    const { rows } = await threatsOn.execute(lead, { riskId: made.riskId });
    expect(rows.map(({ title }) => title).toSorted()).toEqual([other.title, threat.title].toSorted());
    await expect(threatToRisk.execute(lead, { id: threat.id, riskId: made.riskId })).rejects.toThrow(
      "already",
    );
  });

  test("is mitigated by a control instance, and asked about again when that fails", async () => {
    const id = await stored(ragChatbot());
    const threat = await named(id, "STRAI-LLM-01 model");
    const control = await createControl.execute(lead, {
      ...{ title: "Injection screen", kind: "preventive", unitId: world.claims, status: "implemented" },
    });
    await threatToControl.execute(lead, { id: threat.id, controlId: control.id });
    expect((await decide(id, threat, "mitigated")).decided).toBe(1);
    await updateControl.execute(lead, { id: control.id, version: control.version, status: "failed" });
    expect(await named(id, threat.key)).toMatchObject({ state: "to-confirm", drift: "control-changed" });
    const { version } = await getModel.execute(lead, { id });
    await generateThreats.execute(lead, { id, version });
    expect(await named(id, threat.key)).toMatchObject({ state: "to-confirm", drift: "control-changed" });
    const mitigation = threat.mitigations.find(({ controls }) => controls.length > 0);
    const key = mitigation?.controls[0]?.key ?? "";
    await threatToControl.execute(lead, { id: threat.id, key, mitigationId: mitigation?.id ?? "" });
    expect((await named(id, threat.key)).controls.map(({ status }) => status).toSorted()).toEqual([
      "failed",
      "planned",
    ]);
  });
});

describe("a drawing", () => {
  test("is saved by one of two writers; the other gets it as it is now, and nothing of theirs is written", async () => {
    const id = await stored(ragChatbot());
    const { version } = await getModel.execute(lead, { id });
    await saveDrawing.execute(lead, { id, version, drawing: drawingOf(ragChatbot(sealed)) });
    const second = saveDrawing.execute(lead, { id, version, drawing: drawingOf(ragChatbot(noExit)) });
    await expect(second).rejects.toMatchObject({
      status: 409,
      current: { drawing: { elements: expect.any(Array) } },
    });
    const kept = (await getModel.execute(lead, { id })) as unknown as { drawing: ThreatModel };
    expect(kept.drawing.elements.find((one) => one.id === "web")?.attributes["trusted"]).toBe(true);
  });

  test("is refused where its parts do not hold together, with what to do", async () => {
    const id = await stored(ragChatbot());
    const { version } = await getModel.execute(lead, { id });
    const broken = { ...ragChatbot(), flows: [{ ...ragChatbot().flows[0], to: "nowhere" }] };
    const saved = saveDrawing.execute(lead, { id, version, drawing: drawingOf(broken as never) });
    await expect(saved).rejects.toThrow('ends at "nowhere"');
    expect((await getModel.execute(lead, { id })).version).toBe(version);
  });

  test.each(referenceArchitectures().map(({ key }) => key))(
    "starts from the reference architecture %s",
    async (key) => {
      const made = await createModel.execute(lead, {
        ...{ title: key, systemId: await system(), start: "reference" as const, reference: key },
      });
      expect((await threatsIn(made.id)).length).toBeGreaterThan(15);
    },
  );

  test("comes from a file, whose threats wait to be looked at", async () => {
    const otm = {
      otmVersion: "0.2.0",
      project: { name: "Bot", id: "bot" },
      trustZones: [{ id: "z", name: "Inside", type: "z", risk: { trustRating: 50 } }],
      components: [
        {
          id: "c",
          name: "Model",
          type: "llm-service",
          parent: { trustZone: "z" },
          threats: [{ threat: "t", state: "mitigated" }],
        },
      ],
      threats: [
        {
          id: "t",
          name: "Theft",
          categories: ["Information disclosure"],
          risk: { likelihood: 50, impact: 50 },
        },
      ],
    };
    const made = await importModel.execute(lead, {
      ...{ systemId: await system(), text: JSON.stringify(otm), fileName: "bot.otm" },
    });
    const threats = await threatsIn(made.id);
    expect(threats.find(({ origin }) => origin === "file")).toMatchObject({
      title: "Theft",
      state: "proposed",
    });
    expect(threats.filter(({ origin }) => origin === "rule").length).toBeGreaterThan(3);
    await expect(
      importModel.execute(lead, { systemId: await system(), text: "{}", fileName: "x.json" }),
    ).rejects.toThrow("no threat model that is known here");
  });
});
