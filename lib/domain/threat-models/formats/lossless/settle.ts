import "server-only";
import * as z from "zod";
import { attributeValue, elementTypes } from "@/lib/domain/threat-models/element-types";
import type { Dialect } from "@/lib/domain/threat-models/formats/lossless/dialect";
import { fold } from "@/lib/domain/threat-models/formats/lossless/fold";
import { withMeaning } from "@/lib/domain/threat-models/formats/lossless/note";
import type { Draft, Kind, Parts, Read } from "@/lib/domain/threat-models/formats/lossless/parts";
import type { Reading } from "@/lib/domain/threat-models/formats/lossless/reading";
import { shorten } from "@/lib/domain/threat-models/formats/parse";
import type { Json } from "@/lib/domain/threat-models/formats/schema";
import type { Kept, ThreatModel, Value } from "@/lib/domain/threat-models/model";

const kept = z.record(z.string(), z.unknown());
const value = z.union([z.boolean(), z.string(), z.number(), z.null()]);
const named = { id: z.string().min(1), name: z.string(), description: z.string() };
const parts: { [K in Kind]: z.ZodType<Parts[K]> } = {
  zone: z.object({
    ...named,
    trust: z.number().min(0).max(100).nullable(),
    parent: z.string().nullable(),
  }),
  element: z.object({
    ...named,
    type: z.string().nullable(),
    originalType: z.string().nullable(),
    zoneIds: z.array(z.string()),
    attributes: z.record(z.string(), value),
    outOfScope: z.boolean(),
  }),
  flow: z.object({
    ...named,
    from: z.string().nullable(),
    to: z.string().nullable(),
    bidirectional: z.boolean(),
    attributes: z.record(z.string(), value),
    contentClasses: z.array(z.string()),
    outOfScope: z.boolean(),
  }),
  threat: z.object({
    id: z.string().min(1),
    title: z.string(),
    elementIds: z.array(z.string()),
    category: z.string().nullable(),
    status: z.string().nullable(),
    severity: z.string(),
    text: z.string(),
    mitigation: z.string(),
  }),
};
const head = z.object({
  title: z.string().nullable(),
  description: z.string(),
  assumptions: z.array(
    z.object({
      text: z.string(),
      confirmed: z.boolean().nullable(),
      ownerId: z.uuid().nullable().catch(null),
      kept: kept.default({}),
    }),
  ),
});

/** Returns the model that a file tells, with what was noted in it; what points nowhere is told and left open. */
export function settle(dialect: Dialect, document: Json, draft: Draft, reading: Reading): ThreatModel {
  const note = reading.noteOf("model", document);
  const ignored = new Set(note.ignore);
  const names = new Map<unknown, string>();
  for (const kind of ["zone", "element", "flow", "threat"] as const)
    for (const { raw, fields } of draft[kind]) names.set(raw, `${kind}:${fields.id}`);

  const meant = <K extends Kind>(kind: K, { raw, fields }: Read<K>): Parts[K] => {
    const noted = reading.noteOf(kind, raw);
    const { id: _id, ...others } = noted.fields;
    const parsed = parts[kind].safeParse(withMeaning(fields, others));
    if (parsed.success) return parsed.data;
    reading.warn(`What Plumbline noted of "${shorten(fields.id)}" cannot be read. It is left out.`);
    return fields;
  };
  const all = <K extends Kind>(kind: K): (Parts[K] & { kept: Kept })[] => {
    const found = draft[kind].filter(({ fields }) => !ignored.has(`${kind}:${fields.id}`)) as Read<K>[];
    const more = (note.more[kind] ?? []).flatMap((one) => {
      const whole = z.intersection(parts[kind], z.object({ kept })).safeParse(one);
      return whole.success && !found.some(({ fields }) => fields.id === whole.data.id) ? [whole.data] : [];
    });
    return [
      ...found.map((one) => ({
        ...meant(kind, one),
        kept: { ...reading.noteOf(kind, one.raw).kept, [dialect.format]: fold(one.raw, names) },
      })),
      ...more,
    ];
  };
  const told = { title: draft.title, description: draft.description, assumptions: draft.assumptions };
  const heading = head.safeParse(withMeaning(told, note.fields));
  const { assumptions, ...rest } = heading.success ? heading.data : head.parse(told);
  return connected(
    {
      ...rest,
      elements: all("element"),
      flows: all("flow"),
      zones: all("zone"),
      assumptions,
      threats: all("threat"),
      kept: { ...note.kept, [dialect.format]: fold(document, names) },
    },
    reading,
  );
}

// What points to something that is not there points nowhere; a zone does not lie within itself.
function connected(model: ThreatModel, reading: Reading): ThreatModel {
  const zones = new Set(model.zones.map(({ id }) => id));
  const elements = new Set(model.elements.map(({ id }) => id));
  const places = new Set([...zones, ...elements, ...model.flows.map(({ id }) => id)]);
  const parents = parentsOf(model, reading);
  return {
    ...model,
    zones: model.zones.map((zone) => ({ ...zone, parent: parents.get(zone.id) ?? null })),
    elements: model.elements.map((one) => ({
      ...one,
      type: one.type !== null && known(one.type) ? one.type : null,
      zoneIds: [...new Set(one.zoneIds)].filter((id) => zones.has(id)),
      attributes: understood(one.type, one.attributes, one.id, reading),
    })),
    flows: model.flows.map((one) => ({
      ...one,
      from: one.from !== null && elements.has(one.from) ? one.from : null,
      to: one.to !== null && elements.has(one.to) ? one.to : null,
      attributes: understood("data_flow", one.attributes, one.id, reading),
    })),
    threats: model.threats.map((one) => ({
      ...one,
      elementIds: [...new Set(one.elementIds)].filter((id) => places.has(id)),
    })),
  };
}

function known(type: string): boolean {
  const found = elementTypes().get(type);
  return found !== undefined && found.shape !== "flow";
}

function understood(
  type: string | null,
  given: Readonly<Record<string, Value>>,
  id: string,
  reading: Reading,
) {
  const attributes = type === null ? undefined : elementTypes().get(type)?.attributes;
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, one]) => {
      const attribute = attributes?.get(name);
      const read = attribute
        ? attributeValue(attribute, one)
        : { problem: `${type} has no ${shorten(name)}.` };
      if ("value" in read) return read.value === null ? [] : [[name, read.value]];
      reading.warn(`"${shorten(id)}": ${read.problem}`);
      return [];
    }),
  );
}

/** Returns the zone above each zone; where they go round in a circle, the one that closes it lies in none. */
function parentsOf({ zones }: ThreatModel, reading: Reading): Map<string, string> {
  const wanted = new Map(zones.map(({ id, parent }) => [id, parent]));
  const parents = new Map<string, string>();
  for (const { id, parent } of zones) {
    if (parent === null || !wanted.has(parent)) continue;
    let above: string | undefined = parent;
    while (above !== undefined && above !== id) above = parents.get(above);
    if (above === id)
      reading.warn(`The zone "${shorten(id)}" lies within itself. It is read as one that lies in no other.`);
    else parents.set(id, parent);
  }
  return parents;
}
