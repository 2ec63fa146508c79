import "server-only";
import * as z from "zod";
import { type FieldKind, fieldMeta, type Option } from "@/lib/platform/schema/field";

/** A field that a file may carry: its words for finding the heading, and its shape for checking the values. */
export interface ImportField {
  key: string;
  label: string;
  kind: FieldKind;
  shape: z.ZodType;
  /** A new record cannot be made without it. */
  required: boolean;
  /** May be emptied. */
  nullable: boolean;
  help?: string;
  options?: readonly Option[];
  /** For references: whose records the cells name. */
  concept?: string;
  synonyms: readonly string[];
  /** For a number on a scale: the words of its steps, the first of which stands for 1. */
  scale?: readonly string[];
}

/** Returns the fields of a shape as a file may carry them, in the same order. */
export function importFields(shape: Readonly<Record<string, z.ZodType>>): ImportField[] {
  return Object.entries(shape).map(([key, field]) => importField(key, field));
}

/** Returns one field as a file may carry it; `changes` are words that only the organisation's settings know. */
export function importField(
  key: string,
  shape: z.ZodType,
  changes: Partial<Pick<ImportField, "options" | "scale" | "synonyms">> = {},
): ImportField {
  const { kind, label, help, options, concept, synonyms } = fieldMeta(shape);
  const nullable = shape instanceof z.ZodNullable;
  const optional = nullable || shape instanceof z.ZodArray || shape instanceof z.ZodDefault;
  return {
    key,
    label,
    kind,
    shape,
    nullable,
    required: !optional,
    ...(help ? { help } : {}),
    ...(options ? { options } : {}),
    ...(concept ? { concept } : {}),
    synonyms: synonyms ?? [],
    ...changes,
  };
}
