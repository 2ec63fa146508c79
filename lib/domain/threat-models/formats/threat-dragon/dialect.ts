import "server-only";
import { shapeOf } from "@/lib/domain/threat-models/formats/element-words";
import type { Writing, WrittenDialect } from "@/lib/domain/threat-models/formats/lossless/dialect";
import type { Kind, Parts } from "@/lib/domain/threat-models/formats/lossless/parts";
import type { Json } from "@/lib/domain/threat-models/formats/schema";
import { arrange } from "@/lib/domain/threat-models/formats/threat-dragon/arrange";
import { addCopies } from "@/lib/domain/threat-models/formats/threat-dragon/copies";
import {
  categoryToWrite,
  severityToWrite,
  statusToWrite,
  ticks,
} from "@/lib/domain/threat-models/formats/threat-dragon/dragon-words";
import { readDragon } from "@/lib/domain/threat-models/formats/threat-dragon/read";

const version = "2.5.0";
const ours = "plumbline";

/** Threat Dragon v2: notes stand as `plumbline` in the data of a cell, in a threat, and at the top. */
export const threatDragon: WrittenDialect = {
  format: "threat-dragon",
  read: readDragon,
  idOf: (_kind, raw) => String(raw["id"] ?? raw["threatId"] ?? ""),
  note: (_document, kind, raw) => holderOf(kind, raw)?.[ours],
  setNote(_document, kind, raw, note) {
    const holder = holderOf(kind, raw);
    if (note) Object.assign(holder ?? dataOf(raw), { [ours]: note });
    else if (holder) delete holder[ours];
  },
  blank: () => ({
    version,
    summary: { title: "", owner: "", description: "", id: 0 },
    detail: { contributors: [], diagrams: [newDiagram()], diagramTop: 1, reviewer: "", threatTop: 0 },
  }),
  add,
  set,
  setHead(document, { title, description }) {
    document["summary"] = { ...(document["summary"] as Json), title: title ?? "", description };
  },
  finish(writing) {
    const { document, model } = writing;
    addCopies(writing);
    const cells = diagramsOf(document).flatMap((diagram) => cellsOf(diagram));
    arrange(cells, model);
    for (const cell of cells) {
      const data = cell["data"] as Json | undefined;
      const open = [data?.["threats"], cell["threats"]]
        .flat()
        .some((one) => (one as Json)?.["status"] === "Open");
      if (data && Boolean(data["hasOpenThreats"]) !== open) data["hasOpenThreats"] = open;
    }
  },
};

function holderOf(kind: Kind | "model", raw: Json): Json | undefined {
  return kind === "model" || kind === "threat" ? raw : (raw["data"] as Json | undefined);
}

function dataOf(raw: Json): Json {
  raw["data"] ??= {};
  return raw["data"] as Json;
}

function newDiagram(): Json {
  return {
    id: 0,
    title: "Data flow diagram",
    diagramType: "STRIDE",
    placeholder: "",
    thumbnail: "./public/content/images/thumbnail.stride.jpg",
    version,
    cells: [],
  };
}

function diagramsOf(document: Json): Json[] {
  return (document["detail"] as Json)["diagrams"] as Json[];
}

function cellsOf(diagram: Json): Json[] {
  diagram["cells"] ??= [];
  return diagram["cells"] as Json[];
}

const shapes = { actor: "tm.Actor", process: "tm.Process", store: "tm.Store" } as const;

function add<K extends Kind>(kind: K, part: Parts[K], writing: Writing): Json | null {
  if (kind === "threat") return addThreat(part as Parts["threat"], writing);
  const cell = newCell(kind, part as Parts["element" | "flow" | "zone"]);
  const diagrams = diagramsOf(writing.document);
  if (diagrams.length === 0) diagrams.push(newDiagram());
  const home = kind === "flow" ? diagramOfEnds(diagrams, part as Parts["flow"], writing) : undefined;
  cellsOf(home ?? (diagrams[0] as Json)).push(cell);
  return cell;
}

function diagramOfEnds(diagrams: readonly Json[], { from, to }: Parts["flow"], { rawOf }: Writing) {
  const ends = [from, to].map((id) => (id === null ? undefined : rawOf("element", id)));
  return diagrams.find((diagram) => cellsOf(diagram).some((cell) => ends.includes(cell)));
}

