import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Condition, parseCondition } from "@/lib/domain/threat-models/condition";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import { evaluate, type Facts, type Values } from "@/lib/domain/threat-models/evaluate";
import { threatRules } from "@/lib/domain/threat-models/threat-rules";

function conditionOf(text: string, type: string): Condition {
  const parsed = parseCondition(text, type);
  if ("problem" in parsed) throw new Error(parsed.problem);
  return parsed.condition;
}

function problemOf(text: string, type: string): string {
  const parsed = parseCondition(text, type);
  return "problem" in parsed ? parsed.problem : "";
}

const nothing: Facts = { element: { id: "it", values: {} }, flows: [], system: {} };
const found = (text: string, type: string, { values = {}, ...facts }: Partial<Facts> & { values?: Values }) =>
  evaluate(conditionOf(text, type), { ...nothing, ...facts, element: { id: "it", values } });

describe("a condition", () => {
  test('binds "not" before "and", and "and" before "or"', () => {
    const shape = conditionOf(
      "not element.authenticated and element.decision_support or element.vulnerable_group",
      "end_user",
    );
    expect(shape.map((way) => way.map(({ name, negated }) => (negated ? `not ${name}` : name)))).toEqual([
      ["not authenticated", "decision_support"],
      ["vulnerable_group"],
    ]);
    expect(conditionOf("always", "end_user")).toEqual([[]]);
    expect(conditionOf("not not element.authenticated", "end_user")[0]?.[0]?.negated).toBe(false);
  });

  test.each([
    ["", "end_user", 'Say when the rule applies, or "always".'],
    ["always or element.authenticated", "end_user", 'At 8: here comes "and", "or" or the end, not "or".'],
    ["element.authenticated element.anonymous_allowed", "end_user", "At 23: here comes"],
    ["element.authenticated and", "end_user", "At the end: a fact, such as element.third_party is missing."],
    ["(element.authenticated)", "end_user", "At 1: here comes a fact"],
    ["element.colour", "end_user", 'At 1: nothing called "colour" is known of the type end_user.'],
    ["flow.colour", "end_user", 'At 1: nothing called "colour" is known of the type data_flow.'],
    ["element.encrypted", "data_flow", 'At 1: nothing called "encrypted" is known of the type data_flow.'],
    ["system.colour", "end_user", 'At 1: nothing called "colour" is known of a system.'],
    ["element.constructor", "end_user", 'nothing called "constructor"'],
    ["element.items_per_hour", "human_reviewer", "element.items_per_hour is tested by > and a number."],
    ["element.items_per_hour > many", "human_reviewer", 'At 26: here comes a number, not "many".'],
    ["element.items_per_hour in (60)", "human_reviewer", "is tested by > and a number."],
    ["element.sole_control > 1", "human_reviewer", "element.sole_control is tested by its name."],
    ["element.sole_control in (yes)", "human_reviewer", "element.sole_control is tested by its name."],
    ["element.fail_mode", "input_guardrail", "element.fail_mode is tested by in and a list of words."],
    ["element.fail_mode in (ajar)", "input_guardrail", 'the words open, closed and unknown; "ajar" is none'],
    ["element.fail_mode in open", "input_guardrail", 'here comes "(", not "open".'],
    ["element.fail_mode in (open", "input_guardrail", 'At the end: "," or ")" is missing.'],
    ["element.fail_mode in ()", "input_guardrail", 'here comes a word, not ")".'],
    [
      "process.exit(1)",
      "end_user",
      'At 1: here comes a fact, such as element.third_party, not "process.exit".',
    ],
    ["element.authenticated; drop", "end_user", 'here comes "and", "or" or the end, not ";".'],
  ])("that cannot be read is told where: %j", (text, type, problem) => {
    expect(problemOf(text, type)).toContain(problem);
  });

  test("has a limit in length, and no text makes the reader fail otherwise", () => {
    expect(problemOf(`always${" ".repeat(500)}`, "end_user")).toBe("A condition has at most 500 characters.");
    const words = fc.constantFrom(
      "not",
      "and",
      "or",
      "in",
      "(",
      ")",
      ",",
      ">",
      "1",
      "element.mfa",
      "flow.encrypted",
      "\u0000",
      "é",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((all) => all.join(" ")),
        ),
        (text) => {
          const parsed = parseCondition(text, "admin_ops");
          expect("problem" in parsed ? parsed.problem : parsed.condition).toBeTruthy();
        },
      ),
      { seed: 20261127, numRuns: 500 },
    );
  });
});

