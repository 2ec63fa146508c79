import { askedKeys, type FormSection } from "@/components/form/form-layout";
import type { FormBase } from "@/components/form/form-setup";
import { changedFields, type FormField, type FormValues, toInput } from "@/components/form/form-values";

/** What a form sends: a change sends only what was changed, with the version it was made from; hidden fields stay out. */
export function bodyOf(
  fields: readonly FormField[],
  layout: readonly FormSection[],
  held: FormValues,
  base: FormBase,
  method: "POST" | "PATCH" | "PUT",
  fixed: Record<string, unknown> = {},
) {
  const asked = askedKeys(layout, held);
  const sent = (method === "PATCH" ? changedFields(fields, base.values, held) : fields).filter(({ key }) =>
    asked.has(key),
  );
  const input = Object.fromEntries(sent.map((field) => [field.key, toInput(field, held[field.key])]));
  return { ...fixed, ...input, ...(base.version === null ? {} : { version: base.version }) };
}
