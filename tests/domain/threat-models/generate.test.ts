import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GivenFacts } from "@/lib/domain/threat-models/derive-facts";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import { generate, openQuestions } from "@/lib/domain/threat-models/generate";
import type { ThreatModel, Value } from "@/lib/domain/threat-models/model";
import { families } from "@/lib/domain/threat-models/schema";
import { threatRules } from "@/lib/domain/threat-models/threat-rules";
import { ragChatbot, unknownChatbot } from "@/tests/support/rag-chatbot";
import { allUnknown, element, flow, threatModel, zone } from "@/tests/support/threat-models";

const usual = threatRules().filter(({ tier }) => tier === 1);
const of = (model: ThreatModel, given: GivenFacts = {}) => generate(model, usual, given);
const statusOf = (model: ThreatModel, ruleId: string, elementId: string, given: GivenFacts = {}) =>
  generate(model, threatRules(), given).proposals.find(
    (one) => one.rule.id === ruleId && one.elementId === elementId,
  )?.status ?? "silent";

describe("a chatbot with documents, pages of the web and one tool that writes", () => {
  test("has an open threat in each of the six families", () => {
    const open = of(ragChatbot()).proposals.filter(({ status }) => status === "open");
    for (const { value } of families.slice(0, 6))
      expect(open.filter(({ rule }) => rule.family === value).map(({ rule }) => rule.id)).not.toEqual([]);
  });

  test("has the path of untrusted input, sensitive data and an exit, with the way and what made it so", () => {
    const path = of(ragChatbot()).paths.find(({ ruleId }) => ruleId === "PATH-01");
    expect(path).toMatchObject({ elementId: "agent", status: "open", unknown: [] });
    expect(path?.ways.map(({ elements }) => elements)).toEqual([
      ["web", "ingestion", "index", "agent"],
      ["index", "agent"],
    ]);
    expect(path?.fired).toEqual([
      { fact: "element.can_send_external", on: "agent", value: true },
      { fact: "element.contains_personal_data", on: "index", value: true },
      { fact: "element.trusted", on: "web", value: false },
      { fact: "element.user_generated", on: "web", value: true },
    ]);
  });

  test("has the same threat on the flows of the path that was found, not on every flow", () => {
    const flows = of(ragChatbot()).proposals.filter(({ rule }) => rule.id === "STRAI-FLW-08");
    expect(flows.map(({ elementId, status }) => `${elementId} ${status}`)).toEqual([
      "agent-index open",
      "ingestion-index open",
      "web-ingestion open",
    ]);
    const pathless = threatModel([element("a", null), element("b", null)], [flow("a", "b")]);
    const facts = { has_untrusted_input: true, has_sensitive_data: true, has_external_output: true };
    expect(statusOf(pathless, "STRAI-FLW-08", "a-b", facts)).toBe("open");
  });

  test("has each path once: the model that an agent asks is no other context than the agent", () => {
    expect(of(ragChatbot()).paths.map(({ ruleId, elementId }) => `${ruleId} ${elementId}`)).toEqual([
      "PATH-01 agent",
      "PATH-02 tickets",
      "PATH-03 app",
    ]);
  });

  test("loses that path, and no other threat, when the right to send outside is taken away", () => {
    const before = of(ragChatbot());
    const after = of(ragChatbot({ agent: { can_send_external: false } }));
    expect(after.paths.filter(({ ruleId }) => ruleId === "PATH-01")).toEqual([]);
    const name = ({ rule, elementId }: (typeof before.proposals)[number]) => `${rule.id} ${elementId}`;
    const left = new Set(after.proposals.map(name));
    const gone = before.proposals.map(name).filter((one) => !left.has(one));
    expect(new Set(gone.map((one) => one.split(" ")[0]))).toEqual(new Set(["STRAI-AGT-02", "STRAI-FLW-08"]));
  });

  test("needs answers when nothing is known of it, and is never without threats", () => {
    const nothing = of(unknownChatbot());
    const known = of(ragChatbot());
    expect(nothing.proposals.length).toBeGreaterThan(known.proposals.length);
    expect(nothing.proposals.filter(({ status }) => status === "needs_answer").length).toBeGreaterThan(40);
    expect(nothing.paths.map(({ ruleId, status }) => [ruleId, status])).toContainEqual([
      "PATH-01",
      "needs_answer",
    ]);
    for (const { value } of families.slice(0, 6))
      expect(nothing.proposals.some(({ rule }) => rule.family === value)).toBe(true);
  });

  test("asks each open question once, with the rules that wait for it", () => {
    const questions = openQuestions(of(unknownChatbot()));
    expect(new Set(questions.map(({ on, fact }) => `${on} ${fact}`)).size).toBe(questions.length);
    expect(questions.find(({ on, fact }) => on === "agent" && fact === "element.can_send_external")).toEqual({
      on: "agent",
      fact: "element.can_send_external",
      ruleIds: ["STRAI-AGT-02", "PATH-01"],
    });
    expect(questions.find(({ fact }) => fact === "system.public_content")).toMatchObject({ on: null });
  });
});

