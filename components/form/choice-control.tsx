"use client";
import type { FieldControlProps } from "@/components/form/field-control-props";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import type { Option } from "@/lib/platform/schema/field";

/** One of several values: all in sight when there are four or fewer, a list otherwise. */
export function ChoiceControl(props: FieldControlProps & { options: readonly Option[] }) {
  const { field, id, value, onChange, onBlur, invalid, describedBy, options } = props;
  const held = String(value ?? "");
  const nothing = { value: "", label: field.meta.none ?? "Unknown" };
  if (options.length <= 4) {
    return (
      <RadioGroup
        name={id}
        firstId={id}
        labelledBy={`${id}-label`}
        describedBy={describedBy}
        invalid={invalid}
        value={held}
        choices={field.required ? options : [...options, nothing]}
        onChange={onChange}
        onBlur={onBlur}
      />
    );
  }
  const help = options.find((option) => option.value === held)?.help;
  return (
    <>
      <Select
        id={id}
        value={held}
        aria-invalid={invalid || undefined}
        aria-required={field.required || undefined}
        aria-describedby={describedBy}
        onBlur={onBlur}
        onChange={(event) => onChange(event.target.value)}
        className="max-w-96"
      >
        {field.required ? (
          <option value="" disabled hidden>
            Choose…
          </option>
        ) : (
          <option value="">{nothing.label}</option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
      {help ? <p className="mt-1 text-ink-faint text-sm">{help}</p> : null}
    </>
  );
}
