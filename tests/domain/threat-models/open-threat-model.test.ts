import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { readThreatModel } from "@/lib/domain/threat-models/formats/read";
import { writeThreatModel } from "@/lib/domain/threat-models/formats/write";
import { models } from "@/tests/support/generated-models";
import { strictOtm } from "@/tests/support/strict-formats";

const assistant = {
  otmVersion: "0.2.0",
  project: { id: "claims", name: "Claims assistant", description: null, owner: "Anna", tags: null },
  assets: [
    { id: "files", name: "Claim files", risk: { confidentiality: 80, integrity: 50, availability: 10 } },
  ],
  trustZones: [
    { id: "web", name: "Internet", type: "internet", risk: { trustRating: 10 } },
    { id: "in", name: "Inside", risk: { trustRating: 80 }, attributes: null },
    { id: "deep", name: "Model network", risk: { trustRating: 300 }, parent: { trustZone: "in" } },
  ],
  components: [
    { id: "user", name: "Claims handler", type: "web-client", parent: { trustZone: "web" } },
    { id: "app", name: "Backend", type: "web-service", parent: { trustZone: "in" }, tags: ["x"] },
    {
      id: "agent",
      name: "Helper",
      type: "ai-agent",
      parent: { component: "app" },
      attributes: { can_write: "Yes", can_send_external: false, colour: "red" },
      threats: [
        { threat: "t1", state: "exposed", mitigations: [{ mitigation: "m1", state: "required" }] },
        { threat: "gone", state: "exposed" },
      ],
    },
    { id: "shield", name: "Output filter", type: "guardrail", parent: { trustZone: "deep" } },
    { id: "box", name: "Queue", type: "sqs", parent: { trustZone: "nowhere" } },
    { id: "7", name: "Own", type: "rag_vector_store", parent: { trustZone: "deep" } },
  ],
  dataflows: [
    {
      id: "ask",
      name: "Question",
      source: "user",
      destination: "agent",
      bidirectional: true,
      assets: ["files", "other"],
      attributes: { encrypted: true },
      threats: [{ threat: "t1", state: "mitigated", mitigations: [null] }],
    },
    { id: "lost", name: "Lost", source: "app", destination: "ghost", assets: null },
  ],
  threats: [
    {
      id: "t1",
      name: "Injection",
      description: "Instructions in a claim.",
      categories: ["Tampering", null, "Elevation of privilege"],
      risk: { likelihood: 50, impact: 100 },
    },
    { id: "t2", name: "Rated by nobody", risk: { likelihood: 0, impact: 0 } },
    { id: "t3", name: "In words", risk: { likelihood: "often", impact: "60" } },
    { id: "t4", name: "In quotation marks", risk: { likelihood: "40", impact: "60" } },
  ],
  mitigations: [{ id: "m1", name: "Separate", description: "Keep data apart.", riskReduction: 50 }],
};