describe("what a condition comes to", () => {
  test("is open with the values that made it so, and nothing where it does not hold", () => {
    const text = "element.third_party and element.receives_personal_data";
    const values = { third_party: true, receives_personal_data: true };
    expect(found(text, "embedding_service", { values })).toEqual({
      finding: "open",
      fired: [
        { fact: "element.third_party", on: "it", value: true },
        { fact: "element.receives_personal_data", on: "it", value: true },
      ],
      unknown: [],
    });
    const not = found(text, "embedding_service", { values: { third_party: false } });
    expect(not).toEqual({ finding: "silent", fired: [], unknown: [] });
  });

  test("needs an answer only where the answer would decide", () => {
    const either = "element.write_access or element.irreversible";
    expect(found(either, "tool_mcp_server", { values: { write_access: true } }).finding).toBe("open");
    expect(found(either, "tool_mcp_server", { values: { write_access: false } })).toMatchObject({
      finding: "needs_answer",
      unknown: [{ fact: "element.irreversible", value: null }],
    });
    const both = "not element.covers_multimodal and system.multimodal";
    expect(found(both, "input_guardrail", { system: { multimodal: false } }).finding).toBe("silent");
    expect(found(both, "input_guardrail", { system: { multimodal: true } })).toMatchObject({
      finding: "needs_answer",
      fired: [{ fact: "system.multimodal", value: true }],
      unknown: [{ fact: "element.covers_multimodal" }],
    });
  });

  test('that nobody knows a word is no word, even where "unknown" is one of the list', () => {
    const text = "element.fail_mode in (open,unknown)";
    const finding = (values: Values) => found(text, "input_guardrail", { values }).finding;
    expect(finding({})).toBe("needs_answer");
    expect(finding({ fail_mode: "open" })).toBe("open");
    expect(finding({ fail_mode: "closed" })).toBe("silent");
  });

  test("compares numbers, and asks for one that is missing", () => {
    const finding = (values: Values) =>
      found("element.items_per_hour > 60", "human_reviewer", { values }).finding;
    expect([60, 60.5, null].map((items_per_hour) => finding({ items_per_hour }))).toEqual([
      "silent",
      "open",
      "needs_answer",
    ]);
  });

  test("about flows holds where it does for any flow that touches the element, and names the flow", () => {
    const flow = (id: string, encrypted: boolean | null) => ({ id, values: { encrypted } });
    const result = (...flows: Facts["flows"]) =>
      found("not flow.encrypted", "application_backend", { flows });
    expect(result(flow("a", true), flow("b", false), flow("c", null))).toEqual({
      finding: "open",
      fired: [{ fact: "flow.encrypted", on: "b", value: false }],
      unknown: [],
    });
    expect(result(flow("a", true), flow("c", null))).toMatchObject({
      finding: "needs_answer",
      unknown: [{ fact: "flow.encrypted", on: "c" }],
    });
    expect(result(flow("a", true)).finding).toBe("silent");
    expect(result().finding).toBe("silent");
  });
});

describe("every rule that Plumbline comes with", () => {
  test.each(threatRules().filter(({ conditionText }) => conditionText !== "always"))(
    "$id is open where its condition holds, asks where nobody knows, and is silent where it does not: $conditionText",
    ({ condition, type }) => {
      const values = (holds: boolean): Facts => {
        const facts = { element: {}, flow: {}, system: {} } as Record<string, Record<string, unknown>>;
        for (const { scope, name, negated, test: asked } of holds ? (condition[0] ?? []) : condition.flat()) {
          const wanted = holds !== negated;
          const choices = elementTypes().get(type)?.attributes.get(name)?.choices ?? [];
          const value =
            asked.is === "true"
              ? wanted
              : asked.is === "above"
                ? asked.number + (wanted ? 1 : 0)
                : choices.find((word) => asked.words.includes(word) === wanted);
          Object.assign(facts[scope] ?? {}, { [name]: value });
        }
        const flows = [{ id: "f", values: facts["flow"] as Facts["system"] }];
        return {
          element: { id: "it", values: facts["element"] as Values },
          flows,
          system: facts["system"] as Facts["system"],
        };
      };
      expect(evaluate(condition, values(true)).finding).toBe("open");
      expect(evaluate(condition, values(false)).finding).toBe("silent");
      const asked = evaluate(condition, { ...nothing, flows: [{ id: "f", values: {} }] });
      expect(asked.finding).toBe("needs_answer");
      expect(asked.unknown.length).toBe(
        new Set(condition.flat().map(({ scope, name }) => scope + name)).size,
      );
    },
  );
});
