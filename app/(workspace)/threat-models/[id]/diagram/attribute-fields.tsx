"use client";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import type { Value } from "@/lib/domain/threat-models/model";
import { PanelField } from "./panel-field";
import type { Attribute } from "./stencil";

interface AttributeFieldsProps {
  attributes: readonly Attribute[];
  values: Readonly<Record<string, Value>>;
  onSet: (name: string, value: Value) => void;
}

const answers = [
  { value: "true", label: "Yes" },
  { value: "false", label: "No" },
  { value: "", label: "Unknown" },
];
const longest = 200;

/** What can be known of a part, as questions; what nobody has answered is unknown, never no. */
export function AttributeFields({ attributes, values, onSet }: AttributeFieldsProps) {
  if (attributes.length === 0) return null;
  const open = attributes.filter(({ name }) => (values[name] ?? null) === null).length;
  return (
    <div className="grid gap-3 border-line border-t pt-3">
      <p className="text-ink-soft text-sm">
        {open === 0
          ? "Every question is answered."
          : `${open} of ${attributes.length} questions are not answered yet.`}
      </p>
      {attributes.map((attribute) => (
        <PanelField key={attribute.name} label={attribute.question} group={attribute.kind === "boolean"}>
          {({ id, labelId }) => (
            <AttributeControl
              attribute={attribute}
              value={Object.hasOwn(values, attribute.name) ? (values[attribute.name] ?? null) : null}
              {...{ id, labelId }}
              onSet={(value) => onSet(attribute.name, value)}
            />
          )}
        </PanelField>
      ))}
    </div>
  );
}

interface AttributeControlProps {
  attribute: Attribute;
  value: Value;
  id: string;
  labelId: string;
  onSet: (value: Value) => void;
}

function AttributeControl({
  attribute: { kind, choices },
  value,
  id,
  labelId,
  onSet,
}: AttributeControlProps) {
  if (kind === "boolean")
    return (
      <Segmented
        name={id}
        labelledBy={labelId}
        segments={answers}
        value={value === null ? "" : String(value)}
        onChange={(word) => onSet(word === "" ? null : word === "true")}
      />
    );
  if (kind === "choice")
    return (
      <Select id={id} value={String(value ?? "")} onChange={({ target }) => onSet(target.value || null)}>
        <option value="">Unknown</option>
        {choices.map((word) => (
          <option key={word} value={word}>
            {word.replaceAll("_", " ")}
          </option>
        ))}
      </Select>
    );
  return (
    <Input
      id={id}
      type={kind === "number" ? "number" : "text"}
      {...(kind === "number" ? { min: 0, step: "any" } : { maxLength: longest })}
      placeholder="Unknown"
      value={String(value ?? "")}
      onChange={({ target }) => {
        if (target.value.trim() === "") onSet(null);
        else if (kind !== "number") onSet(target.value);
        else if (target.valueAsNumber >= 0) onSet(target.valueAsNumber);
      }}
    />
  );
}
