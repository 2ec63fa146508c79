import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import { categories, families } from "@/lib/domain/threat-models/schema";
import { threatRules } from "@/lib/domain/threat-models/threat-rules";

const read = (file: string): Record<string, string>[] =>
  parse(readFileSync(`prisma/reference/threats/${file}.csv`, "utf8"), { columns: true });
const idsOf = (framework: string) =>
  new Set(
    shippedFrameworks()
      .find(({ key }) => key === framework)
      ?.requirements.map(({ ref }) => ref),
  );
const rows = read("stride-ai-rules");
const cell = (row: Record<string, string>, column: string) => (row[column] ?? "").split(";").filter(Boolean);

describe("the rules that propose threats", () => {
  test("are 191, each with its own id and title, and every type of element has some", () => {
    const rules = threatRules();
    expect(rules).toHaveLength(191);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(191);
    expect(new Set(rules.map(({ type, title }) => `${type} ${title}`)).size).toBe(191);
    expect(new Set(rules.map(({ type }) => type))).toEqual(new Set(elementTypes().keys()));
  });

  test("cover the letters that classic STRIDE asks of each type, the four harms and the six families", () => {
    const letters: Record<string, string> = Object.fromEntries(
      categories.slice(0, 6).map((category) => [category[0], category]),
    );
    for (const { id, stride } of elementTypes().values())
      for (const letter of stride)
        expect({
          id,
          letter,
          found: threatRules().some(({ type, category }) => type === id && category === letters[letter]),
        }).toEqual({ id, letter, found: true });
    expect(new Set(threatRules().map(({ category }) => category))).toEqual(new Set(categories));
    expect(new Set(threatRules().map(({ family }) => family))).toEqual(
      new Set(families.map(({ value }) => value)),
    );
  });

  test("name only what stands in the edition they name", () => {
    const [llm2025, llm2026] = [idsOf("owasp-llm-2025"), idsOf("owasp-llm-2026")];
    const [agentic, atlas] = [idsOf("owasp-agentic"), idsOf("mitre-atlas")];
    for (const row of rows) {
      expect(cell(row, "owasp_llm").filter((id) => !llm2025.has(id))).toEqual([]);
      expect(cell(row, "owasp_llm_2026").filter((id) => !llm2026.has(id))).toEqual([]);
      expect(cell(row, "agentic_id").filter((id) => !agentic.has(id))).toEqual([]);
      expect(cell(row, "atlas_ids").filter((id) => !id.startsWith("AML.T") || !atlas.has(id))).toEqual([]);
    }
  });

  test("name no technique of ATLAS that a later release is reported to have retired", () => {
    const retired = read("atlas-techniques")
      .filter((line) => line["status_in_2026_09"]?.includes("retired"))
      .map(({ id }) => id);
    expect(retired.length).toBeGreaterThan(0);
    expect(threatRules().flatMap(({ atlas }) => atlas.filter((id) => retired.includes(id)))).toEqual([]);
  });

  test("carry the same risks under the numbers of both editions", () => {
    const later = new Map(read("owasp-llm-2025").map((line) => [line["id"], line["id_2026"]]));
    for (const row of rows)
      expect(cell(row, "owasp_llm_2026")).toEqual(cell(row, "owasp_llm").map((id) => later.get(id)));
  });

  test("name mitigations by id and by the title that the id has", () => {
    const titles = new Map(read("mitigations").map((line) => [line["id"], line["title"]]));
    expect(titles.size).toBe(64);
    for (const row of rows)
      expect(row["mitigations"]).toBe(
        cell(row, "mitigation_ids")
          .map((id) => titles.get(id))
          .join("; "),
      );
  });
});
