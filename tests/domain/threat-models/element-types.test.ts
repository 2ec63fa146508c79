import { describe, expect, test } from "vitest";
import { type Attribute, attributeValue, elementTypes } from "@/lib/domain/threat-models/element-types";

function attribute(type: string, name: string): Attribute {
  const found = elementTypes().get(type)?.attributes.get(name);
  if (!found) throw new Error(`${type} has no ${name}.`);
  return found;
}

describe("the types of elements", () => {
  test("are 21 parts of an AI system, people among them, and the flow between them", () => {
    const types = [...elementTypes().values()];
    expect(types).toHaveLength(22);
    expect(types.filter(({ shape }) => shape === "actor").map(({ id }) => id)).toEqual([
      "end_user",
      "human_reviewer",
      "admin_ops",
      "external_data_source",
    ]);
    expect(types.filter(({ shape }) => shape === "flow").map(({ id }) => id)).toEqual(["data_flow"]);
  });

  test("each says in words what can be known of it, and a choice has words to choose from", () => {
    for (const { attributes } of elementTypes().values())
      for (const { kind, choices, question } of attributes.values()) {
        expect(question).toMatch(/\?$/);
        expect(choices.length > 1).toBe(kind === "choice");
      }
  });
});

describe("a value from a file", () => {
  const pinned = attribute("llm_endpoint_hosted", "model_version_pinned");
  const writers = attribute("rag_vector_store", "writable_by");
  const pace = attribute("human_reviewer", "items_per_hour");

  test("is understood as yes or no, a word of the list, a number or a text", () => {
    expect([true, "yes", "TRUE", 1].map((given) => attributeValue(pinned, given))).toEqual(
      Array(4).fill({ value: true }),
    );
    expect([false, "No", "0"].map((given) => attributeValue(pinned, given))).toEqual(
      Array(3).fill({ value: false }),
    );
    expect(attributeValue(writers, " Users ")).toEqual({ value: "users" });
    expect(attributeValue(pace, "72.5")).toEqual({ value: 72.5 });
    expect(attributeValue(attribute("llm_endpoint_hosted", "region"), "eu-west")).toEqual({
      value: "eu-west",
    });
  });

  test("that nobody knows is unknown, never no", () => {
    for (const given of [null, undefined, "", "unknown", "?", "N/A", "TBD"])
      expect(attributeValue(pinned, given)).toEqual({ value: null });
  });

  test("that cannot be understood is told, with what would be", () => {
    expect(attributeValue(pinned, "sometimes")).toEqual({
      problem: "model_version_pinned is yes or no; leave it out where nobody knows.",
    });
    expect(attributeValue(writers, "everyone")).toEqual({
      problem:
        "writable_by is one of administrators, staff, users, partners, public; leave it out where nobody knows.",
    });
    for (const given of [true, "many", -1, Number.NaN, "1e999"])
      expect(attributeValue(pace, given)).toHaveProperty("problem");
    expect(attributeValue(pinned, [true])).toHaveProperty("problem");
    expect(attributeValue(attribute("llm_endpoint_hosted", "region"), "x".repeat(201))).toHaveProperty(
      "problem",
    );
  });
});
