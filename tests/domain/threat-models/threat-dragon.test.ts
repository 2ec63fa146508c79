import { describe, expect, test } from "vitest";
import { readThreatModel } from "@/lib/domain/threat-models/formats/read";
import type { Json } from "@/lib/domain/threat-models/formats/schema";
import { writeThreatModel } from "@/lib/domain/threat-models/formats/write";
import { cell, dragonFile, dragonThreat, edge } from "@/tests/support/dragon-file";

const read = (file: Json) => readThreatModel(JSON.stringify(file));
const written = (file: Json) => JSON.parse(writeThreatModel(read(file).model, "threat-dragon")) as Json;

const assistant = dragonFile(
  [
    cell("trust-boundary-box", "cloud", [0, 0, 800, 600], { name: "Cloud" }),
    {
      ...cell("trust-boundary-box", "inner", [100, 100, 300, 300]),
      attrs: { label: { text: "Model network" } },
      data: { type: "tm.BoundaryBox", isTrustBoundary: true },
    },
    cell("process", "llm", [150, 150, 100, 100], {
      name: "OpenAI API",
      threats: [
        dragonThreat("t1", { severity: "High", status: "Mitigated", mitigation: "Screen input." }),
        dragonThreat("t2", { severity: "TBA", status: "N/A", type: "Information disclosure" }),
      ],
    }),
    {
      ...cell("store", "logs", [600, 400, 100, 80], { name: "Audit log", isALog: true }),
      threats: [dragonThreat("t3")],
    },
    cell("actor", "user", [900, 100, 100, 80], {
      name: "Customer\n of the bank",
      providesAuthentication: true,
    }),
    edge("ask", "user", "llm", {
      name: "Question",
      isEncrypted: true,
      isPublicNetwork: true,
      protocol: "HTTPS",
    }),
    edge("loose", null, "logs", { isBidirectional: true }),
    edge("lost", "nobody", "logs", { isEncrypted: "no idea", isBidirectional: null }),
    {
      shape: "trust-broundary-curve",
      id: "curve",
      zIndex: 1,
      source: { x: 1, y: 1 },
      target: { x: 9, y: 9 },
      data: { type: "tm.Boundary", name: "DMZ" },
    },
    {
      shape: "td-text-block",
      id: "text",
      zIndex: 1,
      position: { x: 0, y: 700 },
      data: { type: "tm.Text", name: "Notes" },
    },
  ],
  [cell("process", "second", [0, 0, 10, 10], { name: "Thing", outOfScope: true })],
);

