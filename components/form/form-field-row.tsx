"use client";
import { useController, useFormContext } from "react-hook-form";
import { FieldControl } from "@/components/form/field-control";
import type { FormField, FormValues } from "@/components/form/form-values";
import type { LoadChoices } from "@/components/ui/use-choices";
import type { Option } from "@/lib/platform/schema/field";

interface FormFieldRowProps {
  field: FormField;
  /** Makes ids unique where a page has several forms. */
  formId: string;
  half: boolean;
  options: readonly Option[] | undefined;
  load: ((concept: string) => LoadChoices) | undefined;
}

/** One field of a form: label, help, control, and beside it the problem it has. */
export function FormFieldRow({ field, formId, half, options, load }: FormFieldRowProps) {
  const { control } = useFormContext<FormValues>();
  const { field: held, fieldState } = useController({ control, name: field.key });
  const id = controlId(formId, field.key);
  const { label, help } = field.meta;
  const problem = fieldState.error?.message;
  const describedBy = [help ? `${id}-help` : "", problem ? `${id}-problem` : ""].filter(Boolean).join(" ") || undefined;
  return (
    <div className={`min-w-0 ${half ? "" : "col-span-full"}`}>
      <label id={`${id}-label`} htmlFor={id} className="block w-fit font-medium text-sm">
        {label}
        {field.required ? (
          <>
            <span aria-hidden="true" className="ml-0.5 text-critical">
              *
            </span>
            <span className="sr-only"> (required)</span>
          </>
        ) : null}
      </label>
      {help ? (
        <p id={`${id}-help`} className="text-ink-faint text-sm">
          {help}
        </p>
      ) : null}
      <div className="mt-1">
        <FieldControl
          field={field}
          id={id}
          value={held.value ?? ""}
          onChange={held.onChange}
          onBlur={held.onBlur}
          invalid={Boolean(problem)}
          describedBy={describedBy}
          options={options ?? field.meta.options}
          load={load}
        />
      </div>
      {problem ? (
        <p id={`${id}-problem`} className="mt-1 text-critical text-sm">
          {problem}
        </p>
      ) : null}
    </div>
  );
}

/** The id of the first thing in a field that takes focus. */
export function controlId(formId: string, key: string): string {
  return `${formId}-${key}`;
}
