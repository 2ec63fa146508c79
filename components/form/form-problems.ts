import type { FieldShapes } from "@/components/form/form-layout";
import { type FormField, type FormValues, toInput } from "@/components/form/form-values";
import type { FieldKind } from "@/lib/platform/schema/field";

const missing: Partial<Record<FieldKind, string>> = {
  choice: "Choose one.",
  several: "Choose at least one.",
  reference: "Choose one.",
  references: "Choose at least one.",
  date: "Give a date.",
  file: "Choose one.",
  files: "Choose at least one.",
};

/** Checks what the form holds against the shapes the server checks with; returns a message per field that has a problem. */
export function problemsOf(
  shape: FieldShapes,
  fields: readonly FormField[],
  values: FormValues,
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const field of fields) {
    const input = toInput(field, values[field.key]);
    const result = shape[field.key]?.safeParse(input);
    if (!result || result.success) continue;
    const { label, kind } = field.meta;
    const empty = input === null || (Array.isArray(input) && input.length === 0);
    found[field.key] = empty
      ? `${label} is missing. ${missing[kind] ?? "Fill it in."}`
      : (result.error.issues[0]?.message ?? `${label} is not valid.`);
  }
  return found;
}

/** Returns the field that a problem of the REST door is about: the beginning of its path. */
export function keyOfPath(path: string): string {
  return path.split(/[./[]/).filter(Boolean)[0] ?? "";
}