function newCell(kind: "element" | "flow" | "zone", part: Parts["element" | "flow" | "zone"]): Json {
  const data = { name: "", description: "", hasOpenThreats: false };
  if (kind === "flow")
    return {
      shape: "flow",
      id: part.id,
      zIndex: 10,
      width: 200,
      height: 100,
      connector: "smooth",
      attrs: { line: { stroke: "#333333", targetMarker: { name: "block" }, sourceMarker: { name: "" } } },
      labels: [{ position: 0.5, attrs: { label: { text: "" } } }],
      source: { x: 0, y: 0 },
      target: { x: 0, y: 0 },
      vertices: [],
      data: {
        type: "tm.Flow",
        ...data,
        outOfScope: false,
        reasonOutOfScope: "",
        isBidirectional: false,
        isEncrypted: false,
        isPublicNetwork: false,
        protocol: "",
        threats: [],
      },
    };
  if (kind === "zone")
    return {
      shape: "trust-boundary-box",
      id: part.id,
      zIndex: -1,
      visible: true,
      attrs: { label: { text: "" } },
      data: { type: "tm.BoundaryBox", ...data, isTrustBoundary: true },
    };
  const shape = shapeOf(part as Parts["element"]);
  return {
    shape,
    id: part.id,
    zIndex: 1,
    visible: true,
    attrs: { text: { text: "" }, body: { stroke: "#333333", strokeWidth: 1.5, strokeDasharray: null } },
    data: { type: shapes[shape], ...data, outOfScope: false, reasonOutOfScope: "", threats: [] },
  };
}

function addThreat({ id, elementIds }: Parts["threat"], { rawOf }: Writing): Json | null {
  const cell = elementIds.map((place) => rawOf("element", place) ?? rawOf("flow", place)).find(Boolean);
  if (!cell) return null;
  const data = dataOf(cell);
  data["threats"] ??= [];
  const threat: Json = {
    id,
    title: "",
    status: "Open",
    severity: "TBD",
    type: "",
    description: "",
    mitigation: "",
    modelType: "STRIDE",
    number: 0,
    score: "",
  };
  (data["threats"] as Json[]).push(threat);
  return threat;
}

function set<K extends Kind>(kind: K, raw: Json, field: string, part: Parts[K], writing: Writing): void {
  if (kind === "threat") setThreat(raw, field, part as Parts["threat"]);
  else setCell(kind, raw, field, part as Parts["zone" | "element" | "flow"], writing);
}

function setCell(
  kind: Exclude<Kind, "threat">,
  raw: Json,
  field: string,
  part: Parts["zone" | "element" | "flow"],
  writing: Writing,
): void {
  const data = dataOf(raw);
  const { name, description } = part;
  if (field === "name") {
    data["name"] = name;
    show(raw, name);
  }
  if (field === "description") data["description"] = description;
  if (kind === "zone") return;
  const { outOfScope, attributes } = part as Parts["element" | "flow"];
  if (field === "outOfScope") data["outOfScope"] = outOfScope;
  if (field === "attributes")
    for (const [key, names] of Object.entries(ticks)) {
      const known = names.map((one) => attributes[one]).find((value) => typeof value === "boolean");
      if (known !== undefined || data[key] === true) data[key] = known ?? false;
    }
  if (kind === "element") return;
  const { from, to, bidirectional } = part as Parts["flow"];
  if (field === "bidirectional") data["isBidirectional"] = bidirectional;
  if (field === "from") raw["source"] = endAt(from, raw["source"], writing);
  if (field === "to") raw["target"] = endAt(to, raw["target"], writing);
}

function show(raw: Json, name: string): void {
  const attrs = (raw["attrs"] ?? {}) as Record<string, Json>;
  for (const key of ["text", "label"]) if (attrs[key]) attrs[key] = { ...attrs[key], text: name };
  const [label] = [raw["labels"]].flat() as (Json | undefined)[];
  const shown = (label?.["attrs"] ?? {}) as Record<string, Json>;
  for (const key of ["labelText", "label", "text"])
    if (shown[key]) shown[key] = { ...shown[key], text: name };
}

function endAt(id: string | null, was: unknown, { rawOf }: Writing): Json {
  const cell = id === null ? undefined : rawOf("element", id);
  if (cell) return { cell: cell["id"] };
  const { x = 0, y = 0 } = (was ?? {}) as { x?: number; y?: number };
  return { x, y };
}

function setThreat(raw: Json, field: string, part: Parts["threat"]): void {
  if (field === "title") raw["title"] = part.title;
  if (field === "category") raw["type"] = categoryToWrite(part.category);
  if (field === "status") raw["status"] = statusToWrite(part.status);
  if (field === "severity") raw["severity"] = severityToWrite(part.severity);
  if (field === "text") raw["description"] = part.text;
  if (field === "mitigation") raw["mitigation"] = part.mitigation;
}
