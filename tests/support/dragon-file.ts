import type { Json } from "@/lib/domain/threat-models/formats/schema";

type Box = readonly [x: number, y: number, width: number, height: number];

/** A cell of Threat Dragon that has a place. */
export function cell(shape: string, id: string, [x, y, width, height]: Box, data: Json = {}): Json {
  const type = { actor: "tm.Actor", process: "tm.Process", store: "tm.Store" }[shape] ?? "tm.BoundaryBox";
  return {
    shape,
    id,
    zIndex: 1,
    position: { x, y },
    size: { width, height },
    data: { type, name: id, ...data },
  };
}

/** A flow of Threat Dragon between two cells, or from a free end. */
export function edge(id: string, from: string | null, to: string, data: Json = {}): Json {
  const source = from === null ? { x: 5, y: 5 } : { cell: from, port: "left" };
  return {
    shape: "flow",
    id,
    zIndex: 10,
    source,
    target: { cell: to },
    data: { type: "tm.Flow", name: id, ...data },
  };
}

/** A threat as Threat Dragon writes it. */
export function dragonThreat(id: string, more: Json = {}): Json {
  const words = {
    title: `Threat ${id}`,
    type: "Tampering",
    modelType: "STRIDE",
    description: "",
    mitigation: "",
  };
  return { id, ...words, status: "Open", severity: "TBD", number: 1, score: "", ...more };
}

/** A file of Threat Dragon with a diagram for each list of cells. */
export function dragonFile(...diagrams: readonly (readonly Json[])[]): Json {
  return {
    version: "2.4.0",
    summary: { title: "Claims assistant", owner: "Claims", description: "Answers claims.", id: 7 },
    detail: {
      contributors: [{ name: "Anna" }],
      diagrams: diagrams.map((cells, id) => ({
        id,
        title: `Diagram ${id}`,
        diagramType: "STRIDE",
        thumbnail: "./t.jpg",
        version: "2.4.0",
        cells,
      })),
      diagramTop: diagrams.length,
      reviewer: "",
      threatTop: 3,
    },
  };
}
