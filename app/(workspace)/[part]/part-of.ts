import { notFound } from "next/navigation";
import { parts } from "@/lib/domain/inventory/kinds";
import { type PartConcept, partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import type { Part } from "@/lib/domain/inventory/parts/part";

/** Returns the kind of part that an address names; an address that names none is not found. */
export function partOf(name: string): { part: Part; concept: PartConcept } {
  const concept = partConcepts.find((kind) => kind.concept === name)?.concept;
  return concept ? { part: parts[concept], concept } : notFound();
}

/** What the addresses of a kind of part hold. */
export interface PartParams {
  params: Promise<{ part: string }>;
}

/** What the addresses of one part hold. */
export interface PartRecordParams {
  params: Promise<{ part: string; id: string }>;
}
