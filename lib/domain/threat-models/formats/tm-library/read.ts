import "server-only";
import type { Draft, Read } from "@/lib/domain/threat-models/formats/lossless/parts";
import type { Reading } from "@/lib/domain/threat-models/formats/lossless/reading";
import { shaped } from "@/lib/domain/threat-models/formats/lossless/shape";
import { shorten } from "@/lib/domain/threat-models/formats/parse";
import { formatNames, type Json } from "@/lib/domain/threat-models/formats/schema";
import {
  absent,
  byName,
  type ElementKind,
  elementLists,
  measuresIn,
  placeholders,
  severityOf,
  storeFacts,
  typeOf,
} from "@/lib/domain/threat-models/formats/tm-library/library-words";
import {
  type LibraryElement,
  type LibraryFlow,
  type LibraryModel,
  libraryModel,
} from "@/lib/domain/threat-models/formats/tm-library/shape";
import type { Assumption } from "@/lib/domain/threat-models/model";

/** Returns the model that a file of the OWASP Threat Model Library tells; throws Invalid where it is none. */
export function readLibrary(document: Json, reading: Reading): Draft {
  const model = shaped(libraryModel, document, formatNames["tm-library"]);
  const names = new Names(model, reading);
  const kinds = Object.keys(elementLists) as ElementKind[];
  const setsOn = byName(model.data_sets, ({ placements }) => (placements ?? []).map((one) => one.data_store));
  const draft: Draft = {
    title: (model.scope.title ?? "").trim() || null,
    description: model.description ?? model.scope.description ?? "",
    assumptions: (model.assumptions ?? []).map(readAssumption),
    zone: (model.trust_zones ?? []).map((zone) => ({
      raw: zone,
      fields: { id: names.idOf(zone), ...common(zone), trust: null, parent: null },
    })),
    element: kinds.flatMap((kind) =>
      (model[elementLists[kind]] ?? []).map((one) => readElement(kind, one, setsOn, names, reading)),
    ),
    flow: (model.data_flows ?? []).map((flow) => readFlow(flow, names, reading)),
    threat: [],
  };
  draft.threat = readThreats(model, names, reading);
  return draft;
}

/** Who is called what: symbolic names are unique within a list only. */
class Names {
  readonly #ids = new Map<Json, string>();
  readonly #zones = new Map<string, string>();
  readonly #elements = new Map<string, string>();
  readonly #flows = new Map<string, string>();
  readonly #components = new Map<string, LibraryElement>();

