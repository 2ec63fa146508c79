import * as z from "zod";

type Shape = Record<string, z.ZodType>;

/** Fields that may be left out when a record is created: null stands for the absent, an empty list for none. */
type Creatable<S extends Shape> = {
  [K in keyof S]: S[K] extends z.ZodNullable
    ? z.ZodDefault<S[K]>
    : S[K] extends z.ZodArray
      ? z.ZodDefault<S[K]>
      : S[K];
};

/** Returns the input of a create operation: nullable fields default to null and lists to empty; unknown keys are refused. */
export function createInput<S extends Shape>(shape: S): z.ZodObject<Creatable<S>, z.core.$strict> {
  const entries = Object.entries(shape).map(([key, field]) => {
    if (field instanceof z.ZodNullable) return [key, field.default(null)];
    if (field instanceof z.ZodArray) return [key, field.default([])];
    return [key, field];
  });
  return z.strictObject(Object.fromEntries(entries)) as z.ZodObject<Creatable<S>, z.core.$strict>;
}

/** The id in the address and the version the writer saw: together they decide who wins a race. */
export const recordVersion = {
  id: z.uuid({ error: "Is not the id of a record." }),
  version: z
    .int({ error: "Send the version you saw, so that nobody's change is overwritten." })
    .min(1)
    .max(2_147_483_647),
};

type Updatable<S extends Shape> = { [K in keyof S]: z.ZodOptional<S[K]> } & typeof recordVersion;

/** Returns the input of an update operation: the id, the version that was seen, and any of the fields. */
export function updateInput<S extends Shape>(shape: S): z.ZodObject<Updatable<S>, z.core.$strict> {
  const entries = Object.entries(shape).map(([key, field]) => [key, field.optional()]);
  return z.strictObject({ ...Object.fromEntries(entries), ...recordVersion }) as z.ZodObject<
    Updatable<S>,
    z.core.$strict
  >;
}

/** Returns the object without its undefined values, as Prisma's strict checks and exact optional types want it. */
export function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
