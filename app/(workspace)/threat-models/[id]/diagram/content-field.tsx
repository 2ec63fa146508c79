"use client";
import { Checkbox } from "@/components/ui/checkbox";
import { PanelField } from "./panel-field";

/** What rules ask about first; a file may name others, which are kept. */
const usual = [
  { value: "prompts", label: "Prompts" },
  { value: "personal_data", label: "Personal data" },
  { value: "untrusted_content", label: "Content nobody vouches for" },
];

interface ContentFieldProps {
  value: readonly string[];
  onChange: (value: string[]) => void;
}

/** What a flow carries. */
export function ContentField({ value, onChange }: ContentFieldProps) {
  const others = value.filter((word) => usual.every((one) => one.value !== word));
  const all = [...usual, ...others.map((word) => ({ value: word, label: word.replaceAll("_", " ") }))];
  return (
    <PanelField label="Carries" group>
      {({ labelId }) => (
        <fieldset aria-labelledby={labelId} className="grid min-w-0 gap-1">
          {all.map((one) => (
            <Checkbox
              key={one.value}
              label={one.label}
              checked={value.includes(one.value)}
              onChange={({ target }) =>
                onChange(target.checked ? [...value, one.value] : value.filter((word) => word !== one.value))
              }
            />
          ))}
        </fieldset>
      )}
    </PanelField>
  );
}