  constructor(model: LibraryModel, reading: Reading) {
    const put = (names: Map<string, string>, key: string, raw: Json, kind: "zone" | "element" | "flow") => {
      const id = reading.claim(kind, raw);
      this.#ids.set(raw, id);
      if (!names.has(key)) names.set(key, id);
    };
    for (const one of model.trust_zones ?? []) put(this.#zones, one.symbolic_name ?? "", one, "zone");
    for (const [kind, list] of Object.entries(elementLists))
      for (const one of model[list] ?? []) {
        put(this.#elements, `${kind}/${one.symbolic_name}`, one, "element");
        if (kind === "component" && one.symbolic_name) this.#components.set(one.symbolic_name, one);
      }
    for (const one of model.data_flows ?? []) put(this.#flows, one.symbolic_name ?? "", one, "flow");
  }

  idOf(raw: Json): string {
    return this.#ids.get(raw) ?? "";
  }

  zoneAt(name: string): string | undefined {
    return this.#zones.get(name);
  }

  /** Returns the element of that name: in the list that is said, else in whichever has it. */
  elementAt(kind: string, name: string): string | undefined {
    const plain = kind.replace(/^#\/\$defs\//, "").replaceAll("-", "_");
    return [plain, ...Object.keys(elementLists)]
      .map((one) => this.#elements.get(`${one}/${name}`))
      .find((id) => id !== undefined);
  }

  placeAt(name: string): string | undefined {
    return this.elementAt("component", name) ?? this.#flows.get(name) ?? this.#zones.get(name);
  }

  /** Returns the zone that an element is said to lie in, else the one of the component above it. */
  zoneOf(element: LibraryElement): string | null | undefined {
    const seen = new Set<unknown>();
    let at: LibraryElement | undefined = element;
    while (at && !at.trust_zone && !seen.has(at)) {
      seen.add(at);
      at = this.#components.get(at.parent_component ?? "");
    }
    return at?.trust_zone;
  }
}

type Told<K extends string> = { [key in K]?: string | null | undefined };

function common({ title, description }: Told<"title" | "description">) {
  return { name: title ?? "", description: description ?? "" };
}

function readAssumption(raw: Json & Told<"description" | "validity">): Assumption {
  const { description, validity, ...rest } = raw;
  const confirmed = validity === "confirmed" ? true : validity === "rejected" ? false : null;
  return { text: description ?? "", confirmed, ownerId: null, kept: { "tm-library": rest } };
}

function readElement(
  kind: ElementKind,
  element: LibraryElement,
  setsOn: (store: string) => readonly NonNullable<LibraryModel["data_sets"]>[number][],
  names: Names,
  reading: Reading,
): Read<"element"> {
  const type = typeOf(kind, element);
  const called = shorten(element.title || element.symbolic_name || "");
  const what = [kind.replace("_", " "), element.type].filter(Boolean).join(": ");
  if (type === null && reading.noteOf("element", element).fields["type"] === undefined)
    reading.warn(
      `"${called}" is listed as ${shorten(what)}; which type of element it is cannot be told from that. Choose one.`,
    );
  const zone = names.zoneOf(element) ?? "";
  const lies = zone === absent.zone ? undefined : names.zoneAt(zone);
  if (zone !== "" && zone !== absent.zone && lies === undefined)
    reading.warn(
      `"${called}" lies in the zone "${shorten(zone)}", which is not in the file. It lies in none.`,
    );
  const name = element.symbolic_name ?? "";
  const facts = kind === "data_store" ? storeFacts(name, type, setsOn(name)) : {};
  return {
    raw: element,
    fields: {
      id: names.idOf(element),
      ...common(element),
      type,
      originalType: what,
      zoneIds: lies === undefined ? [] : [lies],
      attributes: facts,
      outOfScope: false,
    },
  };
}

function readFlow(flow: LibraryFlow, names: Names, reading: Reading): Read<"flow"> {
  const endAt = (end: LibraryFlow["source"]) => {
    const name = end?.object ?? "";
    const element = name === "" ? undefined : names.elementAt(end?.type ?? "", name);
    if (element === undefined && name !== "" && name !== absent.end)
      reading.warn(
        `The flow "${shorten(flow.title || flow.symbolic_name || "")}" ends at "${shorten(name)}", which is no part of the file. That end is free.`,
      );
    return element ?? null;
  };
  return {
    raw: flow,
    fields: {
      id: names.idOf(flow),
      ...common(flow),
      from: endAt(flow.source),
      to: endAt(flow.destination),
      bidirectional: false,
      attributes: typeof flow.encrypted === "boolean" ? { encrypted: flow.encrypted } : {},
      contentClasses: flow.has_sensitive_data ? ["sensitive_data"] : [],
      outOfScope: false,
    },
  };
}

function readThreats(model: LibraryModel, names: Names, reading: Reading): Read<"threat">[] {
  const filledIn = placeholders(model);
  if (filledIn)
    reading.warn(
      "The ratings in the file are what Threat Dragon fills in by itself. They are read as unrated.",
    );
  const risksOf = byName(model.risks, ({ threats }) => threats ?? []);
  const controlsOf = byName(model.controls, ({ threats }) => threats ?? []);
  return (model.threats ?? []).map((threat) => {
    const name = threat.symbolic_name ?? "";
    const places = (threat.components_affected ?? []).flatMap((place) => {
      const found = names.placeAt(place ?? "");
      if (found === undefined)
        reading.warn(
          `The threat "${shorten(threat.title || name)}" affects "${shorten(place ?? "")}", which is no part of the file.`,
        );
      return found ?? [];
    });
    return {
      raw: threat,
      fields: {
        id: reading.claim("threat", threat),
        title: threat.title ?? "",
        elementIds: [...new Set(places)],
        category: null,
        severity: filledIn ? "unrated" : severityOf(risksOf(name)),
        text: threat.description ?? "",
        ...measuresIn(controlsOf(name)),
      },
    };
  });
}
