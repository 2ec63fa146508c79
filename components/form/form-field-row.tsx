"use client";
import type { ReactNode } from "react";
import { useController, useFormContext } from "react-hook-form";
import { FieldControl } from "@/components/form/field-control";
import type { DrawnControl } from "@/components/form/form-setup";
import type { FormField, FormValues } from "@/components/form/form-values";
import { areTicked } from "@/components/form/several-control";
import type { LoadChoices } from "@/components/ui/use-choices";
import type { Option } from "@/lib/platform/schema/field";

interface FormFieldRowProps {
  field: FormField;
  /** Makes ids unique where a page has several forms. */
  formId: string;
  half: boolean;
  options: readonly Option[] | undefined;
  load: ((concept: string) => LoadChoices) | undefined;
  drawn: DrawnControl | undefined;
}

/** One field of a form: label, help, control, and beside it the problem it has. */
export function FormFieldRow({ field, formId, half, options, load, drawn }: FormFieldRowProps) {
  const { control } = useFormContext<FormValues>();
  const { field: held, fieldState } = useController({ control, name: field.key });
  const id = controlId(formId, field.key);
  const Control = drawn ?? FieldControl;
  const { label, help } = field.meta;
  const problem = fieldState.error?.message;
  const describedBy =
    [help ? `${id}-help` : "", problem ? `${id}-problem` : ""].filter(Boolean).join(" ") || undefined;
  return (
    <div className={`row-span-3 grid min-w-0 grid-rows-subgrid pb-4 ${half ? "" : "col-span-full"}`}>
      <Label id={id} grouped={drawn !== undefined || isGroup(field, options)}>
        {label}
        {field.required ? (
          <>
            <span aria-hidden="true" className="ml-0.5 text-critical">
              *
            </span>
            <span className="sr-only"> (required)</span>
          </>
        ) : null}
      </Label>
      {help ? (
        <p id={`${id}-help`} className="text-ink-faint text-sm">
          {help}
        </p>
      ) : (
        <span />
      )}
      <div className="mt-1 min-w-0">
        <Control
          field={field}
          id={id}
          value={held.value ?? null}
          onChange={held.onChange}
          onBlur={held.onBlur}
          invalid={Boolean(problem)}
          describedBy={describedBy}
          options={options ?? field.meta.options}
          load={load}
        />
        {problem ? (
          <p id={`${id}-problem`} className="mt-1 text-critical text-sm">
            {problem}
          </p>
        ) : null}
      </div>
    </div>
  );
}

/** The id of the first thing in a field that takes focus. */
export function controlId(formId: string, key: string): string {
  return `${formId}-${key}`;
}

/** A group of boxes or radios is named by words; a single control by its label, which then leads to it. */
function Label({ id, grouped, children }: { id: string; grouped: boolean; children: ReactNode }) {
  const look = "block w-fit font-medium text-sm";
  if (grouped) {
    return (
      <span id={`${id}-label`} className={look}>
        {children}
      </span>
    );
  }
  return (
    <label id={`${id}-label`} htmlFor={id} className={look}>
      {children}
    </label>
  );
}

function isGroup({ meta }: FormField, options: readonly Option[] = meta.options ?? []): boolean {
  if (meta.kind === "several") return areTicked(options);
  return meta.kind === "tri-state" || (options.length > 0 && options.length <= 4);
}
