import "server-only";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import type { Writing, WrittenDialect } from "@/lib/domain/threat-models/formats/lossless/dialect";
import type { Kind, Parts } from "@/lib/domain/threat-models/formats/lossless/parts";
import { attributesOf, ratings, stateOf } from "@/lib/domain/threat-models/formats/otm/otm-words";
import { readOtm } from "@/lib/domain/threat-models/formats/otm/read";
import { nowhere, upgrade } from "@/lib/domain/threat-models/formats/otm/upgrade";
import type { Json } from "@/lib/domain/threat-models/formats/schema";

const ours = "plumbline";

/** Open Threat Model 0.2, reading 0.1: notes stand as `plumbline` among the attributes of an object or of the project. */
export const openThreatModel: WrittenDialect = {
  format: "otm",
  read: readOtm,
  idOf: (_kind, raw) => String(raw["id"] ?? ""),
  note: (_document, kind, raw) => attributesOf(holderOf(kind, raw))[ours],
  setNote(_document, kind, raw, note) {
    const holder = holderOf(kind, raw);
    const { [ours]: old, ...rest } = attributesOf(holder);
    if (note) holder["attributes"] = { ...rest, [ours]: note };
    else if (old === undefined) return;
    else if (Object.keys(rest).length > 0) holder["attributes"] = rest;
    else delete holder["attributes"];
  },
  blank: () => ({
    otmVersion: "0.2.0",
    project: { name: "", id: "threat-model" },
    representations: [],
    assets: [],
    trustZones: [],
    components: [],
    dataflows: [],
    threats: [],
    mitigations: [],
  }),
  add,
  set,
  setHead(document, { title, description }) {
    document["project"] = { ...(document["project"] as Json), name: title ?? "", description };
  },
  finish: ({ document }) => upgrade(document),
};

// A file without a project may be read; what is noted of the whole then stands at its top.
function holderOf(kind: Kind | "model", raw: Json): Json {
  return kind === "model" ? ((raw["project"] as Json | null | undefined) ?? raw) : raw;
}

function listOf(holder: Json, key: string): Json[] {
  holder[key] ??= [];
  return holder[key] as Json[];
}

function add<K extends Kind>(kind: K, part: Parts[K], { document }: Writing): Json {
  const base = { id: part.id, name: "", description: "" };
  const made: Readonly<Record<Kind, readonly [list: string, raw: Json]>> = {
    zone: ["trustZones", { ...base, risk: { trustRating: 0 } }],
    element: ["components", { ...base, type: "other", parent: { trustZone: nowhere } }],
    flow: ["dataflows", { ...base, source: "", destination: "", bidirectional: false }],
    threat: ["threats", { ...base, categories: [], risk: { likelihood: null, impact: 0 } }],
  };
  const [list, raw] = made[kind];
  listOf(document, list).push(raw);
  return raw;
}

function set<K extends Kind>(kind: K, raw: Json, field: string, part: Parts[K], writing: Writing): void {
  if (field === "name" || field === "title") raw["name"] = "title" in part ? part.title : part.name;
  if (field === "description" || field === "text")
    raw["description"] = "text" in part ? part.text : part.description;
  if (kind === "zone") setZone(raw, field, part as Parts["zone"], writing);
  if (kind === "element") setElement(raw, field, part as Parts["element"], writing);
  if (kind === "flow") setFlow(raw, field, part as Parts["flow"], writing);
  if (kind === "threat") setThreat(raw, field, part as Parts["threat"], writing);
}

function idAt(kind: Kind, id: string | null | undefined, { rawOf }: Writing): unknown {
  return id === null || id === undefined ? undefined : rawOf(kind, id)?.["id"];
}

function setZone(raw: Json, field: string, { trust, parent }: Parts["zone"], writing: Writing): void {
  if (field === "trust") raw["risk"] = { ...(raw["risk"] as Json | null), trustRating: trust ?? 0 };
  if (field !== "parent") return;
  const above = idAt("zone", parent, writing);
  if (above === undefined) delete raw["parent"];
  else raw["parent"] = { trustZone: above };
}

