import { expect, test } from "vitest";
import { coverageOf } from "@/lib/domain/threat-models/coverage";
import type { GivenFacts } from "@/lib/domain/threat-models/derive-facts";
import { generate } from "@/lib/domain/threat-models/generate";
import type { ThreatModel } from "@/lib/domain/threat-models/model";
import { categories } from "@/lib/domain/threat-models/schema";
import { threatRules } from "@/lib/domain/threat-models/threat-rules";
import { ragChatbot, unknownChatbot } from "@/tests/support/rag-chatbot";
import { element, threatModel } from "@/tests/support/threat-models";

const all = threatRules();
const usual = all.filter(({ tier }) => tier === 1);

function covered(model: ThreatModel, given: GivenFacts = {}) {
  return coverageOf(model, generate(model, usual, given), usual, all);
}

test("every part of a model stands against STRIDE and the four harms, and an empty cell says why", () => {
  const model = ragChatbot({ agent: { can_send_external: false, multi_agent: false } });
  const outside = { ...element("old", "memory_store"), outOfScope: true };
  const { elements } = covered({ ...model, elements: [...model.elements, element("fax", null), outside] });
  expect(elements).toHaveLength(model.elements.length + 2 + model.flows.length);
  const cells = (id: string) => elements.find((one) => one.id === id)?.cells;
  expect(Object.keys(cells("agent") ?? {})).toEqual([...categories]);
  expect(cells("agent")?.["Tampering"]).toEqual({ open: 2, needsAnswer: 0, why: null });
  expect(cells("agent")?.["Spoofing"].why).toBe(
    "The rules for it do not apply: their conditions do not hold.",
  );
  expect(cells("user")?.["Repudiation"].why).toBe("Only a deep analysis asks the rules for it.");
  expect(cells("user")?.["Tampering"].why).toBe("No rule of this category is for End user.");
  expect(cells("fax")?.["Tampering"].why).toBe("It has no type that rules know.");
  expect(cells("old")?.["Tampering"].why).toBe("Out of scope.");
  for (const { cells: row } of elements)
    for (const { open, needsAnswer, why } of Object.values(row))
      expect(why === null).toBe(open + needsAnswer > 0);
});

test("families and lists count the threats of elements and paths, under the edition of each list", () => {
  const { families, lists } = covered(ragChatbot());
  for (const { open } of families) expect(open).toBeGreaterThan(0);
  expect(lists.map(({ framework, edition, entries }) => [framework, edition, entries.length])).toEqual([
    ["OWASP Top 10 for LLM Applications", "2026", 10],
    ["OWASP Top 10 for LLM Applications", "2025", 10],
    ["OWASP agentic AI, Top 10 and threats", "2026", 27],
    ["MITRE ATLAS", "5.6.0", 16],
  ]);
  const entry = (id: string) => lists.flatMap(({ entries }) => entries).find((one) => one.id === id);
  expect(entry("LLM03:2026")).toMatchObject({ ...entry("LLM06:2025"), id: "LLM03:2026" });
  expect(entry("T16")?.why).toBe("No rule names it.");
  expect(lists[3]?.entries.filter(({ open }) => open > 0).length).toBeGreaterThan(8);
});

test("what only needs answers counts as that, and agentic lists stay empty without an agent", () => {
  const unknown = covered(unknownChatbot());
  expect(unknown.families.every(({ open, needsAnswer }) => open + needsAnswer > 0)).toBe(true);
  expect(unknown.families.some(({ needsAnswer }) => needsAnswer > 0)).toBe(true);
  const alone = covered(threatModel([element("model", "llm_endpoint_hosted", { retains_prompts: true })]));
  expect(new Set(alone.lists[2]?.entries.map(({ why }) => why))).toEqual(
    new Set(["The system has no agent and no tool."]),
  );
  const why = (id: string) => alone.lists.flatMap(({ entries }) => entries).find((one) => one.id === id)?.why;
  expect(why("LLM10:2026")).toBe("No part of the model is of a type that such a rule is for.");
  expect(why("LLM06:2026")).toBe(null);
});
