import { elementTypes } from "@/lib/domain/threat-models/element-types";
import type {
  Assumption,
  Element,
  Flow,
  ImportedThreat,
  Kept,
  ThreatModel,
  Value,
  Zone,
} from "@/lib/domain/threat-models/model";

type Attributes = Record<string, Value>;
const kept: Kept = {};

/** An element of a type, called by its id; what is not said of it is unknown. */
export function element(id: string, type: string | null, attributes: Attributes = {}): Element {
  const originalType = type === null ? "Something else" : null;
  return {
    id,
    name: id,
    description: "",
    type,
    originalType,
    zoneIds: [],
    attributes,
    outOfScope: false,
    kept,
  };
}

/** A flow called by its ends; what is not said of it is unknown. */
export function flow(from: string, to: string, attributes: Attributes = {}): Flow {
  const ends = { id: `${from}-${to}`, name: `${from} to ${to}`, from, to, bidirectional: false };
  return { ...ends, description: "", attributes, contentClasses: [], outOfScope: false, kept };
}

/** A zone called by its id. */
export function zone(id: string, parent: string | null = null): Zone {
  return { id, name: id, description: "", trust: null, parent, kept };
}

/** A model of these parts. */
export function threatModel(
  elements: readonly Element[],
  flows: readonly Flow[] = [],
  zones: readonly Zone[] = [],
): ThreatModel {
  const assumptions: Assumption[] = [];
  const threats: ImportedThreat[] = [];
  return { title: null, description: "", elements, flows, zones, assumptions, threats, kept };
}

/** Every attribute of a type as not known. */
export function allUnknown(type: string): Attributes {
  const names = elementTypes().get(type)?.attributes.keys() ?? [];
  return Object.fromEntries([...names].map((name) => [name, null]));
}
