import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readThreatModel } from "@/lib/domain/threat-models/formats/read";
import { writeThreatModel } from "@/lib/domain/threat-models/formats/write";
import { models } from "@/tests/support/generated-models";
import { strictLibrary } from "@/tests/support/strict-formats";

const named = (name: string, title: string) => ({ symbolic_name: name, title, description: `${title}.` });
const flow = (name: string, source: object, destination: object, encrypted: boolean) => ({
  ...named(name, name),
  source,
  destination,
  has_sensitive_data: encrypted,
  encrypted,
});
const control = (name: string, threats: string[], status: string) => ({
  ...named(name, `Control ${name}`),
  threats,
  status,
  priority: "high",
});
const risk = (threats: string[], level: string, likelihood: string) => ({
  ...named(`risk-${level}`, level),
  threats,
  likelihood,
  impact: "major",
  impact_description: "",
  score: 12,
  level,
});
const threat = (name: string, more: object) => ({
  ...named(name, `Threat ${name}`),
  threat_persona: "eve",
  event: "An e-mail",
  sources: ["adversary"],
  ...more,
});

const assistant = {
  $schema: "https://github.com/OWASP/www-project-threat-model-library/blob/v1.0.0/threat-model.schema.json",
  version: "2.1",
  scope: {
    title: "Claims assistant",
    description: "The assistant alone.",
    exposure: "external",
    tier: "important",
  },
  description: "Answers claims.",
  frozen: true,
  trust_zones: [named("inside", "Inside"), named("web", "Web")],
  trust_boundaries: [{ trust_zone_a: "inside", trust_zone_b: "web", access_control_methods: ["rbac"] }],
  actors: [
    { ...named("handler", "Claims handler"), type: "user", permissions: "Reads claims." },
    { ...named("builder", "Builder"), type: "engineer", trust_zone: "inside" },
  ],
  components: [
    { ...named("api", "API gateway"), trust_zone: "inside" },
    { ...named("llm", "Anthropic Claude"), parent_component: "api" },
    { ...named("lost", "Thing"), trust_zone: "nowhere" },
  ],
  data_stores: [
    { ...named("index", "Vector store"), type: "document", trust_zone: "inside", vendor: "Altamira" },
    { ...named("ask", "Audit log"), type: "object" },
  ],
  data_sets: [
    {
      ...named("claims", "Claims"),
      placements: [
        { data_store: "index", encrypted: true },
        { data_store: "ask", encrypted: false },
      ],
      data_sensitivity: ["phi"],
      record_count: 9,
    },
  ],
  data_flows: [
    flow("ask", { type: "actor", object: "handler" }, { type: "component", object: "api" }, true),
    flow(
      "answer",
      { type: "data_store", object: "api" },
      { type: "#/$defs/data-store", object: "index" },
      false,
    ),
    flow("gone", { type: "component", object: "ghost" }, { type: "component", object: "llm" }, false),
  ],
  assumptions: [
    { description: "Tokens are checked.", validity: "confirmed", topics: ["auth"] },
    { description: "Nobody prints.", validity: "rejected" },
    { description: "It is fast.", validity: "unconfirmed" },
  ],
  threat_personas: [{ ...named("eve", "Eve"), is_person: true }],
  threats: [
    threat("leak", { components_affected: ["llm", "ask", "ghost"], weaknesses: [{ cwe_id: 200 }] }),
    threat("flood", { attack_mechanisms: { capec_id: 125 } }),
    threat("other", {}),
  ],
  controls: [
    control("c1", ["leak"], "active"),
    control("c2", ["leak", "flood"], "suggested"),
    control("c3", ["other"], "active"),
    control("c4", ["other"], "wont_do"),
  ],
  risks: [risk(["leak", "flood"], "medium", "possible"), risk(["leak"], "very_high", "likely")],
  extensions: { "example.org/own": { colour: "red" } },
};

