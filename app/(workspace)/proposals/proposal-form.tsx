"use client";
import type { FormSection } from "@/components/form/form-layout";
import type { FormSetup } from "@/components/form/form-setup";
import { RecordForm } from "@/components/form/record-form";
import { proposalFields } from "@/lib/domain/intake/schema";

const layout: FormSection[] = [
  {
    title: "Is it AI at all?",
    description: "Five plain questions. Unknown is an answer too: somebody will find out with you.",
    fields: ["machineBased", "infers", "outputs", "independent", "adapts"],
  },
  {
    title: "What it is for",
    fields: ["name", "purpose", "unitId", "requestedFor"],
  },
  {
    title: "Whom and what it concerns",
    description: "What you know now; the rest shows as a gap later.",
    fields: ["kind", "exposure", "affectedPeople", "dataClasses", "personalData"],
  },
  {
    title: "Where it comes from",
    fields: [
      "sourcing",
      { key: "supplier", half: true },
      { key: "modelName", half: true },
      { key: "plannedOn", half: true },
      "notes",
    ],
  },
];

/** The short form of a proposal. */
export function ProposalForm(setup: FormSetup) {
  return <RecordForm shape={proposalFields} noun="proposal" layout={layout} {...setup} />;
}
