"use client";
import type { FormSection } from "@/components/form/form-layout";
import type { FormSetup } from "@/components/form/form-setup";
import { RecordForm } from "@/components/form/record-form";
import { riskFields } from "@/lib/domain/risks/schema";

const layout: readonly FormSection[] = [
  {
    title: "What can happen",
    description:
      "The cause makes it possible, the event is what happens, the consequence is what it leads to.",
    fields: ["title", "cause", "event", "consequence"],
  },
  { title: "Where it belongs", fields: ["category", "threatFamily", "systemIds", "unitId", "ownerId"] },
  {
    title: "What is done about it",
    description: "Accepting it takes another person's signature; ask for it on the risk's own page.",
    fields: [
      "treatment",
      "treatmentPlan",
      { key: "treatmentDueOn", half: true },
      { key: "reviewEveryDays", half: true },
    ],
  },
];

/** The form of a risk; its scores have a dialog of their own, since each needs a reason. */
export function RiskForm(setup: FormSetup) {
  return <RecordForm shape={riskFields} noun="risk" layout={layout} {...setup} />;
}