describe("an Open Threat Model", () => {
  const { model, format, version, warnings } = readThreatModel(JSON.stringify(assistant));

  test("is known by what is in it, and everything in it is counted", () => {
    expect([format, version, model.title]).toEqual(["otm", "0.2.0", "Claims assistant"]);
    const counts = [model.elements, model.flows, model.zones, model.threats].map((parts) => parts.length);
    expect(counts).toEqual([6, 2, 3, 4]);
  });

  test("says who lies in which zone, also by way of the component above", () => {
    expect(model.elements.map(({ id, zoneIds }) => [id, zoneIds])).toEqual([
      ["user", ["web"]],
      ["app", ["in"]],
      ["agent", ["in"]],
      ["shield", ["deep", "in"]],
      ["box", []],
      ["7", ["deep", "in"]],
    ]);
    expect(model.zones.map(({ trust, parent }) => [trust, parent])).toEqual([
      [10, null],
      [80, null],
      [null, "in"],
    ]);
  });

  test("gives types by its own words, ours among them, and facts by our names for them", () => {
    expect(model.elements.map(({ type }) => type)).toEqual([
      "end_user",
      "application_backend",
      "agent_orchestrator",
      "output_guardrail",
      null,
      "rag_vector_store",
    ]);
    expect(model.elements[2]?.attributes).toEqual({ can_write: true, can_send_external: false });
    expect(model.flows[0]).toMatchObject({
      attributes: { encrypted: true },
      contentClasses: ["Claim files", "other"],
      bidirectional: true,
    });
  });

  test("has threats where they hang; open somewhere is open; nought and nothing are no ratings", () => {
    expect(model.threats.map(({ elementIds, status, severity }) => [elementIds, status, severity])).toEqual([
      [["agent", "ask"], "Open", "High"],
      [[], null, "unrated"],
      [[], null, "unrated"],
      [[], null, "Medium"],
    ]);
    expect(model.threats[0]).toMatchObject({
      category: "Tampering, Elevation of privilege",
      mitigation: "Separate: Keep data apart.",
    });
  });

  test("tells what points nowhere, what has no type and what is rated past the scale", () => {
    expect(warnings).toEqual(
      [
        '"Queue" lies in "nowhere", which is not in the file. It lies in no zone.',
        'The trust of "Model network" is 300, not from 0 to 100. It is read as unrated.',
        '"Queue" is of the type "sqs"; which type of element it is cannot be told from that. Choose one.',
        'The flow "Lost" ends at "ghost", which is no component of the file. That end is free.',
        'The threat "Injection" has several states: Open, Mitigated. It is read as Open.',
        'Something hangs on the threat "gone", which is not in the file. It is kept, not read.',
      ].toSorted((a, b) => warnings.indexOf(a) - warnings.indexOf(b)),
    );
  });

  test("comes out as it went in, as JSON and from YAML", () => {
    const written = (text: string) =>
      JSON.parse(writeThreatModel(readThreatModel(text).model, "otm")) as unknown;
    expect(written(JSON.stringify(assistant))).toEqual(assistant);
    expect(written(stringify(assistant))).toEqual(assistant);
  });

  test("says what changed and leaves the rest as it was", () => {
    const threats = model.threats.map((one) =>
      one.id === "t1" ? { ...one, status: "Mitigated", severity: "Low", elementIds: ["agent", "box"] } : one,
    );
    const after = JSON.parse(writeThreatModel({ ...model, threats }, "otm")) as typeof assistant;
    expect(after.components[2]?.threats?.[0]).toEqual({
      threat: "t1",
      state: "mitigated",
      mitigations: [{ mitigation: "m1", state: "required" }],
    });
    expect(after.dataflows[0]?.threats).toEqual([]);
    expect(after.components[4]).toMatchObject({ threats: [{ threat: "t1", state: "mitigated" }] });
    expect(after.threats[0]?.risk).toEqual({ likelihood: 40, impact: 20 });
    expect(after.assets).toEqual(assistant.assets);
  });
});

test("version 0.1 is read with its own names for things, and written as 0.2", () => {
  const old = `
otmVersion: 0.1.0
project:
  name: By hand
  id: by-hand
trustzones:
  - id: web
    name: Web
    trustRating: 5
    risk:
components:
  - id: 1
    name: Customer
    type: user
    parent: web
  - id: db
    name: Vector store
    type: postgres
    parent: web
    attributes:
      - acl_aware: no
dataflows:
  - id: one
    name: One
    from: 1
    to: db
`;
  const { model, version, warnings } = readThreatModel(old);
  expect([version, warnings]).toEqual(["0.1.0", []]);
  expect(model.zones).toMatchObject([{ id: "web", trust: 5 }]);
  expect(model.elements).toMatchObject([
    { id: "1", type: "end_user", zoneIds: ["web"] },
    { id: "db", type: "rag_vector_store", attributes: { acl_aware: false } },
  ]);
  expect(model.flows).toMatchObject([{ from: "1", to: "db" }]);
  const now = JSON.parse(writeThreatModel(model, "otm")) as Record<string, unknown>;
  expect(now).toMatchObject({
    otmVersion: "0.2.0",
    trustZones: [{ id: "web", risk: { trustRating: 5 } }],
    components: [{ parent: { trustZone: "web" } }, { parent: { trustZone: "web" } }],
    dataflows: [{ source: "1", destination: "db" }],
  });
});

test("what is written fits the published schema, whatever the model", () => {
  fc.assert(
    fc.property(models, (model) => {
      expect(strictOtm.safeParse(JSON.parse(writeThreatModel(model, "otm"))).error).toBeUndefined();
    }),
    { numRuns: 60 },
  );
});

