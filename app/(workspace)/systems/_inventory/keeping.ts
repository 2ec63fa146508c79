import type { FormSection } from "@/components/form/form-layout";

/** A field that takes half a line. */
export const half = (key: string) => ({ key, half: true });

/** Who keeps a part: the same for all kinds. */
export const keeping: FormSection = {
  title: "Who keeps it",
  description: "Others who use it read it; its keeper changes it.",
  fields: [half("unitId"), half("ownerId"), half("nextReviewOn")],
};
