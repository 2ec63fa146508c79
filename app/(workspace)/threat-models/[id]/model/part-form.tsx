"use client";
import { FormDialog } from "@/components/form/form-dialog";
import type { FormSection } from "@/components/form/form-layout";
import { elementFields, flowFields, zoneFields } from "@/lib/domain/threat-models/record/part-fields/schema";
import { choice, decimal, type Option, text, triState } from "@/lib/platform/schema/field";

/** Something that can be known of a type of part. */
export interface Attribute {
  name: string;
  question: string;
  kind: "boolean" | "choice" | "number" | "text";
  choices: readonly string[];
}

interface PartFormProps {
  model: { id: string; ref: string; version: number };
  /** The part as it is; null for a new one. */
  part: { id: string; name: string } | null;
  asked: readonly Attribute[];
  options: Record<string, readonly Option[]>;
  values: Record<string, unknown>;
}

const yes = (label: string) => triState({ label });
const elementShape = { ...elementFields, outOfScope: yes("Out of scope") };
const flowShape = { ...flowFields, outOfScope: yes("Out of scope"), bidirectional: yes("Runs both ways") };

/** Adds or changes an element: what it is, where it lies, and what is known of it. */
export function ElementForm(props: PartFormProps) {
  const half = [
    { key: "type", half: true },
    { key: "zoneId", half: true },
  ];
  return (
    <PartForm
      {...props}
      one="element"
      shape={elementShape}
      fields={["name", ...half, "description", "outOfScope"]}
    />
  );
}

/** Adds or changes a flow: from where to where, what it carries, and what is known of it. */
export function FlowForm(props: PartFormProps) {
  const half = [
    { key: "from", half: true },
    { key: "to", half: true },
  ];
  const fields = ["name", ...half, "bidirectional", "carries", "description", "outOfScope"];
  return <PartForm {...props} one="flow" shape={flowShape} fields={fields} />;
}

/** Adds or changes a zone. */
export function ZoneForm(props: Omit<PartFormProps, "asked">) {
  const half = [
    { key: "trust", half: true },
    { key: "parent", half: true },
  ];
  return (
    <PartForm {...props} asked={[]} one="zone" shape={zoneFields} fields={["name", ...half, "description"]} />
  );
}

type Shape = Parameters<typeof FormDialog>[0]["shape"];

function PartForm({
  model,
  part,
  asked,
  options,
  values,
  one,
  shape,
  fields,
}: PartFormProps & { one: string; shape: Shape; fields: FormSection["fields"] }) {
  const names = new Set(asked.map(({ name }) => name));
  const attributeShape = Object.fromEntries(asked.map((attribute) => [attribute.name, fieldOf(attribute)]));
  const known = {
    title: "What is known",
    description: "What nobody knows stays unknown; it never counts as no.",
  };
  return (
    <FormDialog
      label={part ? "Edit" : `Add ${one}`}
      size="sm"
      {...(part ? { describedAs: part.name } : {})}
      title={part ? `Edit ${part.name}` : `New ${one} in ${model.ref}`}
      shape={{ ...shape, ...attributeShape }}
      layout={[{ fields }, ...(asked.length > 0 ? [{ ...known, fields: [...names] }] : [])]}
      options={options}
      noun={one}
      action={{ method: "PUT", url: `/api/v1/threat-models/${model.id}/${one}s` }}
      values={values}
      version={model.version}
      fixed={{ partId: part?.id ?? null }}
      prepare={(filled) => nested(filled, names, asked.length > 0)}
      done={null}
      submit={part ? `Save ${one}` : `Add ${one}`}
      saved={part ? "Saved." : "Added."}
    />
  );
}

function fieldOf({ name, question, kind, choices }: Attribute) {
  const words = { label: question };
  if (kind === "boolean") return triState(words);
  if (kind === "number") return decimal({ ...words, min: 0, max: 1_000_000 }).nullable();
  if (kind === "choice")
    return choice(
      choices.map((value) => ({ value, label: value })),
      words,
    ).nullable();
  return text({ ...words, help: name.replaceAll("_", " ") }).nullable();
}

// The door takes attributes by themselves, and yes or no where a form may leave it open.
function nested(filled: Record<string, unknown>, names: ReadonlySet<string>, typed: boolean) {
  const entries = Object.entries(filled);
  const attributes = entries.filter(([key, value]) => names.has(key) && value !== null);
  const others = entries
    .filter(([key]) => !names.has(key))
    .map(([key, value]) => [key, ["outOfScope", "bidirectional"].includes(key) ? value === true : value]);
  return { ...Object.fromEntries(others), ...(typed ? { attributes: Object.fromEntries(attributes) } : {}) };
}
