import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCell } from "@/lib/domain/imports/cells";
import { readDay } from "@/lib/domain/imports/dates";
import { matchHeadings, wordsOf } from "@/lib/domain/imports/headings";
import { newSystemFields } from "@/lib/domain/inventory/systems/schema";
import { riskImport } from "@/lib/domain/risks/commands/import-risks";
import { initialRiskMethod } from "@/lib/domain/risks/method";
import { riskFields, scoreFields } from "@/lib/domain/risks/schema";
import { type ImportField, importField, importFields } from "@/lib/platform/register/import-field";

const systems = importFields(newSystemFields);
const scale = initialRiskMethod.likelihood.map(({ label }) => label);
const risks = [
  ...importFields(riskFields),
  ...Object.entries(scoreFields).map(([key, shape]) => importField(key, shape, { scale })),
];

function match(headings: readonly string[], fields: ImportField[], noun: string) {
  const leftOut = noun === "risk" ? riskImport.leftOut : [];
  const found = matchHeadings(headings, { fields, leftOut, noun });
  return Object.fromEntries(found.map(({ heading, field }) => [heading, field]));
}

const field = (fields: readonly ImportField[], key: string): ImportField => {
  const found = fields.find((candidate) => candidate.key === key);
  if (!found) throw new Error(`No field ${key}.`);
  return found;
};

const readAs = (key: string, text: string) => {
  const fields = systems.some((candidate) => candidate.key === key) ? systems : risks;
  const read = readCell(field(fields, key), text);
  return read.kind === "value" ? read.value : read;
};

describe("headings find their field", () => {
  test("by label and synonym, whatever the case, punctuation, accents and plural", () => {
    expect(
      match(["NAME", "intended-purpose", "Département", "Owners", "Data Classes:"], systems, "AI system"),
    ).toEqual({
      NAME: "name",
      "intended-purpose": "purpose",
      Département: null,
      Owners: "ownerId",
      "Data Classes:": "dataClasses",
    });
  });

  test("in the inventory a user has, with the user's own words", () => {
    const headings =
      "System Name;What it does;Department;Business Owner;Status;Risk Tier;Vendor;Model;Personal data?".split(
        ";",
      );
    expect(match(headings, systems, "AI system")).toEqual({
      "System Name": "name",
      "What it does": "purpose",
      Department: "unitId",
      "Business Owner": "ownerId",
      Status: "stage",
      "Risk Tier": "criticality",
      Vendor: "vendorIds",
      Model: "modelIds",
      "Personal data?": "personalData",
    });
  });

  test("in the risk list a user has, with scores, a foreign id and remarks in brackets", () => {
    const [head = ""] = readFileSync("tests/fixtures/imports/risks-user-headings.csv", "utf8").split(/\r?\n/);
    expect(match(head.replace("\ufeff", "").split(","), risks, "risk")).toEqual({
      "Risk ID": "ref",
      "Risk Title": "title",
      Description: "event",
      "Threat Type": "threatFamily",
      "Likelihood (1-5)": "inherentLikelihood",
      "Impact (1-5)": "inherentImpact",
      "Residual L": "currentLikelihood",
      "Residual I": "currentImpact",
      "Risk Owner": "ownerId",
      Mitigation: "treatmentPlan",
      "Target date": "treatmentDueOn",
      System: "systemIds",
    });
  });

  test("each at most one; the nearest wins and the other is listed as not taken over", () => {
    expect(match(["Risk", "Title"], risks, "risk")).toEqual({ Risk: null, Title: "title" });
  });

  test("and a column that the register works out itself is left out with the reason", () => {
    const found = matchHeadings(["Status", "Current score", "Favourite colour"], {
      fields: risks,
      leftOut: riskImport.leftOut,
      noun: "risk",
    });
    expect(found.map(({ field: key }) => key)).toEqual([null, null, null]);
    expect(found.map(({ note }) => note)).toEqual([
      expect.stringContaining("follows from treatment"),
      expect.stringContaining("likelihood × impact"),
      undefined,
    ]);
  });

  test("and any text at all is read without a fault", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => wordsOf(text) !== null));
  });
});