describe("a file of Threat Dragon v2", () => {
  const { model, format, version, warnings } = read(assistant);

  test("is known by what is in it, and everything in it is counted", () => {
    expect([format, version, model.title]).toEqual(["threat-dragon", "2.4.0", "Claims assistant"]);
    const counts = [model.elements, model.flows, model.zones, model.threats].map((parts) => parts.length);
    expect(counts).toEqual([4, 3, 2, 3]);
  });

  test("tells by its boxes who lies in which zone, the innermost first", () => {
    expect(model.zones.map(({ id, name, parent }) => [id, name, parent])).toEqual([
      ["cloud", "Cloud", null],
      ["inner", "Model network", "cloud"],
    ]);
    expect(model.elements.map(({ id, zoneIds }) => [id, zoneIds])).toEqual([
      ["llm", ["inner", "cloud"]],
      ["logs", ["cloud"]],
      ["user", []],
      ["second", []],
    ]);
  });

  test("gives types where names leave no doubt; for the rest somebody has to choose", () => {
    expect(model.elements.map(({ type, originalType }) => [type, originalType])).toEqual([
      ["llm_endpoint_hosted", "tm.Process"],
      ["log_trace_store", "tm.Store"],
      ["end_user", "tm.Actor"],
      [null, "tm.Process"],
    ]);
    expect(warnings.filter((text) => text.includes("which type"))).toEqual([
      '"Thing" is drawn as a process; which type of element it is cannot be told from that. Choose one.',
    ]);
  });

  test("says something by a tick, and nothing by one that is not set", () => {
    expect(model.flows.map(({ id, attributes }) => [id, attributes])).toEqual([
      ["ask", { encrypted: true, public_network: true }],
      ["loose", {}],
      ["lost", {}],
    ]);
    expect(model.elements.find(({ id }) => id === "user")?.attributes).toEqual({ authenticated: true });
  });

  test("has threats in either place; placeholders are no ratings; old words for states are understood", () => {
    expect(
      model.threats.map(({ id, elementIds, status, severity }) => [id, elementIds, status, severity]),
    ).toEqual([
      ["t1", ["llm"], "Mitigated", "High"],
      ["t2", ["llm"], "NotApplicable", "unrated"],
      ["t3", ["logs"], "Open", "unrated"],
    ]);
  });

  test("is told about what cannot be read: curves, ends without an element", () => {
    expect(model.flows.map(({ from, to, bidirectional }) => [from, to, bidirectional])).toEqual([
      ["user", "llm", false],
      [null, "logs", true],
      [null, "logs", false],
    ]);
    expect(warnings).toEqual(
      expect.arrayContaining([
        'The flow "lost" ends at "nobody", which is no element of its diagram. That end is free.',
        expect.stringMatching(/^The trust boundary "DMZ" is drawn as a curve/),
      ]),
    );
  });

  test("comes out as it went in, but for whether threats are open, which is counted anew", () => {
    const after = structuredClone(assistant) as {
      detail: { diagrams: { cells: { id: string; data: Json }[] }[] };
    };
    for (const { id, data } of after.detail.diagrams.flatMap(({ cells }) => cells))
      if (id === "logs") data["hasOpenThreats"] = true;
    expect(written(assistant)).toEqual(after);
  });
});

describe("a model that changed since", () => {
  const { model } = read(assistant);

  test("comes out with the change and with everything else as it was", () => {
    const elements = model.elements
      .filter(({ id }) => id !== "second")
      .map((one) => (one.id === "llm" ? { ...one, name: "Altamira", attributes: { region: "eu" } } : one));
    const text = writeThreatModel({ ...model, elements }, "threat-dragon");
    const again = readThreatModel(text).model;
    const llm = again.elements.find(({ id }) => id === "llm");
    expect(llm).toMatchObject({
      name: "Altamira",
      type: "llm_endpoint_hosted",
      attributes: { region: "eu" },
    });
    expect(again.elements).toHaveLength(3);
    expect(text).toContain('"protocol": "HTTPS"');
    expect(text).toContain('"thumbnail": "./t.jpg"');
  });

  test("shows a threat at every place that it hangs on, in words that Threat Dragon has, and is read as one", () => {
    const ours = { status: "verified", severity: "extreme", category: "AI harm: over-reliance" };
    const threats = model.threats.map((one) =>
      one.id === "t1" ? { ...one, ...ours, elementIds: ["llm", "user", "ask"] } : one,
    );
    const text = writeThreatModel({ ...model, threats }, "threat-dragon");
    const file = JSON.parse(text) as {
      detail: { diagrams: { cells: { id: string; data: { threats?: Json[] } }[] }[] };
    };
    const at = (id: string) => file.detail.diagrams[0]?.cells.find((one) => one.id === id)?.data.threats;
    for (const place of ["llm", "user", "ask"])
      expect(at(place)?.[0]).toMatchObject({
        title: "Threat t1",
        status: "Mitigated",
        severity: "TBD",
        type: "Spoofing",
      });
    const again = readThreatModel(text).model;
    expect(again.threats.map(({ id }) => id)).toEqual(["t1", "t2", "t3"]);
    expect(again.threats[0]).toMatchObject({ ...ours, elementIds: ["llm", "user", "ask"] });
    expect(writeThreatModel(again, "threat-dragon")).toBe(text);
  });

  test("draws what is new in boxes that hold it, below what is drawn already", () => {
    const kept = {};
    const zone = { id: "new-zone", name: "New", description: "", trust: 40, parent: null, kept };
    const added = { ...model.elements[0], id: "new", name: "New", zoneIds: ["new-zone"], kept };
    const elements = [...model.elements, added as (typeof model.elements)[number]];
    const text = writeThreatModel({ ...model, elements, zones: [...model.zones, zone] }, "threat-dragon");
    const cells = (JSON.parse(text) as ReturnType<typeof JSON.parse>).detail.diagrams[0].cells as {
      id: string;
      position: { x: number; y: number };
    }[];
    const at = (id: string) => cells.find((one) => one.id === id)?.position.y ?? 0;
    expect(at("new-zone")).toBeGreaterThan(600);
    expect(at("new")).toBeGreaterThan(at("new-zone"));
    expect(readThreatModel(text).model.elements.find(({ id }) => id === "new")?.zoneIds).toEqual([
      "new-zone",
    ]);
  });

  test("is read with what another tool changed afterwards, where that says something else than a note", () => {
    const noted = model.elements.map((one) =>
      one.id === "second" ? { ...one, type: "embedding_service" } : one,
    );
    const text = writeThreatModel({ ...model, elements: noted }, "threat-dragon");
    const typeIn = (file: string) =>
      readThreatModel(file).model.elements.find(({ id }) => id === "second")?.type;
    expect(typeIn(text)).toBe("embedding_service");
    expect(typeIn(text.replaceAll('"Thing"', '"Model server"'))).toBe("model_self_hosted");
  });
});

