import "server-only";
import type { Draft, Read } from "@/lib/domain/threat-models/formats/lossless/parts";
import type { Reading } from "@/lib/domain/threat-models/formats/lossless/reading";
import { shaped } from "@/lib/domain/threat-models/formats/lossless/shape";
import {
  factsOf,
  numberIn,
  outOfScope,
  severityOf,
  statusOf,
  typeOf,
} from "@/lib/domain/threat-models/formats/otm/otm-words";
import {
  type OtmComponent,
  type OtmFlow,
  type OtmModel,
  type OtmThreat,
  type OtmZone,
  otmModel,
} from "@/lib/domain/threat-models/formats/otm/shape";
import { shorten } from "@/lib/domain/threat-models/formats/parse";
import { formatNames, type Json } from "@/lib/domain/threat-models/formats/schema";
import { Invalid } from "@/lib/platform/errors/public-error";

/** Returns the model that an Open Threat Model tells; throws Invalid where it is none. */
export function readOtm(document: Json, reading: Reading): Draft {
  const model = shaped(otmModel, document, formatNames.otm);
  const version = String(model.otmVersion ?? "");
  if (!/^0\.[12](\.|$)/.test(version))
    throw new Invalid(`It is Open Threat Model ${shorten(version)}. Versions 0.1 and 0.2 are read.`);
  const components = model.components ?? [];
  const zones = [...(model.trustZones ?? []), ...(model.trustzones ?? [])];
  const places = new Places(zones, components, reading);
  const draft: Draft = {
    title: String(model.project?.name ?? "").trim() || null,
    description: model.project?.description ?? "",
    assumptions: [],
    zone: zones.map((zone) => readZone(zone, places, reading)),
    element: components.map((component) => readComponent(component, places, reading)),
    flow: (model.dataflows ?? []).map((flow) => readFlow(flow, model, places, reading)),
    threat: [],
  };
  draft.threat = readThreats(model, draft, reading);
  return draft;
}

/** Who lies in what: ids of the file by ids of the model, and the way upwards from each part. */
class Places {
  readonly ids = new Map<Json, string>();
  readonly #zones = new Map<string, OtmZone>();
  readonly #components = new Map<string, OtmComponent>();
  readonly #reading: Reading;

