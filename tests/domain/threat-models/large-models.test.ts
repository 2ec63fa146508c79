import { expect, test } from "vitest";
import { generate } from "@/lib/domain/threat-models/generate";
import type { Element, Flow } from "@/lib/domain/threat-models/model";
import { threatRules } from "@/lib/domain/threat-models/threat-rules";
import { largeThreatModel } from "@/tests/support/large-threat-model";
import { element, flow, threatModel } from "@/tests/support/threat-models";

/** Seconds that a model takes with every rule; far more than this would mean that a search repeats itself. */
const patience = 10;

function timed(elements: readonly Element[], flows: readonly Flow[]) {
  const begun = performance.now();
  const generated = generate(threatModel(elements, flows), threatRules());
  expect((performance.now() - begun) / 1000).toBeLessThan(patience);
  return generated;
}

test("500 elements and 1,500 flows give threats for every rule, and findings for all eight path rules", () => {
  const { elements, flows } = largeThreatModel(500, 1_500);
  const { proposals, paths } = timed(elements, flows);
  expect(new Set(proposals.map(({ rule }) => rule.id)).size).toBe(191);
  expect(new Set(paths.map(({ ruleId }) => ruleId)).size).toBe(8);
});

test("a drawing in which everything flows to everything is searched once, not once for each path", () => {
  const types = [
    "llm_endpoint_hosted",
    "agent_orchestrator",
    "tool_mcp_server",
    "rag_vector_store",
    "human_reviewer",
  ];
  const elements = Array.from({ length: 140 }, (_, i) => element(`e${i}`, types[i % types.length] ?? null));
  const flows = elements.flatMap(({ id: from }) =>
    elements.flatMap(({ id: to }) => (from === to ? [] : [flow(from, to)])),
  );
  expect(flows.length).toBeGreaterThan(19_000);
  const { paths } = timed(elements, flows);
  expect(new Set(paths.map(({ ruleId, elementId }) => `${ruleId} ${elementId}`)).size).toBe(paths.length);
});

test("a chain of 5,000 agents is no deep recursion, and of a way longer than anybody reads both ends are shown", () => {
  const sends = { can_send_external: true, reads_untrusted_content: false };
  const elements = Array.from({ length: 5_000 }, (_, i) => element(`e${i}`, "agent_orchestrator", sends));
  const flows = elements.slice(1).map(({ id }, i) => flow(`e${i}`, id));
  const first = {
    ...flow("e0", "e1", { carries_untrusted_content: true, carries_personal_data: true }),
    id: "in",
  };
  const { paths } = timed(elements, [...flows, first]);
  const last = paths.find(({ ruleId, elementId }) => ruleId === "PATH-01" && elementId === "e4999");
  expect(last?.ways[0]?.elements).toHaveLength(40);
  expect([last?.ways[0]?.elements[0], last?.ways[0]?.elements.at(-1)]).toEqual(["e1", "e4999"]);
});

test("names that mean something to the language are names like others", () => {
  const elements = ["__proto__", "constructor", "toString"].map((id) => element(id, "agent_orchestrator"));
  const { proposals } = timed(elements, [flow("__proto__", "constructor")]);
  expect(new Set(proposals.map(({ elementId }) => elementId))).toEqual(
    new Set(["__proto__", "__proto__-constructor", "constructor", "toString"]),
  );
});
