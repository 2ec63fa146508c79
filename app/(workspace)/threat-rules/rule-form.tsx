"use client";
import { TryBox } from "@/app/(workspace)/threat-rules/try-box";
import type { FormSection } from "@/components/form/form-layout";
import type { FormSetup } from "@/components/form/form-setup";
import { RecordForm } from "@/components/form/record-form";
import { ownRuleFields } from "@/lib/domain/threat-models/own-rules/schema";

const layout: FormSection[] = [
  { title: "The threat", fields: ["title", "description", { key: "category", half: true }, "family"] },
  {
    title: "What is suggested",
    fields: [{ key: "likelihood", half: true }, { key: "impact", half: true }, "mitigations", "sources"],
  },
  {
    title: "When it applies",
    description: "Of these types, wherever the condition holds. What nobody knows asks for an answer.",
    fields: ["types", "condition", "tier"],
  },
];

/** The form of a rule of one's own, with a box to try it in before it is saved. */
export function RuleForm(setup: FormSetup) {
  return (
    <RecordForm
      shape={ownRuleFields}
      noun="rule"
      layout={layout}
      consequence={(held) => (
        <TryBox
          types={Array.isArray(held["types"]) ? held["types"].map(String) : []}
          condition={String(held["condition"] ?? "")}
        />
      )}
      {...setup}
    />
  );
}