  constructor(zones: readonly OtmZone[], components: readonly OtmComponent[], reading: Reading) {
    this.#reading = reading;
    for (const zone of zones) {
      this.ids.set(zone, reading.claim("zone", zone));
      if (!this.#zones.has(String(zone.id))) this.#zones.set(String(zone.id), zone);
    }
    for (const one of components) {
      this.ids.set(one, reading.claim("element", one));
      if (!this.#components.has(String(one.id))) this.#components.set(String(one.id), one);
    }
  }

  /** Returns the zones around a part, the innermost first; where they go round in a circle, each once. */
  around(part: OtmZone | OtmComponent): string[] {
    const found: string[] = [];
    const seen = new Set<unknown>([part]);
    for (let at = this.#above(part); at && !seen.has(at); at = this.#above(at)) {
      seen.add(at);
      if (this.#zones.get(String(at.id)) === at) found.push(this.ids.get(at) ?? "");
    }
    return found;
  }

  elementAt(id: string): string | undefined {
    const component = this.#components.get(id);
    return component && this.ids.get(component);
  }

  #above(part: OtmZone | OtmComponent): OtmZone | OtmComponent | undefined {
    const { parent } = part;
    const [zone, component] =
      typeof parent === "object" ? [parent?.trustZone, parent?.component] : [parent, null];
    const named = zone ?? component;
    if (named === null || named === undefined) return undefined;
    const found =
      zone === null || zone === undefined
        ? this.#components.get(String(named))
        : this.#zones.get(String(named));
    if (!found)
      this.#reading.warn(
        `"${shorten(String(part.name ?? part.id))}" lies in "${shorten(String(named))}", which is not in the file. It lies in no zone.`,
      );
    return found;
  }
}

function common({ id: _id, name, description }: OtmZone | OtmComponent | OtmFlow) {
  return { name: String(name ?? ""), description: description ?? "" };
}

function readZone(zone: OtmZone, places: Places, reading: Reading): Read<"zone"> {
  const rating = numberIn(zone.risk?.trustRating ?? zone.trustRating);
  const rated = rating !== null && rating >= 0 && rating <= 100;
  if (rating !== null && !rated)
    reading.warn(
      `The trust of "${shorten(String(zone.name ?? zone.id))}" is ${rating}, not from 0 to 100. It is read as unrated.`,
    );
  const id = places.ids.get(zone) ?? "";
  const parent = places.around(zone)[0] ?? null;
  return { raw: zone, fields: { id, ...common(zone), trust: rated ? rating : null, parent } };
}

function readComponent(component: OtmComponent, places: Places, reading: Reading): Read<"element"> {
  const type = typeOf(component);
  const named = String(component.name ?? component.id);
  if (type === null && reading.noteOf("element", component).fields["type"] === undefined)
    reading.warn(
      `"${shorten(named)}" is of the type "${shorten(component.type ?? "")}"; which type of element it is cannot be told from that. Choose one.`,
    );
  return {
    raw: component,
    fields: {
      id: places.ids.get(component) ?? "",
      ...common(component),
      type,
      originalType: component.type ?? null,
      zoneIds: places.around(component),
      attributes: factsOf(component, type),
      outOfScope: outOfScope(component),
    },
  };
}

function readFlow(flow: OtmFlow, { assets }: OtmModel, places: Places, reading: Reading): Read<"flow"> {
  const endAt = (given: string | number | null | undefined) => {
    const id = String(given ?? "");
    const element = places.elementAt(id);
    if (id !== "" && element === undefined)
      reading.warn(
        `The flow "${shorten(String(flow.name ?? flow.id))}" ends at "${shorten(id)}", which is no component of the file. That end is free.`,
      );
    return element ?? null;
  };
  const carried = (flow.assets ?? []).flatMap((id) => {
    const asset = id === null ? undefined : (assets ?? []).find((one) => String(one.id) === String(id));
    return id === null || id === undefined ? [] : [String(asset?.name ?? id)];
  });
  return {
    raw: flow,
    fields: {
      id: reading.claim("flow", flow),
      ...common(flow),
      from: endAt(flow.source ?? flow.from),
      to: endAt(flow.destination ?? flow.to),
      bidirectional: flow.bidirectional === true,
      attributes: factsOf(flow, "data_flow"),
      contentClasses: [...new Set(carried)],
      outOfScope: outOfScope(flow),
    },
  };
}

function readThreats(model: OtmModel, draft: Draft, reading: Reading): Read<"threat">[] {
  const mitigations = new Map((model.mitigations ?? []).map((one) => [String(one.id), one]));
  const places = new Map<string, { ids: string[]; states: string[]; mitigations: Set<string> }>();
  for (const { raw, fields } of [...draft.element, ...draft.flow])
    for (const one of (raw as OtmComponent).threats ?? []) {
      const id = String(one?.threat ?? "");
      const at = places.get(id) ?? { ids: [], states: [], mitigations: new Set<string>() };
      at.ids.push(fields.id);
      if (one?.state) at.states.push(statusOf(one.state));
      for (const mitigation of one?.mitigations ?? [])
        at.mitigations.add(String(mitigation?.mitigation ?? ""));
      places.set(id, at);
    }
  const read = (model.threats ?? []).map((threat): Read<"threat"> => {
    const at = places.get(String(threat.id));
    places.delete(String(threat.id));
    const measures = [...(at?.mitigations ?? [])].flatMap((id) => {
      const { name, description } = mitigations.get(id) ?? {};
      return name || description ? [[name, description].filter(Boolean).join(": ")] : [];
    });
    return {
      raw: threat,
      fields: {
        id: reading.claim("threat", threat),
        title: String(threat.name ?? ""),
        elementIds: [...new Set(at?.ids)],
        category: (threat.categories ?? []).filter(Boolean).join(", ") || null,
        status: overall(threat, at?.states ?? [], reading),
        severity: severityOf(threat),
        text: threat.description ?? "",
        mitigation: measures.join("\n"),
      },
    };
  });
  for (const id of places.keys())
    reading.warn(
      `Something hangs on the threat "${shorten(id)}", which is not in the file. It is kept, not read.`,
    );
  return read;
}

const settled = ["Mitigated", "Accepted", "Transferred", "Avoided", "Eliminated", "NotApplicable"];

// A threat that is open somewhere is open.
function overall({ name, id }: OtmThreat, states: readonly string[], reading: Reading): string | null {
  const [first, ...others] = [...new Set(states)];
  if (first === undefined) return null;
  if (others.length === 0) return first;
  const open = [first, ...others].find((state) => !settled.includes(state)) ?? first;
  reading.warn(
    `The threat "${shorten(String(name ?? id))}" has several states: ${shorten([first, ...others].join(", "))}. It is read as ${shorten(open)}.`,
  );
  return open;
}
