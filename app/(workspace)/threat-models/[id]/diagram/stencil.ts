import type { Attribute } from "@/lib/domain/threat-models/element-types";

export type { Attribute };

/** A type of element to draw with: how it looks and what can be known of it. */
export interface Stencil {
  id: string;
  name: string;
  shape: "process" | "store" | "actor" | "flow";
  attributes: readonly Attribute[];
}

/** The kinds of elements by how they are drawn, and what each is in plain words. */
export const shapes = [
  { value: "process", label: "Works on data" },
  { value: "store", label: "Keeps data" },
  { value: "actor", label: "People and what is outside" },
] as const;

/** Returns how an element is drawn; one of no known type as something that works on data. */
export function shapeOf(
  type: string | null,
  stencils: ReadonlyMap<string, Stencil>,
): (typeof shapes)[number]["value"] {
  const shape = type === null ? undefined : stencils.get(type)?.shape;
  return shape === undefined || shape === "flow" ? "process" : shape;
}

/** Returns what an element is in words: its type, else what its file called it. */
export function kindOf(
  { type, originalType }: { type: string | null; originalType: string | null },
  stencils: ReadonlyMap<string, Stencil>,
): string {
  return (type === null ? undefined : stencils.get(type)?.name) ?? originalType ?? "No known type";
}
