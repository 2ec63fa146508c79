import "server-only";
import type * as z from "zod";
import type { PartKind } from "@/lib/domain/inventory/parts/kind";
import { fieldMeta } from "@/lib/platform/schema/field";
import { dayText, storedDay } from "@/lib/platform/time/day";

type Values = Record<string, unknown>;

/** Returns the given fields as the table of the kind stores them, with those that follow from them; links are no columns. */
export function storedValues(kind: PartKind, input: Readonly<Values>): Values {
  const given = Object.fromEntries(
    columns(kind)
      .filter(([key]) => input[key] !== undefined)
      .map(([key, field]) => [key, isDay(field) ? storedDay(input[key] as string | null) : input[key]]),
  );
  return { ...given, ...kind.compute(given) };
}

/** Returns the stored fields as every door answers them; references are named beside them, not here. */
export function shownValues(kind: PartKind, stored: Readonly<Values>): Values {
  return Object.fromEntries(
    [...columns(kind), ...Object.entries(kind.computed)]
      .filter(([, field]) => fieldMeta(field).kind !== "reference")
      .map(([key, field]) => [key, isDay(field) ? dayText(stored[key] as Date | null) : stored[key]]),
  );
}

/** Returns the fields of a kind that name people, with the relation behind each: "ownerId" and "owner". */
export function peopleFields({ fields }: PartKind): { field: string; person: string }[] {
  return Object.entries(fields)
    .filter(([, shape]) => fieldMeta(shape).concept === "people")
    .map(([field]) => ({ field, person: field.replace(/Id$/, "") }));
}

function columns({ fields, relations }: PartKind): [string, z.ZodType][] {
  return Object.entries(fields).filter(([key]) => !Object.hasOwn(relations, key));
}

function isDay(field: z.ZodType): boolean {
  return fieldMeta(field).kind === "date";
}
