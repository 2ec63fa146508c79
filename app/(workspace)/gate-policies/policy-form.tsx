"use client";
import type { FormSetup } from "@/components/form/form-setup";
import { RecordForm } from "@/components/form/record-form";
import { policyFields } from "@/lib/domain/test-runs/gate/schema";

const { title, unitId, text, reason } = policyFields;
const created = { title, unitId, text };
const changed = { title, text, reason };

/** The form of a new gate policy. */
export function NewPolicyForm(setup: FormSetup) {
  return (
    <RecordForm
      shape={created}
      noun="policy"
      layout={[{ fields: [{ key: "title", half: true }, { key: "unitId", half: true }, "text"] }]}
      {...setup}
    />
  );
}

/** The form of the next version of a gate policy. */
export function NextVersionForm(setup: FormSetup) {
  return (
    <RecordForm shape={changed} noun="policy" layout={[{ fields: ["title", "text", "reason"] }]} {...setup} />
  );
}
