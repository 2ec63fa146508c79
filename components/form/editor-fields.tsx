"use client";
import { type ReactNode, useId, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";

interface FieldProps {
  label: string;
  help?: string | undefined;
  /** The label is read aloud but not drawn: in a row whose heading says it. */
  quiet?: boolean;
  children: (control: { id: string; "aria-describedby": string | undefined }) => ReactNode;
}

function Field({ label, help, quiet = false, children }: FieldProps) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={quiet ? "sr-only" : "block font-medium text-sm"}>
        {label}
      </label>
      {help ? (
        <p id={`${id}-help`} className="text-ink-faint text-sm">
          {help}
        </p>
      ) : null}
      <div className={quiet ? "" : "mt-1"}>
        {children({ id, "aria-describedby": help ? `${id}-help` : undefined })}
      </div>
    </div>
  );
}

type Common = Pick<FieldProps, "label" | "help" | "quiet">;

interface TextFieldProps extends Common {
  value: string | undefined;
  onChange: (value: string) => void;
  max: number;
  lines?: boolean;
  placeholder?: string;
  list?: string;
}

/** A line of text, or several. */
export function TextField({
  value = "",
  onChange,
  max,
  lines = false,
  placeholder,
  list,
  ...field
}: TextFieldProps) {
  return (
    <Field {...field}>
      {(control) =>
        lines ? (
          <Textarea
            {...control}
            value={value}
            maxLength={max}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <Input
            {...control}
            value={value}
            maxLength={max}
            list={list}
            placeholder={placeholder}
            autoComplete="off"
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}

interface NumberFieldProps extends Common {
  value: number | undefined;
  /** Undefined when the field was emptied; only where that is a value. */
  onChange: (value: number | undefined) => void;
  optional?: boolean;
  min?: number;
  max?: number;
}

/** A number; what cannot be one is marked and not taken over. */
export function NumberField({ value, onChange, optional = false, min, max, ...field }: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (value === undefined ? "" : String(value));
  const read = (text: string) => (text.trim() === "" ? undefined : Number(text.replace(",", ".")));
  const fits = (number: number | undefined) =>
    number === undefined
      ? optional
      : Number.isFinite(number) && number >= (min ?? -1e9) && number <= (max ?? 1e9);
  return (
    <Field {...field}>
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          autoComplete="off"
          className="max-w-28"
          value={shown}
          aria-invalid={!fits(read(shown)) || undefined}
          onChange={(event) => {
            setTyped(event.target.value);
            const number = read(event.target.value);
            if (fits(number)) onChange(number);
          }}
          onBlur={() => setTyped(null)}
        />
      )}
    </Field>
  );
}

interface SelectFieldProps extends Common {
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string }[];
  /** What stands there while nothing is chosen. */
  empty?: string;
}

/** One value out of a list; a value that is not in it is shown as it is. */
export function SelectField({ value, onChange, options, empty, ...field }: SelectFieldProps) {
  const known = value === "" || options.some((one) => one.value === value);
  return (
    <Field {...field}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {empty === undefined ? null : <option value="">{empty}</option>}
          {known ? null : <option value={value}>{value}</option>}
          {options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

interface TicksFieldProps {
  label: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
  options: readonly { value: string; label: string }[];
}

/** Any of some values. */
export function TicksField({ label, value, onChange, options }: TicksFieldProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium text-sm">{label}</legend>
      <div className="mt-1 grid gap-1 text-sm">
        {options.map((one) => (
          <Checkbox
            key={one.value}
            label={one.label}
            checked={value.includes(one.value)}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...value, one.value] : value.filter((each) => each !== one.value),
              )
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
