import "server-only";
import type { BomConcept } from "@/lib/domain/inventory/boms/mapping/shapes";

/** A record of the inventory as a bill of materials is written from it. */
export interface BomRecord {
  concept: BomConcept;
  id: string;
  /** By field, as every door answers it; days are YYYY-MM-DD. */
  values: Readonly<Record<string, unknown>>;
  /** The ids of the parts that it names, by field. */
  links: Readonly<Record<string, readonly string[]>>;
  changedAt: Date;
}