describe("what is proposed", () => {
  test("is the same whatever the order of the parts, and by element and rule", () => {
    const model = ragChatbot();
    const once = of(model);
    const shuffled = fc.shuffledSubarray([...model.elements], { minLength: model.elements.length });
    const flows = fc.shuffledSubarray([...model.flows], { minLength: model.flows.length });
    fc.assert(
      fc.property(shuffled, flows, (elements, arrows) => {
        expect(of({ ...model, elements, flows: arrows })).toEqual(once);
      }),
      { seed: 20261127, numRuns: 20 },
    );
    const keys = once.proposals.map(({ elementId, rule }) => `${elementId} ${rule.id}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect([...keys].sort()).toEqual(keys);
  });

  test("changes nothing when it is worked out twice, and nothing in the model", () => {
    const model = ragChatbot();
    const before = structuredClone(model);
    expect(of(model)).toEqual(of(model));
    expect(model).toEqual(before);
  });

  test.each(threatRules().map(({ id, type, conditionText }) => ({ id, type, conditionText })))(
    "by $id is open on an element that meets its condition ($conditionText), and nowhere else",
    ({ id, type, conditionText }) => {
      const rule = threatRules().find((one) => one.id === id);
      const [system, values, carried] = [{}, {}, {}] as Record<string, boolean | null>[];
      for (const { scope, name, negated, test: asked } of rule?.condition[0] ?? []) {
        const choices = elementTypes().get(type)?.attributes.get(name)?.choices ?? [];
        const wanted: Value =
          asked.is === "true"
            ? !negated
            : asked.is === "above"
              ? 1000
              : (choices.find((word) => asked.words.includes(word)) ?? null);
        Object.assign({ system, element: values, flow: carried }[scope] ?? {}, { [name]: wanted });
      }
      const parts = [element("a", type === "data_flow" ? null : type, values), element("b", null)];
      const model = threatModel(parts, [{ ...flow("a", "b", carried), id: "f" }]);
      const place = type === "data_flow" ? "f" : "a";
      expect(statusOf(model, id, place, system)).toBe("open");
      const other = type === "end_user" ? "admin_ops" : "end_user";
      const elsewhere = threatModel([element("a", other)], type === "data_flow" ? [] : [flow("a", "a")]);
      expect(generate(elsewhere, threatRules()).proposals.map(({ rule: one }) => one.id)).not.toContain(id);
      if (conditionText !== "always") expect(statusOf(emptied(model), id, place)).toBe("needs_answer");
    },
  );

  test("rests on the drawing where nobody said: zones tell what crosses a boundary, ends tell what is between agents", () => {
    const inside = { ...element("a", "agent_orchestrator"), zoneIds: ["inner"] };
    const outside = { ...element("b", "agent_orchestrator"), zoneIds: ["outer"] };
    const parcel = { ...flow("a", "b"), contentClasses: ["untrusted_content", "personal_data"] };
    const model = threatModel([inside, outside], [parcel], [zone("outer"), zone("inner", "outer")]);
    expect(statusOf(model, "STRAI-FLW-01", "a-b")).toBe("open");
    expect(statusOf(model, "STRAI-FLW-04", "a-b")).toBe("open");
    expect(
      statusOf({ ...model, elements: [inside, { ...outside, zoneIds: ["inner"] }] }, "STRAI-FLW-01", "a-b"),
    ).toBe("silent");
    const said = { ...parcel, attributes: { crosses_trust_boundary: false, agent_to_agent: false } };
    expect(statusOf({ ...model, flows: [said] }, "STRAI-FLW-01", "a-b")).toBe("silent");
    expect(statusOf({ ...model, flows: [said] }, "STRAI-FLW-04", "a-b")).toBe("silent");
  });

  test("says where no rule can look, so that silence there is not taken for safety", () => {
    const model = threatModel(
      [element("fax", null), { ...element("old", "memory_store"), outOfScope: true }],
      [{ ...flow("fax", "old"), to: null }],
    );
    expect(of(model).warnings).toEqual([
      'No rule looks at "fax", because the type is not known. Give each one of the known types.',
      'No path leads along "fax to old": an end is free. Let it end at an element.',
      'Out of scope, so not looked at: "old".',
    ]);
    expect(of(model).proposals.filter(({ elementId }) => elementId === "old")).toEqual([]);
  });

  test("is refused for a model whose parts do not hold together", () => {
    expect(() => of(threatModel([element("a", "robot")]))).toThrow('is of the type "robot"');
  });
});

describe("facts of the system", () => {
  const fact = (model: ThreatModel, name: string, given: GivenFacts = {}) => of(model, given).system[name];

  test("follow from the parts of the model, and are unknown where no part shows them", () => {
    const known = of(ragChatbot()).system;
    expect(known).toEqual({
      has_untrusted_content: true,
      has_untrusted_input: true,
      has_sensitive_data: true,
      has_external_output: true,
      use_is_classification: null,
      multimodal: null,
      public_content: null,
      has_agent: true,
    });
    const plain = threatModel([element("model", "model_self_hosted")]);
    expect(fact(plain, "has_agent")).toBe(false);
    expect(fact(plain, "has_untrusted_content")).toBe(false);
    const strange = threatModel([element("model", "model_self_hosted"), element("fax", null)]);
    expect(fact(strange, "has_agent")).toBe(null);
    expect(fact(unknownChatbot(), "has_external_output")).toBe(null);
  });

  test("that somebody gave are used, and told where the model shows otherwise", () => {
    expect(fact(ragChatbot(), "public_content", { public_content: true })).toBe(true);
    const against = of(ragChatbot(), { has_agent: false });
    expect(against.system["has_agent"]).toBe(false);
    expect(against.warnings).toEqual([
      "has_agent was said to be false, but the model shows that it is so. What was said is used.",
    ]);
    expect(fact(ragChatbot(), "has_agent", { has_agent: null })).toBe(true);
  });
});

function emptied(model: ThreatModel): ThreatModel {
  return {
    ...model,
    elements: model.elements.map((one) => ({ ...one, attributes: allUnknown(one.type ?? "") })),
    flows: model.flows.map((one) => ({ ...one, attributes: {} })),
  };
}
