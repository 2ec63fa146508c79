"use client";
import type { FormSetup } from "@/components/form/form-setup";
import { RecordForm } from "@/components/form/record-form";
import { newSystemFields, systemFields } from "@/lib/domain/inventory/systems/schema";
import { ControlPreview } from "./control-preview";
import { partsSection, systemSections } from "./system-sections";

const editLayout = [...systemSections, partsSection];
const newLayout = [
  ...editLayout,
  {
    title: "Where it is in its life",
    description: "From here on a change of stage is a move with a reason.",
    fields: ["stage"],
  },
];

/** The form of an AI system; only a new one is asked for its stage. */
export function SystemForm(setup: FormSetup) {
  if (setup.action.method === "PATCH") {
    const { id } = setup.values as { id: string };
    return (
      <RecordForm
        shape={systemFields}
        noun="system"
        layout={editLayout}
        consequence={(held) => <ControlPreview systemId={id} held={held} />}
        {...setup}
      />
    );
  }
  return <RecordForm shape={newSystemFields} noun="system" layout={newLayout} {...setup} />;
}
