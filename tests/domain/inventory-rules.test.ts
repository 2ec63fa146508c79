import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type * as z from "zod";
import { parts } from "@/lib/domain/inventory/kinds";
import { completenessOf, gapsOf, inventoryRef, isKnown, reviewRefusal } from "@/lib/domain/inventory/rules";
import { stages } from "@/lib/domain/inventory/systems/options/schema";
import { moveRefusal, stagesAfter } from "@/lib/domain/inventory/systems/rules";
import { newSystemFields, systemColumns, systemFacts } from "@/lib/domain/inventory/systems/schema";
import { fieldMeta } from "@/lib/platform/schema/field";

describe("what is known", () => {
  test.each([null, undefined, "", []])("%j is unknown", (value) => expect(isKnown(value)).toBe(false));
  test.each([false, 0, "none", ["eu"], true])("%j is an answer", (value) =>
    expect(isKnown(value)).toBe(true),
  );

  test("the gaps are the unknown facts in their order", () => {
    expect(gapsOf({ a: null, b: "x", c: [], d: false }, ["a", "b", "c", "d"])).toEqual(["a", "c"]);
  });

  test("completeness is rounded down, so that only a record without gaps is complete", () => {
    const facts = Array.from({ length: 201 }, (_, i) => `fact${i}`);
    const all = Object.fromEntries(facts.map((fact) => [fact, true]));
    expect(completenessOf(all, facts)).toBe(100);
    expect(completenessOf({ ...all, fact7: null }, facts)).toBe(99);
    expect(completenessOf({}, facts)).toBe(0);
  });

  test("giving one more fact never lowers completeness", () => {
    const values = fc.record(Object.fromEntries(systemFacts.map((fact) => [fact, fc.option(fc.boolean())])));
    fc.assert(
      fc.property(values, fc.constantFrom(...systemFacts), (record, fact) => {
        const more = completenessOf({ ...record, [fact]: true }, systemFacts);
        expect(more).toBeGreaterThanOrEqual(completenessOf(record, systemFacts));
      }),
    );
  });
});

describe("the stages of a system's life", () => {
  test("it goes forward one step at a time, back one step, and out of use from anywhere", () => {
    expect(stagesAfter("idea")).toEqual(["development", "retired"]);
    expect(stagesAfter("validation")).toEqual(["production", "development", "retired"]);
    expect(
      stages.filter(({ value }) => value !== "retired" && !stagesAfter(value).includes("retired")),
    ).toEqual([]);
  });

  test("nothing goes into production without validation, and the refusal says where it can go", () => {
    expect(moveRefusal({ stage: "development" }, "production")).toBe(
      "From Development it can move to Validation, Idea or Retired, not to Production.",
    );
  });

  test("a move to the stage in which it is says so", () => {
    expect(moveRefusal({ stage: "production" }, "production")).toContain("already");
  });
});

describe("words", () => {
  test("references read like S-0012", () => {
    expect([inventoryRef("S", 12), inventoryRef("M", 12345)]).toEqual(["S-0012", "M-12345"]);
  });

  test("the next review lies ahead", () => {
    expect(reviewRefusal("2026-11-24", "2026-11-23")).toBeNull();
    expect(reviewRefusal("2026-11-23", "2026-11-23")).toContain("after 23 Nov 2026");
  });

  test.each([
    { concept: "systems", fields: newSystemFields },
    ...Object.values(parts).map(({ kind }) => ({ concept: kind.concept, fields: kind.fields })),
  ])("no heading of $concept means two fields", ({ fields }) => {
    const headings = Object.values(fields).flatMap((field) => {
      const { label, synonyms = [] } = fieldMeta(field);
      return [...new Set([label, ...synonyms].map((heading) => heading.toLowerCase()))];
    });
    expect(headings.filter((heading, i) => headings.indexOf(heading) !== i)).toEqual([]);
  });

  test("the headings a company would use are understood", () => {
    const known = new Map(
      systemColumns.flatMap(({ key, label, synonyms = [] }) =>
        [label, ...synonyms].map((heading) => [heading.toLowerCase(), key] as const),
      ),
    );
    const theirs = [
      "system name",
      "what it does",
      "department",
      "business owner",
      "status",
      "risk tier",
      "vendor",
    ];
    expect(theirs.map((heading) => known.get(heading))).toEqual([
      "name",
      "purpose",
      "unit",
      "owner",
      "stage",
      "criticality",
      "vendors",
    ]);
  });

  test("every fact that completeness counts is a field that may be unknown", () => {
    const kinds = [
      [systemFacts, newSystemFields],
      ...Object.values(parts).map(({ kind }) => [kind.facts, kind.fields] as const),
    ] as const;
    for (const [facts, fields] of kinds) {
      const shapes: Record<string, z.ZodType> = fields;
      expect(
        facts.filter((fact) => ![null, []].some((none) => shapes[fact]?.safeParse(none).success)),
      ).toEqual([]);
    }
  });
});
