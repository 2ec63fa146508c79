import { beforeAll, describe, expect, test } from "vitest";
import { judgeCrosswalk, judgeRequirement } from "@/lib/domain/controls/commands/judge-coverage";
import { frameworkCoverage } from "@/lib/domain/controls/queries/coverage";
import {
  applyMappings,
  discardMappings,
  withdrawMappings,
} from "@/lib/domain/frameworks/mappings/commands/mappings";
import { getMappings, listMappings } from "@/lib/domain/frameworks/mappings/queries/mappings";
import { compareFrameworks } from "@/lib/domain/frameworks/queries/browse";
import { applyFramework } from "@/lib/domain/frameworks/versions/commands/put-in-force";
import { getPolicy } from "@/lib/domain/policies/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict } from "@/lib/platform/errors/public-error";
import { request } from "@/tests/support/door";
import { cisoLibrary } from "@/tests/support/framework-files";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let token: string;
let round = 0;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("compliance", world.root);
  token = await tokenOf(lead, world.root);
});

async function send(path: string, text: string, said: Record<string, string> = {}) {
  return request("POST", `${path}?${new URLSearchParams({ name: "a.file", ...said })}`, { token, raw: text });
}

// Each test has a framework of its own, so that no other's rows are in its crosswalk.
async function house(): Promise<string> {
  round += 1;
  const key = `house-${round}`;
  const text = cisoLibrary.replaceAll("risk:framework:house-rules", `risk:framework:${key}`);
  const { body } = await send("/framework-versions", text, { key });
  await applyFramework.execute(lead, {
    id: String(body["id"]),
    version: 1,
    reason: "The board asked for it.",
  });
  return key;
}

const row = (source: string, target: string, relationship: string, strength = "null") =>
  `    - source_requirement_urn: urn:acme:risk:req_node:house-rules:${source}
      target_requirement_urn: urn:intuitem:risk:req_node:iso27001-2022:${target}
      relationship: ${relationship}
      rationale: syntactic
      strength_of_relationship: ${strength}
`;

const library = (key: string, rows: string) => `urn: urn:acme:risk:library:map
name: House to ISO
copyright: Acme
provider: Acme
objects:
  requirement_mapping_set:
    name: House to ISO
    source_framework_urn: urn:acme:risk:framework:${key}
    target_framework_urn: urn:intuitem:risk:framework:iso27001-2022
    requirement_mappings:
${rows}`;

const usual =
  row("p1", "a.5.1", "equal", "9") + row("p1-again", "a.5.2", "intersect") + row("p1", "a.99", "subset");

async function drafted(text: string, said: Record<string, string> = {}): Promise<string> {
  const { status, body } = await send("/crosswalk-sets", text, { to: "iso-27001-2022", ...said });
  expect([status, body["errors"]]).toEqual([201, undefined]);
  return String(body["id"]);
}

const apply = (id: string, version = 1) =>
  applyMappings.execute(lead, { id, version, reason: "Read by two of us." });
const compared = (key: string) => compareFrameworks.execute(lead, { from: key, to: "iso-27001-2022" });
const stateOf = async (key: string, ref: string) => {
  const { rows } = await frameworkCoverage.execute(lead, { key, unitId: world.claims });
  return rows.find((one) => one.ref === ref)?.state;
};

