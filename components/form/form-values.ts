import { heldUnder } from "@/components/form/held-under";
import type { Choice } from "@/components/ui/use-choices";
import type { FieldMeta, Option } from "@/lib/platform/schema/field";
import { formatDay } from "@/lib/platform/time/format-day";

/** What a control holds: text as typed, chosen values, or picked records. */
export type FormValue = string | string[] | Choice | Choice[] | null;
export type FormValues = Record<string, FormValue>;

/** A field of a form: its words and whether it must be given. */
export interface FormField {
  key: string;
  meta: FieldMeta;
  required: boolean;
}

/** Turns what a record holds for a field into what its control holds. */
export function toControl(
  { key, meta }: FormField,
  record: Record<string, unknown>,
  names: Record<string, string> = {},
): FormValue {
  const held = heldUnder(record, key);
  const named = (one: unknown): Choice =>
    typeof one === "string"
      ? { id: one, name: names[one] ?? "Chosen record" }
      : { id: (one as Choice).id, name: (one as Choice).name };
  switch (meta.kind) {
    case "several":
      return Array.isArray(held) ? held.map(String) : [];
    case "reference":
    case "file":
      return held === null || held === undefined || held === "" ? null : named(held);
    case "references":
    case "files":
      return Array.isArray(held) ? held.map(named) : [];
    case "date":
      return typeof held === "string" ? held.slice(0, 10) : "";
    default:
      return held === null || held === undefined ? "" : String(held);
  }
}

/** Turns what a control holds into what the REST door takes; nothing given is null. */
export function toInput({ meta }: FormField, value: FormValue | undefined): unknown {
  if (value === null || value === undefined)
    return ["several", "references", "files"].includes(meta.kind) ? [] : null;
  if (Array.isArray(value)) return value.map((one) => (typeof one === "string" ? one : one.id));
  if (typeof value !== "string") return value.id;
  if (value.trim() === "") return null;
  if (meta.kind === "tri-state") return value === "true";
  if (meta.kind === "integer" && /^\s*-?\d+\s*$/.test(value)) return Number(value);
  // A comma is what many people write for the point.
  if (meta.kind === "decimal" && /^\s*-?\d+([.,]\d+)?\s*$/.test(value))
    return Number(value.replace(",", "."));
  return value;
}

/** What a control holds, in words; null where it holds nothing. */
export function wordsOf(
  { meta }: FormField,
  value: FormValue | undefined,
  options: readonly Option[] = meta.options ?? [],
): string | null {
  const word = (one: string) => options.find((option) => option.value === one)?.label ?? one;
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0))
    return null;
  if (Array.isArray(value))
    return value.map((one) => (typeof one === "string" ? word(one) : one.name)).join(", ");
  if (typeof value !== "string") return value.name;
  if (meta.kind === "tri-state") return value === "true" ? "Yes" : "No";
  return meta.kind === "date" ? formatDay(value) : word(value);
}

/** The fields whose control no longer holds what it held at first. */
export function changedFields(fields: readonly FormField[], base: FormValues, now: FormValues): FormField[] {
  return fields.filter(
    (field) =>
      JSON.stringify(toInput(field, base[field.key])) !== JSON.stringify(toInput(field, now[field.key])),
  );
}
