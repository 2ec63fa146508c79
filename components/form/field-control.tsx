"use client";
import dynamic from "next/dynamic";
import { ChoiceControl } from "@/components/form/choice-control";
import type { FieldControlProps } from "@/components/form/field-control-props";
import type { FormField } from "@/components/form/form-values";
import { SeveralControl } from "@/components/form/several-control";
import { useTypedEarly } from "@/components/form/use-typed-early";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Textarea } from "@/components/ui/textarea";
import { type Choice, choicesOf } from "@/components/ui/use-choices";
import { isNumber } from "@/lib/platform/schema/field";

// Only forms that pick records load the code for it; the server draws the field all the same.
const Combobox = dynamic(() => import("@/components/ui/combobox").then((file) => file.Combobox));
const MultiCombobox = dynamic(() =>
  import("@/components/ui/multi-combobox").then((file) => file.MultiCombobox),
);

const FileControl = dynamic(() => import("@/components/form/file-control").then((file) => file.FileControl));

const MentionText = dynamic(() => import("@/components/form/mention-text").then((file) => file.MentionText));

const answers = [
  { value: "true", label: "Yes" },
  { value: "false", label: "No" },
  { value: "", label: "Unknown" },
];

/** Kinds whose control does nothing before the page is alive, or that hold more than one value. */
const drawnByScript = new Set<FormField["meta"]["kind"]>(["reference", "references", "several", "file"]);

/** The control that fits a field's kind. */
export function FieldControl(props: FieldControlProps) {
  const { field, id, value, onChange, onBlur, invalid, describedBy, options, load } = props;
  const { kind, concept = "", example, mentions } = field.meta;
  useTypedEarly(id, String(value ?? ""), (typed) => {
    if (!drawnByScript.has(kind)) onChange(typed);
  });
  const common = {
    id,
    onBlur,
    "aria-invalid": invalid || undefined,
    "aria-required": field.required || undefined,
    "aria-describedby": describedBy,
  };
  const picker = {
    id,
    onBlur,
    invalid,
    describedBy,
    labelledBy: `${id}-label`,
    required: field.required,
    placeholder: example,
    load: (load ?? choicesOf)(concept),
  };
  if (kind === "reference")
    return <Combobox {...picker} value={value as Choice | null} onChange={onChange} />;
  if (kind === "references")
    return <MultiCombobox {...picker} value={(value || []) as Choice[]} onChange={onChange} />;
  if (kind === "file") return <FileControl {...props} />;
  if (kind === "several") return <SeveralControl {...props} />;
  if (kind === "tri-state") {
    return (
      <Segmented
        name={id}
        firstId={id}
        labelledBy={`${id}-label`}
        describedBy={describedBy}
        value={String(value ?? "")}
        segments={answers}
        onChange={onChange}
      />
    );
  }
  if (options) return <ChoiceControl {...props} options={options} />;
  const text = String(value ?? "");
  if (kind === "long-text" && mentions) return <MentionText {...props} />;
  if (kind === "long-text") {
    return (
      <Textarea
        {...common}
        value={text}
        placeholder={example}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  return (
    <Input
      {...common}
      {...inputs[kind]}
      value={text}
      placeholder={kind === "date" ? undefined : example}
      className={kind === "date" || isNumber(kind) ? "max-w-44" : ""}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

const inputs: Partial<Record<FormField["meta"]["kind"], Record<string, string>>> = {
  email: { type: "email", autoComplete: "email", inputMode: "email" },
  integer: { inputMode: "numeric", autoComplete: "off" },
  decimal: { inputMode: "decimal", autoComplete: "off" },
  date: { type: "date", min: "1900-01-01", max: "2200-12-31" },
  text: { autoComplete: "off" },
};
