"use client";
import { useId, useState } from "react";
import type { FilterEditorProps } from "@/components/table/filter-editor-props";
import { listOf, noneValue, rangeOf, toRange } from "@/components/table/filter-words";
import { ReferenceFilter } from "@/components/table/reference-filter";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { isNumber } from "@/lib/platform/schema/field";

/** Edits one filter, in the way its column can be narrowed down. */
export function FilterEditor(props: FilterEditorProps) {
  const { column } = props;
  if (column.filter === "range") return <RangeFilter {...props} />;
  if (column.filter === "reference") return <ReferenceFilter {...props} />;
  if (column.filter === "tri-state") return <TriStateFilter {...props} />;
  if (column.filter === "choice" && column.options) return <ChoiceFilter {...props} />;
  return <TextFilter {...props} />;
}

function TextFilter({ column, value, onChange }: FilterEditorProps) {
  const [words, setWords] = useState(value ?? "");
  return (
    <Input
      aria-label={`${column.label} contains`}
      placeholder="Contains…"
      value={words}
      onChange={(event) => {
        setWords(event.target.value);
        onChange(event.target.value.trim() || null, true);
      }}
    />
  );
}

function ChoiceFilter({ column, value, onChange }: FilterEditorProps) {
  const chosen = new Set(listOf(value));
  const options = [...(column.options ?? []), { value: noneValue, label: "None" }];
  const toggle = (one: string) => {
    if (!chosen.delete(one)) chosen.add(one);
    onChange([...chosen].join(",") || null);
  };
  return (
    <fieldset className="grid max-h-64 gap-1.5 overflow-y-auto py-0.5 pl-0.5 text-sm">
      <legend className="sr-only">{column.label} is any of</legend>
      {options.map((option) => (
        <Checkbox
          key={option.value}
          label={<span className={option.value === noneValue ? "text-ink-faint" : ""}>{option.label}</span>}
          checked={chosen.has(option.value)}
          onChange={() => toggle(option.value)}
        />
      ))}
    </fieldset>
  );
}

const answers = [
  { value: "", label: "Any" },
  { value: "true", label: "Yes" },
  { value: "false", label: "No" },
  { value: "unknown", label: "Unknown" },
];

function TriStateFilter({ column, value, onChange }: FilterEditorProps) {
  return (
    <div className="text-sm">
      <span id="tri-state-filter" className="sr-only">
        {column.label}
      </span>
      <RadioGroup
        name="tri-state-filter"
        labelledBy="tri-state-filter"
        value={value ?? ""}
        choices={answers}
        onChange={(next) => onChange(next || null)}
      />
    </div>
  );
}

function RangeFilter({ column, value, onChange }: FilterEditorProps) {
  const [ends, setEnds] = useState(() => (value ? rangeOf(value) : { from: "", to: "" }));
  const id = useId();
  const number = isNumber(column.kind);
  const change = (next: { from: string; to: string }) => {
    setEnds(next);
    onChange(toRange(next.from, next.to), true);
  };
  const kind = number
    ? { type: "number", inputMode: "decimal" as const, step: "any" }
    : { type: "date", min: "1900-01-01", max: "2200-12-31" };
  return (
    <div className="grid gap-2">
      {(["from", "to"] as const).map((end) => (
        <label key={end} htmlFor={`${id}-${end}`} className="grid grid-cols-[4rem_1fr] items-center text-sm">
          {number ? (end === "from" ? "At least" : "At most") : end === "from" ? "From" : "Until"}
          <Input
            id={`${id}-${end}`}
            {...kind}
            value={ends[end]}
            onChange={(event) => change({ ...ends, [end]: event.target.value })}
          />
        </label>
      ))}
    </div>
  );
}
