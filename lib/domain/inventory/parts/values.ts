import "server-only";
import type * as z from "zod";
import { fieldMeta } from "@/lib/platform/schema/field";
import { dayText, storedDay } from "@/lib/platform/time/day";

type Shape = Readonly<Record<string, z.ZodType>>;
type Values = Record<string, unknown>;

/** Returns the given fields as the database stores them; a day becomes midnight UTC, what was not given stays out. */
export function storedValues(fields: Shape, input: Readonly<Values>): Values {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([key]) => input[key] !== undefined)
      .map(([key, field]) => [key, isDay(field) ? storedDay(input[key] as string | null) : input[key]]),
  );
}

/** Returns the stored fields as every door answers them; references are named beside them, not here. */
export function shownValues(fields: Shape, stored: Readonly<Values>): Values {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, field]) => fieldMeta(field).kind !== "reference")
      .map(([key, field]) => [key, isDay(field) ? dayText(stored[key] as Date | null) : stored[key]]),
  );
}

function isDay(field: z.ZodType): boolean {
  return fieldMeta(field).kind === "date";
}
