import "server-only";
import type { Draft, Read } from "@/lib/domain/threat-models/formats/lossless/parts";
import type { Reading } from "@/lib/domain/threat-models/formats/lossless/reading";
import { shaped } from "@/lib/domain/threat-models/formats/lossless/shape";
import { shorten } from "@/lib/domain/threat-models/formats/parse";
import { formatNames, type Json } from "@/lib/domain/threat-models/formats/schema";
import { zonesAround } from "@/lib/domain/threat-models/formats/threat-dragon/boxes";
import {
  nameOf,
  oneLine,
  roleOf,
  severityOf,
  statusOf,
  ticked,
  typeOf,
} from "@/lib/domain/threat-models/formats/threat-dragon/dragon-words";
import {
  type DragonCell,
  type DragonThreat,
  dragonModel,
} from "@/lib/domain/threat-models/formats/threat-dragon/shape";
import { Invalid } from "@/lib/platform/errors/public-error";

/** Returns the model that a file of Threat Dragon v2 tells; throws Invalid where it is none. */
export function readDragon(document: Json, reading: Reading): Draft {
  assertVersion2(document);
  const { summary, detail } = shaped(dragonModel, document, formatNames["threat-dragon"]);
  const draft: Draft = {
    title: oneLine(summary.title ?? "") || null,
    description: summary.description ?? "",
    assumptions: [],
    zone: [],
    element: [],
    flow: [],
    threat: [],
  };
  for (const { cells } of detail.diagrams) readDiagram(cells ?? [], draft, reading);
  return draft;
}

function assertVersion2(document: Json): void {
  const diagrams = (document["detail"] as Json | undefined)?.["diagrams"];
  const old =
    Array.isArray(diagrams) && diagrams.some((one) => one && typeof one === "object" && "diagramJson" in one);
  if (old || /^[01]\./.test(String(document["version"] ?? "")))
    throw new Invalid("This is Threat Dragon version 1. Open it in Threat Dragon 2 and save it again.");
}

function readDiagram(cells: readonly DragonCell[], draft: Draft, reading: Reading): void {
  const having = (...wanted: readonly (string | undefined)[]) =>
    cells.filter((cell) => wanted.includes(roleOf(cell)));
  const boxes = having("box");
  const elements = having("actor", "process", "store");
  const ids = new Map<DragonCell, string>();
  for (const cell of boxes) ids.set(cell, reading.claim("zone", cell));
  for (const cell of elements) ids.set(cell, reading.claim("element", cell));
  const around = zonesAround(boxes, elements);
  const zonesOf = (cell: DragonCell) => (around.get(cell) ?? []).map((zone) => ids.get(zone) ?? "");

  for (const cell of boxes)
    draft.zone.push({
      raw: cell,
      fields: { ...common(cell, ids), trust: null, parent: zonesOf(cell)[0] ?? null },
    });
  for (const cell of elements)
    draft.element.push(readElement(cell, common(cell, ids), zonesOf(cell), reading));
  const ends = new Map(elements.toReversed().map((cell) => [cell.id, ids.get(cell) ?? null]));
  for (const cell of having("flow")) {
    ids.set(cell, reading.claim("flow", cell));
    draft.flow.push(readFlow(cell, common(cell, ids), ends, reading));
  }
  for (const cell of [...boxes, ...elements, ...having("flow")])
    for (const threat of [...(cell.data?.threats ?? []), ...(cell.threats ?? [])])
      draft.threat.push(readThreat(threat, ids.get(cell) ?? "", reading));
  unread(having("curve"), having(undefined), reading);
}

function common(cell: DragonCell, ids: ReadonlyMap<DragonCell, string>) {
  return { id: ids.get(cell) ?? "", name: nameOf(cell), description: cell.data?.description ?? "" };
}

type Common = ReturnType<typeof common>;

function readElement(cell: DragonCell, fields: Common, zoneIds: string[], reading: Reading): Read<"element"> {
  const role = roleOf(cell) as "actor" | "process" | "store";
  const type = typeOf(cell, role);
  if (type === null && reading.noteOf("element", cell).fields["type"] === undefined)
    reading.warn(
      `"${shorten(fields.name || fields.id)}" is drawn as ${role === "actor" ? "an" : "a"} ${role}; which type of element it is cannot be told from that. Choose one.`,
    );
  return {
    raw: cell,
    fields: {
      ...fields,
      type,
      originalType: cell.data?.type ?? cell.shape ?? null,
      zoneIds,
      attributes: ticked(cell, type),
      outOfScope: cell.data?.outOfScope === true,
    },
  };
}

function readFlow(
  cell: DragonCell,
  fields: Common,
  ends: ReadonlyMap<string, string | null>,
  reading: Reading,
): Read<"flow"> {
  const endAt = (end: DragonCell["source"]) => {
    const id = end?.cell ?? "";
    if (id !== "" && !ends.has(id))
      reading.warn(
        `The flow "${shorten(fields.name || fields.id)}" ends at "${shorten(id)}", which is no element of its diagram. That end is free.`,
      );
    return ends.get(id) ?? null;
  };
  return {
    raw: cell,
    fields: {
      ...fields,
      from: endAt(cell.source),
      to: endAt(cell.target),
      bidirectional: cell.data?.isBidirectional === true,
      attributes: ticked(cell, "data_flow"),
      contentClasses: [],
      outOfScope: cell.data?.outOfScope === true,
    },
  };
}

function readThreat(threat: DragonThreat, place: string, reading: Reading): Read<"threat"> {
  return {
    raw: threat,
    fields: {
      id: reading.claim("threat", threat),
      title: oneLine(threat.title ?? ""),
      elementIds: [place],
      category: oneLine(threat.type ?? "") || null,
      status: statusOf(threat),
      severity: severityOf(threat),
      text: threat.description ?? "",
      mitigation: threat.mitigation ?? "",
    },
  };
}

function unread(curves: readonly DragonCell[], strangers: readonly DragonCell[], reading: Reading): void {
  for (const curve of curves)
    reading.warn(
      `The trust boundary "${shorten(nameOf(curve) || curve.id)}" is drawn as a curve, which encloses nothing: who lies on which side cannot be told. Draw it as a box.`,
    );
  for (const cell of strangers)
    reading.warn(
      `"${shorten(nameOf(cell) || cell.id)}" is nothing that Threat Dragon draws. It is kept, not read.`,
    );
}
