import type * as z from "zod";
import type { FormField, FormValues } from "@/components/form/form-values";
import { fieldMeta } from "@/lib/platform/schema/field";

/** The fields of a concept's schema.ts. */
export type FieldShapes = Record<string, z.ZodType>;

/** A field in the layout: half a line wide, or asked only when it applies. */
export interface PlacedField {
  key: string;
  half?: boolean;
  /** On a record it is told with that field, not by itself. */
  under?: string;
  when?: (values: FormValues) => boolean;
  /** It is filled in by the control of that field, and has none of its own. */
  within?: string;
}

export interface FormSection {
  title?: string;
  description?: string;
  fields: readonly (string | PlacedField)[];
  when?: (values: FormValues) => boolean;
}

/** A layout entry as an object. */
export function placed(entry: string | PlacedField): PlacedField {
  return typeof entry === "string" ? { key: entry } : entry;
}

/** The fields of a layout in reading order, with their words; throws for a key the shape lacks. */
export function fieldsOf(shape: FieldShapes, layout: readonly FormSection[]): FormField[] {
  return layout
    .flatMap((section) => section.fields.map(placed))
    .map(({ key }) => {
      const field = shape[key];
      if (!field) throw new Error(`The form's layout names ${key}, which its shape does not have.`);
      return {
        key,
        meta: fieldMeta(field),
        required: ![null, undefined, []].some((empty) => field.safeParse(empty).success),
      };
    });
}

/** The keys that are asked, given what has been answered so far. */
export function askedKeys(layout: readonly FormSection[], values: FormValues): Set<string> {
  const open = layout.filter((section) => section.when?.(values) ?? true);
  return new Set(
    open
      .flatMap((section) => section.fields.map(placed))
      .filter((field) => field.when?.(values) ?? true)
      .map(({ key }) => key),
  );
}