describe("values are read by label, value and common synonym", () => {
  test.each([
    ["criticality", "High", "high"],
    ["criticality", "High (3)", "high"],
    ["criticality", "med", "medium"],
    ["criticality", "Risk level: critical", "critical"],
    ["stage", "In production", "production"],
    ["stage", "LIVE", "production"],
    ["stage", "Pilot", "validation"],
    ["treatment", "Reduce", "mitigate"],
    ["kind", "rag assistant", "rag-assistant"],
    ["humanOversight", "None", "none"],
    ["criticality", "unknown", null],
    ["criticality", "-", null],
  ])("%s: %s", (key, text, value) => expect(readAs(key, text)).toBe(value));

  test.each(["Not in production", "Pre-production", "highish", "medium or low"])(
    "%s names no value",
    (text) => {
      const key = text.includes("production") ? "stage" : "criticality";
      expect(readAs(key, text)).toMatchObject({
        kind: "problem",
        message: expect.stringContaining("Use one of:"),
      });
    },
  );

  test("several values are separated by semicolons, commas or lines", () => {
    for (const text of [
      "Employees; The public",
      "employees,public",
      "Employees\nThe public",
      "staff | public",
    ]) {
      expect(readAs("affectedPeople", text)).toEqual(["employees", "public"]);
    }
    expect(readAs("affectedPeople", "Employees; Martians")).toMatchObject({
      message: expect.stringContaining("Martians"),
    });
  });

  test.each([
    ["yes", true],
    ["Ja", true],
    ["x", true],
    ["1", true],
    ["No", false],
    ["nein", false],
    ["FALSE", false],
    ["unknown", null],
    ["?", null],
    ["n/a", null],
    ["tbd", null],
  ])("yes, no and unknown: %s", (text, value) => expect(readAs("personalData", text)).toBe(value));

  test.each([
    ["3", 3],
    ["3.0", 3],
    ["Likely", 4],
    ["4 - Likely", 4],
    ["4 (Likely)", 4],
    ["5: almost certain", 5],
  ])("a step of a scale: %s", (text, value) => expect(readAs("inherentLikelihood", text)).toBe(value));

  test("a step that contradicts itself is refused", () => {
    expect(readAs("inherentLikelihood", "2 - Likely")).toMatchObject({ kind: "problem" });
    expect(readAs("inherentLikelihood", "often")).toMatchObject({
      message: expect.stringContaining("Rare, Unlikely"),
    });
  });

  test("an empty cell says nothing", () => {
    expect(readAs("criticality", "  ")).toEqual({ kind: "nothing" });
  });

  test("any text is read or refused with words, for every field", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...systems, ...risks),
        fc.string({ unit: "binary", maxLength: 60 }),
        (one, text) => {
          const read = readCell(one, text);
          return read.kind !== "problem" || read.message.length > 20;
        },
      ),
    );
  });
});

describe("dates", () => {
  test.each([
    ["2026-11-23", "2026-11-23"],
    ["2026-11-23T10:00:00Z", "2026-11-23"],
    ["2026/1/5", "2026-01-05"],
    ["23.11.2026", "2026-11-23"],
    ["3.4.2026", "2026-04-03"],
    ["11/23/2026", "2026-11-23"],
    ["23/11/2026", "2026-11-23"],
    ["5/5/2026", "2026-05-05"],
    ["23 Nov 2026", "2026-11-23"],
    ["23-Nov-2026", "2026-11-23"],
    ["Nov 23, 2026", "2026-11-23"],
    ["November 23, 2026", "2026-11-23"],
  ])("%s is read", (text, day) => expect(readDay(text)).toEqual({ day }));

  test("a date whose day and month could be swapped is refused, with both readings", () => {
    expect(readDay("03/04/2026")).toEqual({
      problem: '"03/04/2026" could be 03 Apr or 04 Mar 2026. Write the date as 2026-11-23.',
    });
  });

  test.each(["31.02.2026", "2026-13-01", "soon", "46349", "23.11.26", "2026"])(
    "%s is refused with how to write it",
    (text) => {
      expect(readDay(text)).toEqual({ problem: expect.stringContaining("Write the date as 2026-11-23.") });
    },
  );
});
