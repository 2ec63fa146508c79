import type { FormSection } from "@/components/form/form-layout";
import { half, keeping } from "../../systems/_inventory/keeping";

/** The facts of a guardrail in reading order, for its form and its record. */
export const guardrailSections: readonly FormSection[] = [
  {
    title: "What it is",
    fields: ["name", "description", half("kind"), half("placement"), half("product"), half("vendorId")],
  },
  {
    title: "What it does",
    fields: [half("onHit"), half("failsClosed"), half("threshold"), half("testedOn")],
  },
  {
    title: "What it protects",
    fields: ["protectsModelIds", "protectsAgentIds", "protectsToolIds"],
  },
  keeping,
];
