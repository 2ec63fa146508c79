import type { FormSection } from "@/components/form/form-layout";
import { half, keeping } from "../../systems/_inventory/keeping";

/** The facts of a prompt in reading order, for its form and its record. */
export const promptSections: readonly FormSection[] = [
  {
    title: "What it is",
    fields: ["name", "description", half("role"), half("promptVersion"), "modelIds"],
  },
  {
    title: "What it says",
    fields: ["template", half("source"), half("testedOn")],
  },
  {
    title: "What it is exposed to",
    fields: [half("takesUntrustedInput"), half("holdsSecrets")],
  },
  keeping,
];