describe("a file that is no such model", () => {
  const refusal = (file: unknown) => {
    try {
      readThreatModel(typeof file === "string" ? file : JSON.stringify(file));
    } catch (error) {
      return error instanceof Error ? error.message : "";
    }
    return "";
  };

  test("is refused with the place and what to do", () => {
    expect(refusal({ summary: { title: "x" }, detail: {} })).toBe(
      "detail.diagrams must be a list in a file of OWASP Threat Dragon. Correct it, or export the file again.",
    );
    expect(
      refusal(dragonFile([{ ...cell("process", "p", [0, 0, 1, 1]), position: { x: "left", y: 0 } }])),
    ).toMatch(/^detail\.diagrams\.0\.cells\.0\.position\.x must be a number/);
    expect(refusal({ ...dragonFile(), version: "1.6.1" })).toMatch(/version 1. Open it in Threat Dragon 2/);
    expect(refusal({ summary: {}, detail: { diagrams: [{ diagramJson: { cells: [] } }] } })).toMatch(
      /version 1/,
    );
  });

  test("may use an id twice, draw zones on top of each other or nest without end; it is still read", () => {
    const twice = read(
      dragonFile([
        cell("trust-boundary-box", "a", [0, 0, 100, 100]),
        cell("trust-boundary-box", "b", [0, 0, 100, 100]),
        cell("process", "a", [10, 10, 10, 10], { threats: [dragonThreat("t"), dragonThreat("t")] }),
      ]),
    );
    expect(twice.model.zones.map(({ parent }) => parent)).toEqual([null, null]);
    expect(twice.model.elements.map(({ id, zoneIds }) => [id, zoneIds])).toEqual([["a-2", ["a", "b"]]]);
    expect(twice.model.threats.map(({ id }) => id)).toEqual(["t", "t-2"]);
    expect(twice.warnings).toContain(
      'The file uses the id "a" twice, the second time for an element. It is "a-2" here.',
    );
    const many = Array.from({ length: 5_001 }, (_, at) => cell("process", `p${at}`, [0, 0, 1, 1]));
    expect(refusal(dragonFile(many))).toBe(
      "The file has more than 5000 elements. Split the model into several.",
    );
  });
});
