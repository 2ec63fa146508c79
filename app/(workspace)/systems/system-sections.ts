import type { FormSection } from "@/components/form/form-layout";
import { half } from "./_inventory/keeping";

/** The facts of an AI system in reading order, for its form and its record. */
export const systemSections: readonly FormSection[] = [
  {
    title: "What it is",
    description: "One record per use of AI for one purpose.",
    fields: ["name", "purpose", "description", half("kind"), half("criticality")],
  },
  {
    title: "Who answers for it",
    fields: [half("unitId"), half("ownerId"), half("technicalOwnerId"), half("nextReviewOn")],
  },
  {
    title: "How far it reaches",
    fields: [half("exposure"), half("autonomy"), half("decisionImpact"), half("humanOversight")],
  },
  {
    title: "People and data",
    fields: ["affectedPeople", "regions", "dataClasses", half("personalData"), half("automatedDecision")],
  },
  {
    title: "Duties",
    description: "What decides which duties apply.",
    fields: ["euRoles", half("generatesContent"), half("learnsInUse"), half("usersInformed")],
  },
];

/** The parts it uses: on the form pickers, on the record a section of links. */
export const partsSection: FormSection = {
  title: "Parts",
  description: "Records of their own, shared between systems.",
  fields: ["modelIds", "datasetIds", "promptIds", "toolIds", "agentIds", "guardrailIds", "vendorIds"],
};