describe("a model of the Threat Model Library", () => {
  const { model, format, version, warnings } = readThreatModel(JSON.stringify(assistant));

  test("is known by what is in it, and everything in it is counted", () => {
    expect([format, version, model.title, model.description]).toEqual([
      "tm-library",
      "1.0.0",
      "Claims assistant",
      "Answers claims.",
    ]);
    const { elements, flows, zones, threats, assumptions } = model;
    expect([elements, flows, zones, threats, assumptions].map((parts) => parts.length)).toEqual([
      7, 3, 2, 3, 3,
    ]);
  });

  test("has actors, components and stores as elements, each in its zone or that of the component above", () => {
    expect(model.elements.map(({ id, type, zoneIds }) => [id, type, zoneIds])).toEqual([
      ["handler", "end_user", []],
      ["builder", null, ["inside"]],
      ["api", "application_backend", ["inside"]],
      ["llm", "llm_endpoint_hosted", ["inside"]],
      ["lost", null, []],
      ["index", "rag_vector_store", ["inside"]],
      ["ask", "log_trace_store", []],
    ]);
  });

  test("says of a store what the data sets on it say, and of a flow whether it is encrypted", () => {
    expect(model.elements.slice(5).map(({ attributes }) => attributes)).toEqual([
      { contains_personal_data: true, encrypted_at_rest: true },
      { contains_personal_data: true },
    ]);
    expect(
      model.flows.map(({ id, from, to, attributes, contentClasses }) => [
        id,
        from,
        to,
        attributes,
        contentClasses,
      ]),
    ).toEqual([
      ["ask-2", "handler", "api", { encrypted: true }, ["sensitive_data"]],
      ["answer", "api", "index", { encrypted: false }, []],
      ["gone", null, "llm", { encrypted: false }, []],
    ]);
  });

  test("has threats with their highest risk, mitigated where every living control is active", () => {
    expect(model.threats.map(({ elementIds, status, severity }) => [elementIds, status, severity])).toEqual([
      [["llm", "ask"], "Open", "Critical"],
      [[], "Open", "Medium"],
      [[], "Mitigated", "unrated"],
    ]);
    expect(model.threats[0]?.mitigation).toBe("Control c1.\nControl c2.");
    expect(model.assumptions.map(({ confirmed }) => confirmed)).toEqual([true, false, null]);
  });

  test("tells what points nowhere, what has no type and which name stands twice", () => {
    expect(warnings.toSorted()).toEqual([
      '"Builder" is listed as actor: engineer; which type of element it is cannot be told from that. Choose one.',
      '"Thing" is listed as component; which type of element it is cannot be told from that. Choose one.',
      '"Thing" lies in the zone "nowhere", which is not in the file. It lies in none.',
      'The file uses the id "ask" twice, the second time for a flow. It is "ask-2" here.',
      'The flow "gone" ends at "ghost", which is no part of the file. That end is free.',
      'The threat "Threat leak" affects "ghost", which is no part of the file.',
    ]);
  });

  test("comes out as it went in, but for a note where a name had to be told apart", () => {
    const { extensions, ...rest } = JSON.parse(writeThreatModel(model, "tm-library")) as typeof assistant;
    const { extensions: own, ...before } = assistant;
    expect(rest).toEqual(before);
    expect(extensions).toEqual({
      ...own,
      "plumbline.example/ns/threat-model": {
        "data_flows/ask": { fields: { id: { written: "ask", meant: "ask-2" } } },
      },
    });
  });

  test("says what changed and leaves the rest as it was", () => {
    const threats = model.threats.map((one) =>
      one.id === "other" ? { ...one, severity: "High", elementIds: ["api"] } : one,
    );
    const after = JSON.parse(
      writeThreatModel({ ...model, title: "New", threats }, "tm-library"),
    ) as typeof assistant;
    expect(after.scope).toEqual({ ...assistant.scope, title: "New" });
    expect(after.threats[2]).toEqual({ ...assistant.threats[2], components_affected: ["api"] });
    expect(after.risks.slice(0, 2)).toEqual(assistant.risks);
    expect(after.risks[2]).toMatchObject({ threats: ["other"], level: "high", score: 16 });
    expect(after.assumptions).toEqual(assistant.assumptions);
  });
});

test("ratings that Threat Dragon fills in by itself are no ratings", () => {
  const filled = {
    ...assistant,
    threat_personas: [{ ...named("d", "Default threat persona"), is_person: true }],
    risks: [risk(["leak"], "high", "certain")],
  };
  const { model, warnings } = readThreatModel(JSON.stringify(filled));
  expect(model.threats.map(({ severity }) => severity)).toEqual(["unrated", "unrated", "unrated"]);
  expect(warnings.join()).toContain("what Threat Dragon fills in by itself");
});

test("what is written fits the published schema, whatever the model", () => {
  fc.assert(
    fc.property(models, (model) => {
      expect(
        strictLibrary.safeParse(JSON.parse(writeThreatModel(model, "tm-library"))).error,
      ).toBeUndefined();
    }),
    { numRuns: 60 },
  );
});

test("a file that breaks the shape is refused with the place", () => {
  const broken = { ...assistant, data_flows: [{ ...assistant.data_flows[0], encrypted: "yes" }] };
  expect(() => readThreatModel(JSON.stringify(broken))).toThrow(
    /^data_flows\.0\.encrypted must be true or false in a file of OWASP Threat Model Library/,
  );
  expect(() => readThreatModel('{"scope": 1, "components": []}')).toThrow(/^scope must be an object/);
});
