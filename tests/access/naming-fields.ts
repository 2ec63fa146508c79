import * as z from "zod";
import { partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import { findFieldMeta } from "@/lib/platform/schema/field";
import { type IdOf, sampleInput } from "@/tests/access/sample-input";

/** A field of an input that names a record: where it is, and of which concept the record is. */
export interface NamingField {
  /** Names of fields, with "[]" for each element of a list. */
  path: readonly string[];
  concept: string;
}

type Input = Record<string, unknown>;

// Fields that name a record without a field builder's word on which concept it is of.
const named: Readonly<Record<string, string>> = {
  personId: "people",
  ownerId: "people",
  unitId: "units",
  systemId: "systems",
  // Samples are about a risk.
  subjectId: "risks",
  decisionId: "decisions",
  intoId: "threats",
  threatIds: "threats",
  threatModelId: "threat-models",
  runIds: "test-runs",
  partId: "models",
  "threats.id": "threats",
  ids: "assessments",
};

/** What looks like the id of a record and is none, each with what it is. */
const others: Readonly<Record<string, string>> = {
  password: "words",
  entryId: "an entry within the record",
};

/** Returns every field of an input that names a record, also those within lists. */
export function namingFields(shape: z.ZodType, concept: string): NamingField[] {
  return fieldsWithin(shape, [], concept);
}

function fieldsWithin(field: z.ZodType, path: readonly string[], concept: string): NamingField[] {
  const meta = findFieldMeta(field);
  if (meta?.kind === "reference") return [{ path, concept: meta.concept ?? concept }];
  if (meta?.kind === "references") return [{ path: [...path, "[]"], concept: meta.concept ?? concept }];
  if (meta?.kind === "file") return [{ path, concept: "files" }];
  const bare = unwrapped(field);
  if (bare instanceof z.ZodArray) return fieldsWithin(bare.element as z.ZodType, [...path, "[]"], concept);
  if (bare instanceof z.ZodObject)
    return Object.entries(bare.shape as Record<string, z.ZodType>).flatMap(([key, one]) =>
      fieldsWithin(one, [...path, key], concept),
    );
  const steps = path.filter((step) => step !== "[]");
  const last = steps.at(-1) ?? "";
  if (last in others || !(isId(bare) || last === "threatIds")) return [];
  const known =
    named[steps.slice(-2).join(".")] ?? named[last] ?? (steps.length === 1 && last === "id" ? concept : null);
  if (known === null) throw new Error(`Nothing says of which concept ${steps.join(".")} names a record.`);
  return [{ path, concept: known }];
}

function isId(field: z.ZodType): boolean {
  return field.safeParse("0198b0c2-7e00-7000-8000-000000000000").success && !field.safeParse("words").success;
}

/** Returns the input with the field naming this record; lists and what is around it are made where they are not there. */
export async function naming(
  shape: z.ZodType,
  input: Input,
  { path }: NamingField,
  id: string,
  concept: string,
  idOf: IdOf,
): Promise<Input> {
  const put = async (field: z.ZodType, value: unknown, rest: readonly string[]): Promise<unknown> => {
    const [step, ...further] = rest;
    if (step === undefined) return id;
    const bare = unwrapped(field);
    if (step === "[]") {
      const element = (bare as z.ZodArray).element as z.ZodType;
      const first = Array.isArray(value) ? value[0] : undefined;
      return [await put(element, first, further)];
    }
    const fields = (bare as z.ZodObject).shape as Record<string, z.ZodType>;
    const held = (value ?? (await sampleInput(bare, concept, idOf))) as Input;
    return { ...held, [step]: await put(fields[step] as z.ZodType, held[step], further) };
  };
  return (await put(shape, input, path)) as Input;
}

/** Returns a concept that an id could be mistaken to be of: kinds of parts are one another's nearest. */
export function mistakenFor(concept: string): string {
  const kinds = partConcepts.map((one) => one.concept as string);
  if (kinds.includes(concept)) return kinds.find((kind) => kind !== concept) ?? "";
  return concept === "risks" ? "systems" : "risks";
}

function unwrapped(field: z.ZodType): z.ZodType {
  if (field instanceof z.ZodOptional || field instanceof z.ZodNullable || field instanceof z.ZodDefault)
    return unwrapped(field.unwrap() as z.ZodType);
  return field;
}
