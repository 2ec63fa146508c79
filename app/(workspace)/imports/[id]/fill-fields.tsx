"use client";
import { useId } from "react";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

export interface MappedField {
  key: string;
  label: string;
  required: boolean;
  options: readonly { value: string; label: string }[];
}

interface FillFieldsProps {
  fields: readonly MappedField[];
  fill: Readonly<Record<string, string>>;
  onFill: (key: string, value: string) => void;
}

/** What every new record needs and the file does not have: one value for all rows. */
export function FillFields({ fields, fill, onFill }: FillFieldsProps) {
  const base = useId();
  if (fields.length === 0) return null;
  return (
    <div className="grid gap-3 border-line border-b px-4 py-3 sm:grid-cols-2">
      {fields.map(({ key, label, options }) => (
        <div key={key} className="grid gap-1">
          <label htmlFor={`${base}-${key}`} className="font-medium text-sm">
            {label} of all new rows
          </label>
          {options.length > 0 ? (
            <Select
              id={`${base}-${key}`}
              value={fill[key] ?? ""}
              onChange={(event) => onFill(key, event.target.value)}
            >
              <option value="">Choose…</option>
              {options.map(({ value, label: word }) => (
                <option key={value} value={value}>
                  {word}
                </option>
              ))}
            </Select>
          ) : (
            <Input
              id={`${base}-${key}`}
              value={fill[key] ?? ""}
              onChange={(event) => onFill(key, event.target.value)}
            />
          )}
          <p className="text-ink-soft text-sm">The file has no column for it.</p>
        </div>
      ))}
    </div>
  );
}
