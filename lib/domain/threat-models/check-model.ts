import "server-only";
import { attributeValue, elementTypes } from "@/lib/domain/threat-models/element-types";
import type { Element, Flow, ThreatModel, Zone } from "@/lib/domain/threat-models/model";

/** A model of more than this is refused: none drawn by people comes near. */
export const most = { elements: 5_000, flows: 20_000, zones: 1_000, threats: 20_000 } as const;

/** How many zones may lie around one: people draw a handful. */
export const deepestZone = 32;

/** Returns what keeps a model from being one, each with what to do; an empty list where it holds together. */
export function problemsOf(model: ThreatModel): string[] {
  const tooMany = Object.entries(most).flatMap(([part, count]) => {
    const found = model[part as keyof typeof most].length;
    return found > count
      ? [`The model has ${found} ${part}, more than ${count}. Split it into several models.`]
      : [];
  });
  if (tooMany.length > 0) return tooMany;
  const places = [...model.elements, ...model.flows, ...model.zones];
  const ids = new Set(places.map(({ id }) => id));
  const elements = new Set(model.elements.map(({ id }) => id));
  const zones = new Map(model.zones.map((zone) => [zone.id, zone]));
  return [
    ...sameTwice(places.map(({ id }) => id)).map(
      (id) => `Two parts have the id ${quoted(id)}. Give each its own.`,
    ),
    ...sameTwice(model.threats.map(({ id }) => id)).map((id) => `Two threats have the id ${quoted(id)}.`),
    ...model.elements.flatMap((one) => elementProblems(one, zones)),
    ...model.flows.flatMap((one) => flowProblems(one, elements)),
    ...model.zones.flatMap((one) => zoneProblems(one, zones)),
    ...depthProblems(model.zones, zones),
    ...model.threats.flatMap(({ id, elementIds }) =>
      elementIds
        .filter((place) => !ids.has(place))
        .map((place) => `The threat ${quoted(id)} hangs on ${quoted(place)}, which is not there.`),
    ),
  ];
}

function sameTwice(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const id of ids) (seen.has(id) ? twice : seen).add(id);
  return [...twice];
}

function elementProblems({ id, type, zoneIds, attributes }: Element, zones: ReadonlyMap<string, Zone>) {
  const known = type === null ? undefined : elementTypes().get(type);
  const here = `The element ${quoted(id)}`;
  if (type !== null && (!known || known.shape === "flow"))
    return [`${here} is of the type ${quoted(type)}, which no element has.`];
  return [
    ...zoneIds
      .filter((zone) => !zones.has(zone))
      .map((zone) => `${here} lies in the zone ${quoted(zone)}, which is not there.`),
    ...(known ? attributeProblems(here, known.id, attributes) : []),
  ];
}

function flowProblems({ id, from, to, attributes }: Flow, elements: ReadonlySet<string>): string[] {
  const here = `The flow ${quoted(id)}`;
  return [
    ...[from, to]
      .filter((end) => end !== null && !elements.has(end))
      .map((end) => `${here} ends at ${quoted(end ?? "")}, which is no element. Leave a free end empty.`),
    ...attributeProblems(here, "data_flow", attributes),
  ];
}

function attributeProblems(here: string, type: string, attributes: Element["attributes"]): string[] {
  const known = elementTypes().get(type)?.attributes;
  return Object.entries(attributes).flatMap(([name, value]) => {
    const attribute = known?.get(name);
    if (!attribute) return [`${here} has ${quoted(name)}, which ${type} does not have.`];
    const read = attributeValue(attribute, value);
    return "problem" in read ? [`${here}: ${read.problem}`] : [];
  });
}

function zoneProblems({ id, parent, trust }: Zone, zones: ReadonlyMap<string, Zone>): string[] {
  const here = `The zone ${quoted(id)}`;
  if (trust !== null && !(trust >= 0 && trust <= 100)) return [`${here} has a trust outside 0 to 100.`];
  const above = new Set<string>([id]);
  for (let at = parent; at !== null; at = zones.get(at)?.parent ?? null) {
    if (!zones.has(at)) return [`${here} lies in ${quoted(at)}, which is not there.`];
    if (above.has(at)) return [`${here} lies in itself, by way of ${quoted(at)}.`];
    above.add(at);
  }
  return [];
}

// One line for all of them: a thousand zones in one another are one fault. Circles are told by themselves.
function depthProblems(all: readonly Zone[], zones: ReadonlyMap<string, Zone>): string[] {
  const tooDeep = all.filter(({ id, parent }) => {
    const around = new Set<string>([id]);
    for (let at = parent; at !== null && !around.has(at); at = zones.get(at)?.parent ?? null) {
      if (around.size > deepestZone) return true;
      around.add(at);
    }
    return false;
  });
  const [first] = tooDeep;
  if (!first) return [];
  const more = tooDeep.length > 1 ? `, and ${tooDeep.length - 1} more do` : "";
  return [
    `The zone ${quoted(first.id)} lies in more than ${deepestZone} others${more}. Draw fewer zones in one another.`,
  ];
}

function quoted(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 59)}…` : text}"`;
}