describe("a file that is broken or means harm", () => {
  const refusal = (text: string) => {
    try {
      readThreatModel(text);
    } catch (error) {
      return error instanceof Error ? error.message : "";
    }
    return "";
  };
  const otm = (more: string) => `otmVersion: 0.2.0\nproject: { name: a, id: a }\n${more}`;

  test("is refused in words that say where and what to do", () => {
    expect(refusal(otm("components: 3\n"))).toMatch(
      /^components must be a list in a file of Open Threat Model/,
    );
    expect(refusal("otmVersion: 0.3.0\n")).toMatch(
      /It is Open Threat Model 0.3.0. Versions 0.1 and 0.2 are read/,
    );
    expect(refusal(otm("a: &x [1]\nb: *x\n"))).toMatch(/^Line 3: Anchors and aliases/);
    expect(refusal(otm("project: { name: b, id: b }\n"))).toMatch(/there twice/);
    expect(refusal(otm(`a: ${"[".repeat(60)}${"]".repeat(60)}`))).toMatch(/nested more than 48 levels deep/);
    expect(refusal(`{"otmVersion":"0.2.0","a":${"[".repeat(60)}${"]".repeat(60)}}`)).toMatch(
      /nested more than 48/,
    );
    expect(refusal(`{"otmVersion":"0.2.0","__proto__":{"x":1}}`)).toMatch(/"__proto__"/);
    expect(refusal(`{"otmVersion":"0.2.0","x":"\\u0000"}`)).toMatch(/cannot be stored/);
    expect(refusal('{"otmVersion":"0.2.0",')).toMatch(/^This is no JSON, or it was cut short/);
    expect(refusal(" \n")).toMatch(/empty/);
    expect(refusal("<model/>")).toMatch(/XML/);
    expect(refusal("[1]")).toMatch(/no object at its top/);
    expect(refusal("threagile_version: 1.0.0\n")).toMatch(/^This is Threagile, which is not read/);
    expect(refusal("a: 1\n")).toMatch(/^This is no threat model that is known here/);
    expect(refusal(`{"otmVersion":"0.2.0","x":"${"x".repeat(10_000_000)}"}`)).toMatch(/larger than 10 MB/);
    expect(refusal(otm(`x: "${"x".repeat(1_000_000)}"`))).toMatch(/may have 1,000,000 characters/);
  });

  test.each([
    ["brackets", `a: ${"[".repeat(900_000)}`, /nested/],
    ["dashes", `a: ${"- ".repeat(400_000)}`, /nested/],
    ["keys", "a:\n".repeat(200_000), /more than 2,000 keys/],
    ["anchors", `a: [${"&a x, *a, ".repeat(60_000)}]`, /Anchors and aliases/],
  ])("of %s without end is refused before the parser loses itself in it", (_what, text, words) => {
    const started = performance.now();
    expect(refusal(text)).toMatch(words);
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  test("may go round in circles; zones and components then lie where the circle is cut", () => {
    const { model, warnings } = readThreatModel(
      otm(`
trustZones:
  - { id: a, name: A, risk: { trustRating: 1 }, parent: { trustZone: b } }
  - { id: b, name: B, risk: { trustRating: 1 }, parent: { trustZone: a } }
components:
  - { id: x, name: X, type: vault, parent: { component: y } }
  - { id: y, name: Y, type: vault, parent: { component: x } }
  - { id: z, name: Z, type: vault, parent: { trustZone: a } }
`),
    );
    expect(model.zones.map(({ parent }) => parent)).toEqual(["b", null]);
    expect(model.elements.map(({ zoneIds }) => zoneIds)).toEqual([[], [], ["a", "b"]]);
    expect(warnings).toEqual(['The zone "b" lies within itself. It is read as one that lies in no other.']);
  });

  test("of the largest size, every id the same, is read in seconds", () => {
    const components = Array.from({ length: 5_000 }, (_, at) => ({
      id: "same",
      name: `C${at}`,
      type: "vault",
      parent: { component: "same" },
    }));
    const dataflows = Array.from({ length: 20_000 }, () => ({
      id: "same",
      name: "F",
      source: "same",
      destination: "same",
    }));
    const started = performance.now();
    const { model } = readThreatModel(JSON.stringify({ otmVersion: "0.2.0", components, dataflows }));
    expect([model.elements.length, model.flows.length]).toEqual([5_000, 20_000]);
    expect(new Set([...model.elements, ...model.flows].map(({ id }) => id)).size).toBe(25_000);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
