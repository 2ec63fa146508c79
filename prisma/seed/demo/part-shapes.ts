import "server-only";
import * as z from "zod";
import { parts } from "@/lib/domain/inventory/kinds";
import { type PartConcept, partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import type { PartKind } from "@/lib/domain/inventory/parts/kind";
import { columnKey } from "@/lib/domain/inventory/schema";
import { fieldMeta } from "@/lib/platform/schema/field";

/** A part in the files: what its form asks, with keys where a form has ids and days counted from the day of loading. */
export interface DemoPart {
  key: string;
  unit: string;
  owner: string | null;
  [field: string]: unknown;
}

const when = z.union([z.strictObject({ inDays: z.int() }), z.strictObject({ daysAgo: z.int().min(0) })]);

function partShape({ fields }: PartKind): z.ZodType<DemoPart[]> {
  const shapes: PartKind["fields"] = fields;
  const own = Object.entries(shapes).map(([field, shape]): [string, z.ZodType] => {
    const { kind } = fieldMeta(shape);
    if (kind === "reference") return [columnKey(field), z.string().nullable().default(null)];
    if (kind === "references") return [columnKey(field), z.array(z.string()).default([])];
    if (kind === "several") return [field, shape.default([] as never)];
    if (kind === "date") return [field, when.nullable().default(null)];
    return [field, shape instanceof z.ZodNullable ? shape.default(null) : shape];
  });
  return z.array(z.strictObject({ key: z.string(), ...Object.fromEntries(own) })) as unknown as z.ZodType<
    DemoPart[]
  >;
}

/** The shapes of the files of parts, one for each kind, made from the fields of the kind. */
export const partShapes = Object.fromEntries(
  partConcepts.map(({ concept }) => [concept, partShape(parts[concept].kind)]),
) as Record<PartConcept, z.ZodType<DemoPart[]>>;
