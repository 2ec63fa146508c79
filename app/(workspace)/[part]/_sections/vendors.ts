import type { FormSection } from "@/components/form/form-layout";
import { half, keeping } from "../../systems/_inventory/keeping";

/** The facts of a vendor in reading order, for its form and its record. */
export const vendorSections: readonly FormSection[] = [
  {
    title: "What it is",
    fields: [
      "name",
      "description",
      half("service"),
      half("country"),
      half("website"),
      half("contact"),
      "criticality",
    ],
  },
  {
    title: "What we hold from it",
    description: "Contract and assurance.",
    fields: [
      half("dataProcessingAgreement"),
      half("subprocessorsListed"),
      "securityAttestation",
      half("contractEndsOn"),
    ],
  },
  keeping,
];
