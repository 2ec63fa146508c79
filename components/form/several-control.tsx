"use client";
import dynamic from "next/dynamic";
import type { FieldControlProps } from "@/components/form/field-control-props";
import { Checkbox } from "@/components/ui/checkbox";
import type { LoadChoices } from "@/components/ui/use-choices";
import type { Option } from "@/lib/platform/schema/field";

const MultiCombobox = dynamic(() =>
  import("@/components/ui/multi-combobox").then((file) => file.MultiCombobox),
);

/** More options than this are found by typing: nobody walks a hundred boxes with the keyboard. */
const mostTicked = 24;

/** Returns whether several of these options are ticked as boxes, and not found by typing. */
export function areTicked(options: readonly Option[] = []): boolean {
  return options.length <= mostTicked;
}

/** Any number of options of a list: as boxes, or found by typing where there are many. */
export function SeveralControl(props: FieldControlProps) {
  const { id, value, onChange, onBlur, invalid, describedBy, field, options = [] } = props;
  if (areTicked(options)) return <Ticks {...props} />;
  const chosen = (Array.isArray(value) ? value : []) as string[];
  const nameOf = (one: string) => options.find((option) => option.value === one)?.label ?? one;
  return (
    <MultiCombobox
      {...{ id, onBlur, invalid, describedBy }}
      labelledBy={`${id}-label`}
      required={field.required}
      placeholder="Type to find"
      load={among(options)}
      value={chosen.map((one) => ({ id: one, name: nameOf(one) }))}
      onChange={(next) => onChange(next.map((one) => one.id))}
    />
  );
}

function among(options: readonly Option[]): LoadChoices {
  return async (query) => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    return options
      .filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
      .map(({ value, label }) => ({ id: value, name: label }));
  };
}

function Ticks({ id, value, onChange, onBlur, invalid, describedBy, options = [] }: FieldControlProps) {
  const chosen = (Array.isArray(value) ? value : []) as string[];
  return (
    <fieldset
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy}
      className="grid gap-1.5 sm:grid-cols-2"
    >
      {options.map((option, index) => (
        <Checkbox
          key={option.value}
          id={index === 0 ? id : undefined}
          label={option.label}
          help={option.help}
          aria-invalid={invalid || undefined}
          checked={chosen.includes(option.value)}
          onBlur={onBlur}
          onChange={(event) => {
            const next = new Set(chosen);
            if (event.target.checked) next.add(option.value);
            else next.delete(option.value);
            onChange(options.map((one) => one.value).filter((one) => next.has(one)));
          }}
        />
      ))}
    </fieldset>
  );
}
