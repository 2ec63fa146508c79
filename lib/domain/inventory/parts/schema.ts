import type * as z from "zod";
import {
  inventoryColumns,
  type Looks,
  nextReviewField,
  ownerField,
  unitField,
} from "@/lib/domain/inventory/schema";
import type { Column } from "@/lib/platform/register/column";
import { longText, references, text } from "@/lib/platform/schema/field";

type Shape = Record<string, z.ZodType>;

/** What every part has, whatever its kind: a name, a keeper, an owner and a next review. */
export function partFields<Own extends Shape>(
  words: { noun: string; example: string; synonyms: string[] },
  own: Own,
) {
  const { noun, example, synonyms } = words;
  return {
    name: text({
      label: "Name",
      help: `The name under which people look for this ${noun}.`,
      example,
      synonyms,
    }),
    description: longText({
      label: "Description",
      help: `What it is and what we use it for.`,
      synonyms: ["details", "notes", "summary", "purpose"],
    }).nullable(),
    unitId: unitField(
      "Kept by",
      `The business unit that keeps this record. It is seen there, below, and by whoever reads a system that uses it.`,
    ),
    ownerId: ownerField(`Keeps the facts of this ${noun} true.`),
    ...own,
    nextReviewOn: nextReviewField,
  };
}

/** The common fields of a part, without its own. */
export type PartFields = ReturnType<typeof partFields<Record<never, z.ZodType>>>;

/** Returns the columns of a register of parts: its fields and the systems that use it. */
export function partColumns<F extends Shape>(
  fields: F,
  facts: readonly (keyof F & string)[],
  looks: Looks,
): Column[] {
  const used = references("systems", {
    label: "Used by",
    help: "The AI systems that use it, as far as you may see them.",
    synonyms: ["systems", "ai systems", "used in"],
  });
  return inventoryColumns({ ...fields, systemIds: used }, facts, {
    name: { shown: true, width: 240 },
    unit: { shown: true, width: 150 },
    owner: { shown: true, width: 140 },
    systems: { shown: true, width: 170 },
    nextReviewOn: { width: 116 },
    ...looks,
  });
}
