import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { parseTable } from "@/lib/domain/frameworks/files/read-table";
import { checkTree } from "@/lib/domain/frameworks/files/tree-check";
import { shippedCrosswalk, shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";
import { carriesOver, datesOn, readStart, turnedRound, writeStart } from "@/lib/domain/frameworks/rules";
import type { Framework, Requirement } from "@/lib/domain/frameworks/schema";

const all = shippedFrameworks();

function framework(key: string): Framework {
  const found = all.find((one) => one.key === key);
  if (!found) throw new Error(`No framework ${key}.`);
  return found;
}

function requirement(key: string, ref: string): Requirement {
  const found = framework(key).requirements.find((one) => one.ref === ref);
  if (!found) throw new Error(`${key} has no ${ref}.`);
  return found;
}

/** Returns how many requirements of each kind a framework has. */
function kinds(key: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of framework(key).requirements) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

const matching = (key: string, pattern: RegExp) =>
  framework(key).requirements.filter(({ ref }) => pattern.test(ref)).length;

describe("the shipped frameworks", () => {
  test.each([
    ["nist-ai-rmf", 95],
    ["nist-ai-600-1", 225],
    ["iso-42001", 93],
    ["iso-27001-2022", 139],
    ["eu-ai-act", 528],
    ["soc2-tsc-2017", 86],
    ["hipaa-security-rule", 78],
    ["owasp-llm-2025", 10],
    ["owasp-llm-2026", 10],
    ["owasp-agentic", 27],
    ["mitre-atlas", 16 + 170 + 35],
  ])("hold %s with %i lines", (key, lines) => {
    expect(framework(key).requirements).toHaveLength(lines);
  });

  test("are these eleven and no other, each with its version", () => {
    expect(all).toHaveLength(11);
    expect(all.filter(({ version }) => version === "")).toEqual([]);
    expect(framework("eu-ai-act").version).toBe("2026-07-27");
    expect(framework("mitre-atlas").version).toBe("5.6.0");
    expect(framework("soc2-tsc-2017").reports).toEqual(["SOC 2", "SOC 3"]);
  });

  test("have the kinds that their documents count", () => {
    expect(kinds("nist-ai-rmf")).toEqual({ function: 4, category: 19, subcategory: 72 });
    expect(kinds("nist-ai-600-1")).toEqual({ category: 1, risk: 12, suggested_action: 212 });
    expect(kinds("iso-42001")).toMatchObject({ control: 38, control_group: 11 });
    expect(kinds("iso-27001-2022")).toMatchObject({ control: 93, theme: 4 });
    expect(kinds("soc2-tsc-2017")).toEqual({ criterion: 61, section: 20, category: 5 });
    expect(kinds("owasp-agentic")).toEqual({ risk: 10, threat: 17 });
    expect(kinds("mitre-atlas")).toMatchObject({ tactic: 16, mitigation: 35 });
  });

  test("split the controls of ISO/IEC 27001 into 37, 8, 14 and 34, and the criteria of SOC 2 into 33, 3, 2, 5 and 18", () => {
    expect([5, 6, 7, 8].map((n) => matching("iso-27001-2022", new RegExp(`^A\\.${n}\\.\\d+$`)))).toEqual([
      37, 8, 14, 34,
    ]);
    expect(
      [/^CC\d\.\d/, /^A\d\.\d/, /^C\d\.\d/, /^PI\d\.\d/, /^P\d\.\d/].map((one) =>
        matching("soc2-tsc-2017", one),
      ),
    ).toEqual([33, 3, 2, 5, 18]);
  });

  test("mark 14 specifications of the HIPAA safeguards as required and 22 as addressable", () => {
    const safeguards = framework("hipaa-security-rule").requirements.filter(
      ({ ref, kind }) => /^164\.3(08|10|12)/.test(ref) && kind === "implementation_specification",
    );
    const marked = (note: string) => safeguards.filter(({ notes }) => notes.includes(note)).length;
    expect([marked("Required."), marked("Addressable.")]).toEqual([14, 22]);
  });

  test("name every line by a key of its own, and every parent exists without a circle", () => {
    const keys = all.flatMap(({ requirements }) => requirements.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
    for (const one of all) expect(() => checkTree(one, all)).not.toThrow();
  });

  test("hang the actions of NIST AI 600-1 below subcategories of the AI RMF", () => {
    const actions = framework("nist-ai-600-1").requirements.filter(({ kind }) => kind === "suggested_action");
    const subcategories = new Set(framework("nist-ai-rmf").requirements.map(({ ref }) => ref));
    expect(actions.every(({ parentFramework }) => parentFramework === "nist-ai-rmf")).toBe(true);
    expect(actions.every(({ parentRef }) => subcategories.has(parentRef ?? ""))).toBe(true);
  });

  test("give formal and practical dates by route as their file writes them", () => {
    const text = readFileSync("prisma/reference/frameworks/eu-ai-act.csv", "utf8");
    const rows: Record<string, string>[] = parse(text, { columns: true });
    expect(
      framework("eu-ai-act").requirements.map(({ ref, appliesFrom, practicalFrom }) => [
        ref,
        writeStart(appliesFrom) ?? "",
        writeStart(practicalFrom) ?? "",
      ]),
    ).toEqual(rows.map((row) => [row["ref"], row["applies_from"], row["practical_from"]]));
    expect(datesOn(requirement("eu-ai-act", "Art. 9"), "annex_iii").formal).toBe("2027-12-02");
    expect(datesOn(requirement("eu-ai-act", "Art. 9"), "annex_i").formal).toBe("2028-08-02");
    expect(datesOn(requirement("eu-ai-act", "Art. 49(2)"), "annex_iii")).toEqual({
      formal: "2026-08-02",
      practical: "2027-12-02",
    });
    expect(datesOn(requirement("eu-ai-act", "Art. 5(1)(ba)"), null).formal).toBe("2026-12-02");
  });

  test("show the doubts: two readings of Art. 49(2), renumbered risks, techniques reported retired", () => {
    expect(requirement("eu-ai-act", "Art. 49(2)").notes.join()).toContain("Two readings");
    expect(requirement("owasp-llm-2025", "LLM06:2025").notes).toEqual([
      "Number in the edition of 2026: LLM03:2026.",
    ]);
    expect(requirement("mitre-atlas", "AML.T0019").notes.join()).toContain("retired; unverified");
    expect(requirement("owasp-agentic", "T16").notes.join()).toContain("unverified");
  });

  test("name in their doubts only lines that exist", () => {
    const named = all.flatMap(({ key, doubts }) =>
      doubts.flatMap(({ ref }) => (ref ? [`${key}:${ref}`] : [])),
    );
    const keys = new Set(all.flatMap(({ requirements }) => requirements.map(({ key }) => key)));
    expect(named.filter((key) => !keys.has(key))).toEqual([]);
  });

  test("give one number of OWASP LLM in 2025 exactly one in 2026 and back", () => {
    const other = (key: string) =>
      new Map(
        framework(key).requirements.map(({ ref, notes }) => [
          ref,
          /LLM\d\d:\d{4}/.exec(notes[0] ?? "")?.[0] ?? "",
        ]),
      );
    const [forth, back] = [other("owasp-llm-2025"), other("owasp-llm-2026")];
    for (const [ref, later] of forth) expect(back.get(later)).toBe(ref);
  });
});

describe("the crosswalk", () => {
  const rows = shippedCrosswalk();

  test("has 1108 rows: 896 related and 212 subset, 685 published and 423 our judgement", () => {
    expect(rows).toHaveLength(1108);
    expect(rows.filter(({ relationship }) => relationship === "intersects")).toHaveLength(896);
    expect(rows.filter(({ relationship }) => relationship === "subset")).toHaveLength(212);
    expect(rows.filter(({ basis }) => basis === "published")).toHaveLength(685);
    expect(rows.filter(({ basis }) => basis === "judgement")).toHaveLength(423);
    expect(rows.filter(({ confidence }) => confidence === "published_check")).toHaveLength(3);
  });

  test("points only at requirements that exist, and at each pair once", () => {
    const keys = new Set(all.flatMap(({ requirements }) => requirements.map(({ key }) => key)));
    const ends = rows.flatMap(({ source, target }) =>
      [source, target].map((end) => `${end.framework}:${end.ref}`),
    );
    expect(ends.filter((key) => !keys.has(key))).toEqual([]);
    expect(new Set(rows.map(({ source, target }) => JSON.stringify([source, target]))).size).toBe(1108);
  });

  test("calls judgement exactly what rests on our own reading", () => {
    expect(
      rows.filter(({ basis, confidence }) => (basis === "judgement") !== confidence.startsWith("judgement")),
    ).toEqual([]);
  });

  test("carries a result from what is equal and from a superset to its subset, and in no other case", () => {
    expect((["equal", "superset", "subset", "intersects", "none"] as const).filter(carriesOver)).toEqual([
      "equal",
      "superset",
    ]);
    expect(turnedRound("subset")).toBe("superset");
    expect(turnedRound("intersects")).toBe("intersects");
  });
});

describe("a reference file that does not fit", () => {
  const shape = z.strictObject({ ref: z.string().min(1), assessable: z.enum(["true", "false"]) });

  test("is refused with its name and the line", () => {
    expect(() => parseTable("x.csv", "ref,assessable\na,true\nb,maybe\n", shape)).toThrow(/x\.csv, line 3: /);
    expect(() => parseTable("x.csv", "ref\na\n", shape)).toThrow(/x\.csv, line 2: .*\n.*assessable/s);
    expect(() => parseTable("x.csv", 'ref,assessable\n"a,true\n', shape)).toThrow(/x\.csv: .*Quote/);
    expect(() => parseTable("x.csv", "ref,assessable\n", shape)).toThrow("x.csv has no rows.");
  });

  test("is refused when a parent is missing, a reference stands twice or parents go in a circle", () => {
    const [one] = framework("nist-ai-rmf").requirements;
    if (!one) throw new Error("NIST AI RMF is empty.");
    const line = (ref: string, parentRef: string | null) => ({ ...one, ref, parentRef });
    const tree =
      (...requirements: Requirement[]) =>
      () =>
        checkTree({ ...framework("nist-ai-rmf"), requirements }, all);
    expect(tree(line("a", null), line("b", "a"))).not.toThrow();
    expect(tree(line("a", "z"))).toThrow('"a" has the parent "z"');
    expect(tree(line("a", null), line("a", null))).toThrow('"a" twice');
    expect(tree(line("a", "b"), line("b", "a"))).toThrow("circle");
    expect(tree({ ...line("a", "GOVERN 9.9"), parentFramework: "nist-ai-rmf" })).toThrow("GOVERN 9.9");
  });

  test("is refused for a date that is none", () => {
    expect(readStart("2026-02-30")).toBeNull();
    expect(readStart("annex_ii:2027-12-02")).toBeNull();
    expect(readStart("annex_iii:2027-12-02;annex_iii:2027-12-02")).toBeNull();
    expect(
      writeStart(
        readStart("annex_iii:2027-12-02;annex_i:2028-08-02") ?? { date: "", annex_i: null, annex_iii: null },
      ),
    ).toBe("annex_iii:2027-12-02;annex_i:2028-08-02");
  });
});
