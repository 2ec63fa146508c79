import "server-only";
import type { Json } from "@/lib/domain/threat-models/formats/schema";
import type { Assumption, Element, Flow, ImportedThreat, Zone } from "@/lib/domain/threat-models/model";

/** What a model is made of; each part is one object of the file. */
export interface Parts {
  zone: Omit<Zone, "kept">;
  element: Omit<Element, "kept">;
  flow: Omit<Flow, "kept">;
  threat: Omit<ImportedThreat, "kept">;
}
export type Kind = keyof Parts;

/** In this order parts are written: what others refer to comes first. */
export const kinds = ["zone", "element", "flow", "threat"] as const satisfies readonly Kind[];

/** A part as the format itself tells it, and the object of the file that tells it. */
export interface Read<K extends Kind> {
  raw: Json;
  fields: Parts[K];
}

/** A file as the format itself tells it, before what Plumbline noted in it. */
export interface Draft {
  title: string | null;
  description: string;
  assumptions: Assumption[];
  zone: Read<"zone">[];
  element: Read<"element">[];
  flow: Read<"flow">[];
  threat: Read<"threat">[];
}
