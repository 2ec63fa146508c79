import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawSvg } from "@/lib/domain/threat-models/diagram/draw-svg";
import { layOut } from "@/lib/domain/threat-models/diagram/layout/rules";
import type { ThreatModel } from "@/lib/domain/threat-models/model";
import { models } from "@/tests/support/generated-models";
import { element, flow, threatModel, zone } from "@/tests/support/threat-models";

const lies = (id: string, type: string | null, ...zoneIds: string[]) => ({ ...element(id, type), zoneIds });
const assistant = threatModel(
  [
    lies("customer", "end_user", "web"),
    lies("app", "application_backend", "cloud"),
    lies("agent", "agent_orchestrator", "inner", "cloud"),
    {
      ...lies("index", "rag_vector_store", "inner", "cloud"),
      name: "Policy wordings & claims <2019–2026>, all branches",
    },
    { ...lies("fax", null), outOfScope: true },
  ],
  [
    { ...flow("customer", "app"), bidirectional: true },
    flow("app", "agent"),
    { ...flow("agent", "index"), name: "Questions with everything that was said before" },
    flow("agent", "agent"),
    { ...flow("fax", "app"), id: "loose", to: null },
  ],
  [zone("cloud"), zone("inner", "cloud"), { ...zone("web"), trust: 10 }, zone("empty", "cloud")],
);

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
const holds = (outer: Box, inner: Box) =>
  inner.x >= outer.x - 0.2 &&
  inner.y >= outer.y - 0.2 &&
  inner.x + inner.width <= outer.x + outer.width + 0.2 &&
  inner.y + inner.height <= outer.y + outer.height + 0.2;
const meet = (one: Box, other: Box) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

function expectSound(model: ThreatModel): void {
  const drawn = layOut(model);
  const zones = new Map(drawn.zones.map((one) => [one.zone.id, one.box]));
  const page = { x: 0, y: 0, width: drawn.width, height: drawn.height };
  for (const { element: one, box } of drawn.elements) {
    expect(holds(page, box)).toBe(true);
    const home = zones.get(one.zoneIds[0] ?? "");
    if (home) expect(holds(home, box), `${one.id} in its zone`).toBe(true);
  }
  for (const { zone: one, box } of drawn.zones) {
    const above = zones.get(one.parent ?? "");
    if (above) expect(holds(above, box), `${one.id} in ${one.parent}`).toBe(true);
  }
  drawn.elements.forEach(({ box }, at) => {
    for (const other of drawn.elements.slice(at + 1)) expect(meet(box, other.box)).toBe(false);
  });
}

describe("the diagram of a model", () => {
  test("has each element in the box of its zone, none on another, and each zone in the one above", () => {
    expectSound(assistant);
    fc.assert(fc.property(models, expectSound), { numRuns: 40 });
  });

  test("looks the same every time, and draws what has no zone, no type, no end or nothing in it", () => {
    const svg = drawSvg(assistant);
    expect(drawSvg(structuredClone(assistant))).toBe(svg);
    for (const id of ["customer", "app", "agent", "fax", "web (trust 10)", "empty"])
      expect(svg).toContain(`>${id}<`);
    expect(svg.match(/marker-end/g)).toHaveLength(5);
    expect(svg.match(/marker-start/g)).toHaveLength(1);
    expect(svg).toContain("<title>Questions with everything that was said before</title>");
    expect(drawSvg(threatModel([]))).toContain("0 elements, 0 flows, 0 zones.");
  });

  test("takes text of the model as text, whatever it is", () => {
    const bad = `</text><script>alert(1)</script>"&\u0007\u202e`;
    const svg = drawSvg({ ...threatModel([{ ...element("x", null), name: bad }]), title: bad });
    expect(svg).not.toContain("<script>");
    expect(svg).not.toContain("\u0007");
    expect(svg).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;");
  });

  test("of hundreds of elements is drawn in rows within seconds", () => {
    const many = Array.from({ length: 2_000 }, (_, at) =>
      lies(`e${at}`, "vault", at % 2 ? "cloud" : "inner"),
    );
    const flows = many.map(({ id }, at) => flow(id, `e${(at * 7) % 2_000}`));
    const model = threatModel(many, flows, [zone("cloud"), zone("inner", "cloud")]);
    const started = performance.now();
    expect(drawSvg(model).match(/<g>/g)?.length).toBeGreaterThan(2_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
