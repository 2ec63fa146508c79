import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readCisoAssistant } from "@/lib/domain/frameworks/versions/files/ciso-assistant";
import { readOscal } from "@/lib/domain/frameworks/versions/files/oscal";
import { readFrameworkTable } from "@/lib/domain/frameworks/versions/files/table";
import { frameworkLimits } from "@/lib/domain/frameworks/versions/schema";
import { cisoLibrary, oscalCatalog, ownList } from "@/tests/support/framework-files";

const table = (text: string) => readFrameworkTable(new TextEncoder().encode(text), null);
const catalog = (value: unknown) => readOscal(JSON.stringify(value));

describe("a library of CISO Assistant", () => {
  const found = readCisoAssistant(cisoLibrary);

  test("says what it is, from whom, under which licence", () => {
    expect(found).toMatchObject({
      ...{ key: "house-rules", title: "House rules for AI", edition: "3, 2026-03-23", publisher: "Acme" },
      rights: "Acme, may be copied\nPackaged by somebody.",
      source: "urn:acme:risk:framework:house-rules",
    });
  });

  test("keeps each node under its number, else under the last part of its URN", () => {
    expect(found.lines.map(({ ref, parentRef, assessable }) => [ref, parentRef, assessable])).toEqual([
      ["People", null, false],
      ["node2", "People", false],
      ["P.1", "node2", true],
      ["p1-again", "node2", true],
    ]);
    expect(found.lines[2]).toMatchObject({
      ...{ title: "Somebody answers", text: "A named person answers for every system." },
      notes: ["Implementation groups: B (Basic).", "Name one, not a team."],
    });
    expect(found.lines[3]).toMatchObject({
      title: "Somebody stands in when that person is away.",
      text: null,
    });
  });

  test("names everything that is left out or read otherwise", () => {
    expect(found.warnings).toEqual([
      "Left out, since it is no framework: reference_controls.",
      "1 line without a reference: the last part of the URN stands in its place.",
      "1 line with a reference that stands twice: the last part of the URN stands in its place.",
      "1 link to reference controls and threats of CISO Assistant left out.",
    ]);
  });

  test("puts a node without a parent below the line above it of a smaller depth, and says so", () => {
    const guessed = readCisoAssistant(
      cisoLibrary.replace(/ {6}parent_urn: urn:acme:risk:req_node:house-rules:people\n/, ""),
    );
    expect(guessed.lines[1]?.parentRef).toBe("People");
    expect(guessed.warnings.join(" ")).toContain("1 line without a parent");
  });

  const node = (rest: string) =>
    cisoLibrary.replace("  reference_controls:\n  - urn: urn:acme:risk:function:x\n    ref_id: X\n", rest);
  const deep = `${"a: {".repeat(60)}${"}".repeat(60)}`;
  test.each([
    [
      "a parent that is not there",
      cisoLibrary.replace("parent_urn: urn:acme:risk:req_node:house-rules:people", "parent_urn: urn:gone"),
      'Line 24: it stands below "urn:gone"',
    ],
    [
      "a URN that stands twice",
      cisoLibrary.replace("house-rules:p1-again", "house-rules:p1"),
      "stands twice",
    ],
    [
      "a circle",
      cisoLibrary.replace(
        "      ref_id: People",
        "      parent_urn: urn:acme:risk:req_node:house-rules:node2\n      ref_id: People",
      ),
      "in a circle",
    ],
    [
      "a word where yes or no belongs",
      cisoLibrary.replace("assessable: true", "assessable: maybe"),
      "Line 30: objects.framework.requirement_nodes.2.assessable",
    ],
    [
      "nothing to fulfil",
      cisoLibrary.replaceAll("assessable: true", "assessable: false"),
      "every line is a heading",
    ],
    ["mappings only", "urn: x\nobjects:\n  requirement_mapping_set: {}\n", "mappings and no framework"],
    ["an alias", node("  more: &x [1]\n  again: *x\n"), "Anchors and aliases"],
    ["a tag", node("  more: !!binary aGk=\n"), "Tags such as"],
    ["too deep", deep, "levels deep"],
    ["too long", `a: "${"x".repeat(frameworkLimits.yamlCharacters)}"`, "longer than 3,000,000 characters"],
    [
      "a reference beyond what is typed",
      cisoLibrary.replace("ref_id: P.1", `ref_id: ${"P".repeat(81)}`),
      "Line 29: the reference is longer than 80",
    ],
  ])("is refused with %s, and the message says where", (_what, text, words) => {
    expect(() => readCisoAssistant(text)).toThrow(words);
  });

  test("takes a key such as __proto__ for a name like any other", () => {
    const read = readCisoAssistant(node("__proto__:\n  polluted: yes\n"));
    expect(read.lines).toHaveLength(4);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("an OSCAL catalog", () => {
  const found = catalog(oscalCatalog);

  test("gives groups as headings and controls as requirements, under their labels", () => {
    expect(found).toMatchObject({
      key: "small-catalog",
      edition: "1.1",
      publisher: "Acme",
      rights: "May be copied.",
    });
    expect(
      found.lines.map(({ ref, parentRef, kind, assessable }) => [ref, parentRef, kind, assessable]),
    ).toEqual([
      ["s1", null, "group", false],
      ["s1.1", "s1", "group", false],
      ["1.1.1", "s1.1", "control", true],
      ["s1.1.1.1", "1.1.1", "control", false],
    ]);
  });

  test("fills in parameters, keeps items with their labels, and guidance as a note", () => {
    expect(found.lines[2]?.text).toBe(
      "Lock the session:\na. [one or more of: after [a time]; by hand];\nb. at most 15 minutes.",
    );
    expect(found.lines[2]?.notes).toEqual(["Guidance: Screens count too."]);
    expect(found.lines[3]?.notes).toEqual(["Withdrawn: incorporated into S1.1.1."]);
    expect(found.warnings).toEqual(["1 part on how to assess a control left out."]);
  });

  const changed = (from: string | RegExp, to: string) =>
    JSON.parse(JSON.stringify(oscalCatalog).replace(from, to));
  let nested: object = { id: "x", title: "x" };
  for (let i = 0; i < frameworkLimits.depth; i += 1) nested = { id: `g${i}`, title: "x", groups: [nested] };
  const many = Array.from({ length: frameworkLimits.lines + 1 }, (_, i) => ({ id: `c${i}`, title: "x" }));
  const { metadata } = oscalCatalog.catalog;
  test.each([
    ["another document", { profile: {} }, "This is no OSCAL catalog"],
    [
      "an id that stands twice",
      changed('"s1.1.1.1"', '"s1.1"'),
      "/catalog/groups/0/groups/0/controls/0/controls/0",
    ],
    [
      "a title that is none",
      changed('"Lock at once"', "7"),
      "/catalog/groups/0/groups/0/controls/0/controls/0/title",
    ],
    ["too deep", { catalog: { uuid: "x", metadata, groups: [nested] } }, "levels deep"],
    ["too many", { catalog: { uuid: "x", metadata, controls: many } }, "5,000 are the most"],
    ["no control", changed(/"controls":.*\]\}\]\}\]/, '"remarks":"none"}]}]'), "every line is a heading"],
  ])("is refused as %s, and the message says where", (_what, value, words) => {
    expect(() => catalog(value)).toThrow(words);
  });

  test("that was cut short is refused with the line", () => {
    expect(() => readOscal('{\n"catalog": {\n"uuid": ')).toThrow("no JSON");
  });

  test("is not fooled by a parameter that stands within itself", () => {
    const round = changed(
      '"label":"a time"',
      '"label":"a time","select":{"choice":["{{ insert: param, p1 }}"]}',
    );
    expect(catalog(round).lines[2]?.text).toContain("[how]");
  });
});

