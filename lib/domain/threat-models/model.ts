import "server-only";

/** What is known of an element or a flow: yes, no, a word, a number; null where nobody knows. */
export type Value = boolean | string | number | null;

/** What a file says, by the format it came in and then by its own keys, so that an export gives back what is not read. */
export type Kept = Readonly<Record<string, unknown>>;

/** A part of the system that threats hang on: a process, a store, somebody or something outside, a person. */
export interface Element {
  /** Unique among elements, flows and zones of the model. */
  id: string;
  name: string;
  description: string;
  /** An id of prisma/reference/threats/element-types.csv; null where the original type has no counterpart. */
  type: string | null;
  /** The type in the words of where it came from. */
  originalType: string | null;
  /** The zones it lies in, the innermost first. */
  zoneIds: readonly string[];
  /** By the attributes of its type; what is missing is unknown. */
  attributes: Readonly<Record<string, Value>>;
  outOfScope: boolean;
  kept: Kept;
}

/** Data on its way from one element to another. */
export interface Flow {
  id: string;
  name: string;
  description: string;
  /** Null for an end that hangs on nothing. */
  from: string | null;
  to: string | null;
  bidirectional: boolean;
  /** By the attributes of data_flow; what is missing is unknown. */
  attributes: Readonly<Record<string, Value>>;
  /** What it carries, in words: "personal_data", "prompts", "untrusted_content", or the file's own. */
  contentClasses: readonly string[];
  outOfScope: boolean;
  kept: Kept;
}

/** A part of the drawing within which everything is trusted alike; membership, not geometry. */
export interface Zone {
  id: string;
  name: string;
  description: string;
  /** From 0, not at all, to 100; null where nobody rated it. */
  trust: number | null;
  parent: string | null;
  kept: Kept;
}

/** What the model takes for granted. */
export interface Assumption {
  text: string;
  /** Confirmed true, rejected false, not looked at null. */
  confirmed: boolean | null;
  /** Who sees to it that somebody looks: a person of the organisation; null where nobody does. */
  ownerId: string | null;
  kept: Kept;
}

/** A threat that a file brings along, in the words of its author. */
export interface ImportedThreat {
  id: string;
  title: string;
  /** The elements, flows and zones it hangs on; none for one of the whole model. */
  elementIds: readonly string[];
  category: string | null;
  /** As Threat Dragon writes it: "Open", "Mitigated", "NotApplicable"; null where the file says nothing. */
  status: string | null;
  /** The file's rating, or "unrated", as placeholders of tools are. */
  severity: string;
  text: string;
  mitigation: string;
  kept: Kept;
}

/** A threat model as it was read from a file or from the database. */
export interface ThreatModel {
  title: string | null;
  description: string;
  elements: readonly Element[];
  flows: readonly Flow[];
  zones: readonly Zone[];
  assumptions: readonly Assumption[];
  threats: readonly ImportedThreat[];
  kept: Kept;
}