function setElement(raw: Json, field: string, part: Parts["element"], writing: Writing): void {
  const { type, originalType, zoneIds } = part;
  if (field === "type" || field === "originalType")
    raw["type"] = type === null ? (originalType ?? "other") : elementTypes().get(type)?.otm;
  if (field === "zoneIds") raw["parent"] = { trustZone: idAt("zone", zoneIds[0], writing) ?? nowhere };
  setFacts(raw, field, part);
}

function setFlow(raw: Json, field: string, part: Parts["flow"], writing: Writing): void {
  if (field === "from") raw["from" in raw ? "from" : "source"] = idAt("element", part.from, writing) ?? "";
  if (field === "to") raw["to" in raw ? "to" : "destination"] = idAt("element", part.to, writing) ?? "";
  if (field === "bidirectional") raw["bidirectional"] = part.bidirectional;
  setFacts(raw, field, part);
}

function setFacts(raw: Json, field: string, { type = "data_flow", attributes, outOfScope }: Facts): void {
  if (field !== "attributes" && field !== "outOfScope") return;
  const known = type === null ? [] : [...(elementTypes().get(type)?.attributes.keys() ?? [])];
  const own = Object.entries(attributesOf(raw)).filter(
    ([name]) => !known.includes(name) && name !== "out_of_scope",
  );
  const facts = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .toSorted();
  const all = Object.fromEntries([...own, ...facts, ...(outOfScope ? [["out_of_scope", true]] : [])]);
  if (Object.keys(all).length > 0) raw["attributes"] = all;
  else delete raw["attributes"];
}

type Facts = Pick<Parts["flow"], "attributes" | "outOfScope"> & { type?: string | null };

function setThreat(raw: Json, field: string, part: Parts["threat"], writing: Writing): void {
  if (field === "category") raw["categories"] = part.category === null ? [] : [part.category];
  if (field === "severity")
    raw["risk"] = { ...(raw["risk"] as Json | null), ...(ratings[part.severity] ?? ratings["unrated"]) };
  if (field === "elementIds" || field === "status") setInstances(raw, field, part, writing);
  if (field === "mitigation") setMitigation(raw, part, writing);
}

// Where a threat hangs is written at the components and flows, with its state there.
function setInstances(raw: Json, field: string, part: Parts["threat"], writing: Writing): void {
  const told = writing.toldOf(raw) as Parts["threat"] | undefined;
  for (const place of told?.elementIds ?? []) {
    const holder = holderAt(place, writing);
    if (holder && !part.elementIds.includes(place))
      holder["threats"] = listOf(holder, "threats").filter((one) => one?.["threat"] !== raw["id"]);
  }
  for (const place of part.elementIds) {
    const holder = holderAt(place, writing);
    if (!holder) continue;
    const instance = instanceIn(holder, raw["id"]);
    if (!instance) listOf(holder, "threats").push({ threat: raw["id"], state: stateOf(part.status) });
    else if (field === "status") instance["state"] = stateOf(part.status);
  }
}

function setMitigation(
  raw: Json,
  { elementIds, status, mitigation }: Parts["threat"],
  writing: Writing,
): void {
  const id = `${raw["id"]}-mitigation`;
  const measures = listOf(writing.document, "mitigations");
  const at = measures.findIndex((one) => one["id"] === id);
  const made = mitigation === "" ? [] : [{ id, name: mitigation, riskReduction: 0 }];
  measures.splice(at < 0 ? measures.length : at, at < 0 ? 0 : 1, ...made);
  const state = status === "Mitigated" ? "implemented" : "required";
  for (const place of elementIds) {
    const holder = holderAt(place, writing);
    const instance = holder && instanceIn(holder, raw["id"]);
    if (instance) instance["mitigations"] = mitigation === "" ? [] : [{ mitigation: id, state }];
  }
}

function holderAt(place: string, { rawOf }: Writing): Json | undefined {
  return rawOf("element", place) ?? rawOf("flow", place);
}

function instanceIn(holder: Json, threat: unknown): Json | undefined {
  return listOf(holder, "threats").find((one) => one?.["threat"] === threat);
}