describe("a list of one's own as CSV", () => {
  test("is read by headings people use, and says which column is left out", async () => {
    const { lines, columns, warnings } = await table(ownList);
    expect(columns).toEqual({ ref: "Clause", parent: "Section", title: "Requirement", text: "Description" });
    expect(lines.map(({ ref, parentRef, kind, assessable }) => [ref, parentRef, kind, assessable])).toEqual([
      ["1", null, "heading", false],
      ["1.1", "1", "requirement", true],
      ["1.2", "1", "requirement", true],
    ]);
    expect(warnings[0]).toBe("1 column left out: Owner.");
  });

  test.each([
    ["no references", "Title\nx", "No column holds the references"],
    ["a reference that stands twice", "ref,title\nA,x\nA,y", 'Line 3: the reference "A" stands twice'],
    ["a parent that is not there", "ref,parent,title\nA,B,x", 'Line 2: "A" stands below "B"'],
    ["neither title nor text", "ref,title\nA,", "Line 2: there is neither a title nor a text"],
    ["a date that is none", "ref,title,applies from\nA,x,soon", 'Line 2: "soon" is no date'],
    ["a word for yes or no that is neither", "ref,title,assessable\nA,x,perhaps", "Line 2"],
    ["an open quotation mark", 'ref,title\nA,"x', "quot"],
    ["nothing but headings", "ref,title\n", "no rows"],
  ])("is refused with %s, and the message says where", async (_what, text, words) => {
    await expect(table(text)).rejects.toThrow(words);
  });
});

const samples = process.env["PLUMBLINE_SAMPLES"];
if (samples)
  describe("the published samples", () => {
    const sample = (name: string) => readFileSync(path.join(samples, "framework-libraries", name), "utf8");

    test("NIST AI RMF in CISO Assistant has 113 lines, 72 to fulfil", () => {
      expect(existsSync(samples)).toBe(true);
      const { lines } = readCisoAssistant(sample("nist-ai-rmf-1.0.yaml"));
      expect([lines.length, lines.filter(({ assessable }) => assessable).length]).toEqual([113, 72]);
    });

    test("the basic OSCAL catalog has its groups and controls", () => {
      const { lines } = readOscal(sample("basic-catalog.json"));
      expect(lines.slice(0, 3).map(({ ref }) => ref)).toEqual(["1", "s1.1", "1.1.1"]);
      expect(lines.every(({ text }) => !text?.includes("{{"))).toBe(true);
    });
  });
