import { describe, expect, test } from "vitest";
import { driftBetween } from "@/lib/domain/threat-models/drift";
import { generate } from "@/lib/domain/threat-models/generate";
import type { ThreatModel } from "@/lib/domain/threat-models/model";
import { threatRules } from "@/lib/domain/threat-models/threat-rules";
import { ragChatbot } from "@/tests/support/rag-chatbot";
import { element, flow, zone } from "@/tests/support/threat-models";

const looked = (model: ThreatModel) => ({ model, generated: generate(model, threatRules()) });
const drift = (before: ThreatModel, after: ThreatModel) => driftBetween(looked(before), looked(after));
const names = (threats: readonly { ruleId: string; elementId: string }[]) =>
  threats.map(({ ruleId, elementId }) => `${ruleId} ${elementId}`);

describe("a model that changed", () => {
  test("not at all has no drift, whatever the order of its parts", () => {
    const model = ragChatbot();
    const turned = { ...model, elements: model.elements.toReversed(), flows: model.flows.toReversed() };
    expect(drift(model, turned)).toEqual({
      parts: { added: [], removed: [], changed: [] },
      appeared: [],
      changed: [],
      toConfirm: [],
    });
  });

  test("by losing its exit keeps the path as one to confirm, with the facts it rested on", () => {
    const { parts, toConfirm, appeared } = drift(
      ragChatbot(),
      ragChatbot({ agent: { can_send_external: false } }),
    );
    expect(parts.changed).toEqual([{ id: "agent", name: "agent", changed: ["can_send_external"] }]);
    expect(names(toConfirm)).toContain("PATH-01 agent");
    expect(toConfirm.find(({ ruleId }) => ruleId === "PATH-01")?.facts).toContainEqual({
      fact: "element.can_send_external",
      on: "agent",
      value: true,
    });
    expect(appeared).toEqual([]);
  });

  test("by a new tool has its threats as new ones, and nothing to confirm", () => {
    const model = ragChatbot();
    const pay = element("pay", "tool_mcp_server", { handles_money: true });
    const grown = {
      ...model,
      elements: [...model.elements, pay],
      flows: [...model.flows, flow("agent", "pay")],
    };
    const { parts, appeared, toConfirm } = drift(model, grown);
    expect(parts.added.map(({ id }) => id)).toEqual(["agent-pay", "pay"]);
    expect(names(appeared)).toContain("STRAI-TOL-11 pay");
    expect(names(appeared)).toContain("PATH-02 pay");
    expect(toConfirm).toEqual([]);
    expect(names(drift(grown, model).toConfirm)).toEqual(names(appeared));
  });

  test("in what its threats rest on shows the facts before and now", () => {
    const { changed } = drift(ragChatbot({ agent: { can_write: null } }), ragChatbot());
    expect(
      changed.find(({ ruleId, elementId }) => `${ruleId} ${elementId}` === "STRAI-AGT-03 agent"),
    ).toEqual({
      ruleId: "STRAI-AGT-03",
      elementId: "agent",
      status: "open",
      facts: [{ fact: "element.can_write", on: "agent", value: true }],
      before: { status: "needs_answer", facts: [{ fact: "element.can_write", on: "agent", value: null }] },
    });
  });

  test("in its zones, ends and names is told, but not in what is only described", () => {
    const model = { ...ragChatbot(), zones: [zone("inner")] };
    const [first, ...others] = model.flows;
    const parts = (after: ThreatModel) =>
      drift(model, after).parts.changed.map(({ id, changed }) => `${id}: ${changed.join(", ")}`);
    expect(
      parts({
        ...model,
        elements: model.elements.map((one) =>
          one.id === "app" ? { ...one, zoneIds: ["inner"], name: "App" } : one,
        ),
        flows: first ? [{ ...first, bidirectional: true }, ...others] : others,
        zones: [{ ...zone("inner"), trust: 80 }],
      }),
    ).toEqual(["app: name, zones", "inner: trust", "user-app: ends"]);
    expect(
      parts({ ...model, elements: model.elements.map((one) => ({ ...one, description: "Other words" })) }),
    ).toEqual([]);
  });
});