describe("mappings of CISO Assistant", () => {
  test("are a draft first, with what points at nothing named, and are in no crosswalk", async () => {
    const key = await house();
    const id = await drafted(library(key, usual));
    const read = await getMappings.execute(lead, { id });
    expect(
      read.mappings.map(({ from, to, relationship, confidence }) => [
        from.ref,
        to.ref,
        relationship,
        confidence,
      ]),
    ).toEqual([
      ["P.1", "A.5.1", "equal", "judgement_high"],
      ["p1-again", "A.5.2", "intersects", "judgement_medium"],
    ]);
    expect(read.warnings).toEqual([
      "1 row left out that point at a requirement that does not exist:",
      "Line 21: urn:intuitem:risk:req_node:iso27001-2022:a.99",
    ]);
    expect((await compared(key)).counts.judged).toBe(0);
  });

  test("that rest on judgement carry nothing until a person confirms the row", async () => {
    const key = await house();
    await apply(await drafted(library(key, usual)));
    const { judged, carried } = await compared(key);
    expect([judged.length, carried.length, judged[0]?.statedBy]).toEqual([2, 0, "Acme"]);
    const said = { unitId: world.claims, verdict: "fulfilled" as const, reason: "Seen." };
    await judgeRequirement.execute(lead, { framework: "iso-27001-2022", ref: "A.5.1", ...said });
    expect(await stateOf(key, "P.1")).toBe("related");
    await judgeCrosswalk.execute(lead, {
      ...{ sourceFramework: key, sourceRef: "P.1", targetFramework: "iso-27001-2022", targetRef: "A.5.1" },
      ...{ relationship: "equal", reason: "Both ask for a named person." },
    });
    expect(await stateOf(key, "P.1")).toBe("inferred");
  });

  test("that are published carry what is equal at once, and nothing any more once withdrawn", async () => {
    const key = await house();
    const id = await drafted(library(key, usual), { basis: "published" });
    await apply(id);
    const { carried, related } = await compared(key);
    expect([carried.length, related.length]).toEqual([1, 1]);
    await withdrawMappings.execute(lead, { id, version: 2, reason: "Its source took it back." });
    expect((await compared(key)).counts).toMatchObject({ carried: 0, related: 0, judged: 0 });
  });

  test("stand at the rules of a policy that serve the other requirement, on the screen, in text and on paper", async () => {
    const key = await house();
    const id = await drafted(library(key, usual), { basis: "published" });
    const policy = { key: "acceptable-use-of-ai" };
    const before = await getPolicy.execute(lead, policy);
    await apply(id);
    const { paired, names } = await getPolicy.execute(lead, policy);
    const [number] = Object.entries(paired).find(([, all]) => all.some((one) => one.framework === key)) ?? [
      "",
    ];
    expect(paired[number]).toContainEqual({ framework: key, ref: "P.1", relationship: "equal" });
    expect([names[`${key}:P.1`], JSON.stringify(before).includes(`"${key}"`)]).toEqual([
      "Somebody answers",
      false,
    ]);
    const text = await request("GET", "/policies/acceptable-use-of-ai/report?format=md", { token });
    expect(text.body["text"]).toMatch(
      new RegExp(`^- ${number}: .*${names[key]} P\\.1 \\(by the crosswalk: equal\\)`, "m"),
    );
    await withdrawMappings.execute(lead, { id, version: 2, reason: "Its source took it back." });
    expect((await getPolicy.execute(lead, policy)).paired).toEqual(before.paired);
  });

  test("are read from the plural key too, a set that turns the two round being turned back", async () => {
    const key = await house();
    const turned = library(key, row("p1", "a.5.1", "subset")).replace(
      /requirement_mapping_set:[\s\S]*/,
      `requirement_mapping_sets:
  - source_framework_urn: urn:acme:risk:framework:${key}
    target_framework_urn: urn:intuitem:risk:framework:iso27001-2022
    requirement_mappings:
${row("p1", "a.5.1", "subset")}  - source_framework_urn: urn:intuitem:risk:framework:iso27001-2022
    target_framework_urn: urn:acme:risk:framework:${key}
    requirement_mappings:
    - source_requirement_urn: urn:intuitem:risk:req_node:iso27001-2022:a.5.1
      target_requirement_urn: urn:acme:risk:req_node:house-rules:p1
      relationship: superset
      strength_of_relationship: null
`,
    );
    const { mappings, warnings } = await getMappings.execute(lead, { id: await drafted(turned) });
    expect(mappings.map(({ relationship }) => relationship)).toEqual(["subset"]);
    expect(warnings).toEqual(["1 row left out that say the same again."]);
  });

  test("of the same name between the same two take the place of the earlier ones", async () => {
    const key = await house();
    const first = await drafted(library(key, usual));
    await apply(first);
    await apply(await drafted(library(key, row("p1-again", "a.5.3", "subset"))));
    expect((await compared(key)).judged.map(({ to }) => to.ref)).toEqual(["A.5.3"]);
    expect((await getMappings.execute(lead, { id: first })).state).toBe("superseded");
  });

  test("are discarded once, and not put in force after that", async () => {
    const id = await drafted(library(await house(), usual));
    await discardMappings.execute(lead, { id, version: 1 });
    await expect(apply(id, 2)).rejects.toBeInstanceOf(Conflict);
  });
});

describe("mappings as CSV", () => {
  const pair = { from: "iso-42001", to: "iso-27001-2022" };

  test("leave out what the crosswalk says already, and assume related where nothing is said", async () => {
    const key = await house();
    const text = "Source;Target;Relationship;Note\r\nP.1;A.5.1;;Close\r\nP.1;A.5.2;superset;";
    const read = await getMappings.execute(lead, {
      id: await drafted(text, { from: key, basis: "published" }),
    });
    expect(
      read.mappings.map(({ relationship, confidence, note }) => [relationship, confidence, note]),
    ).toEqual([
      ["intersects", "published_type_defaulted", "Close"],
      ["superset", "published", null],
    ]);
    const shipped = (await compareFrameworks.execute(lead, pair)).judged[0];
    const known = `Source,Target\n${shipped?.from.ref},${shipped?.to.ref}\nA.2,A.5.99`;
    const { status, body } = await send("/crosswalk-sets", known, pair);
    expect([status, JSON.stringify(body)]).toEqual([
      400,
      expect.stringContaining("has one between the same two already"),
    ]);
  });

  test.each([
    [
      "a relationship that nobody knows",
      "Source,Target,Relationship\n4.1,4.1,constructor",
      'Line 2: "constructor" is no relationship',
    ],
    [
      "rows that contradict one another",
      "Source,Target,Relationship\nA.9.4,A.7.14,equal\nA.9.4,A.7.14,subset",
      "Line 3: A.9.4 and A.7.14 are equal",
    ],
    ["JSON", '{"rows":[]}', "read from YAML or CSV"],
    ["no columns of references", "a,b\n1,2", "name them"],
    ["a strength that is no number", "Source,Target,Strength\n4.1,4.1,much", "the strength is no number"],
    ["nothing that exists", "Source,Target\nx,y", "None of its rows can be kept"],
  ])("is refused with %s, and nothing is written", async (_what, text, words) => {
    const before = (await listMappings.execute(lead, {})).rows.length;
    const { status, body } = await send("/crosswalk-sets", text, pair);
    expect([status, body["detail"]]).toEqual([400, expect.stringContaining(words)]);
    expect((await listMappings.execute(lead, {})).rows).toHaveLength(before);
  });

  test("asks which framework a file means that is not known by its source", async () => {
    const { body } = await send("/crosswalk-sets", library("unknown", usual));
    expect(JSON.stringify(body)).toContain("Choose which framework that is");
  });
});
