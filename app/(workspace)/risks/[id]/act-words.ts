import type { FormSection, PlacedField } from "@/components/form/form-layout";
import {
  acceptanceFields,
  closingFields,
  refusalFields,
  requestFields,
  reviewFields,
  scoringFields,
} from "@/lib/domain/risks/acts/schema";
import { quantificationFields } from "@/lib/domain/risks/quantification/schema";
import { riskFields } from "@/lib/domain/risks/schema";

const { treatment, treatmentPlan, treatmentDueOn } = riskFields;

// The most likely value belongs to a minimum and a maximum; an interval has none.
function rangeOf(part: string, kind: string): PlacedField[] {
  return [
    { key: kind },
    { key: `${part}Low`, half: true },
    { key: `${part}Likely`, half: true, when: (values) => values[kind] !== "lognormal" },
    { key: `${part}High`, half: true },
  ];
}

/** What each act asks for and says, by the last part of its address. */
export const actWords = {
  score: {
    shape: scoringFields,
    fields: ["kind", { key: "likelihood", half: true }, { key: "impact", half: true }, "reason"],
    label: "Score",
    title: "Score",
    submit: "Keep score",
    saved: "Score kept.",
  },
  quantify: {
    shape: quantificationFields,
    fields: [
      ...rangeOf("frequency", "frequencyKind"),
      ...rangeOf("loss", "lossKind"),
      ...rangeOf("treatedFrequency", "frequencyKind").slice(1),
      ...rangeOf("treatedLoss", "lossKind").slice(1),
      "reason",
    ],
    label: "Quantify",
    title: "Quantify",
    submit: "Keep estimate",
    saved: "Estimate kept.",
  },
  review: {
    shape: reviewFields,
    fields: ["outcome", "notes", "nextReviewOn"],
    label: "Review",
    title: "Review",
    submit: "Record review",
    saved: "Review recorded.",
  },
  "request-acceptance": {
    shape: requestFields,
    fields: ["reason", "conditions", "until"],
    label: "Ask for acceptance",
    title: "Ask for the acceptance of",
    submit: "Ask for acceptance",
    saved: "Asked. Everybody who may sign was told.",
  },
  accept: {
    shape: acceptanceFields,
    fields: ["reason", "until"],
    label: "Accept risk",
    title: "Accept",
    submit: "Accept risk",
    saved: "Risk accepted.",
  },
  refuse: {
    shape: refusalFields,
    fields: ["reason"],
    label: "Refuse",
    title: "Refuse to accept",
    submit: "Refuse",
    saved: "Refused. The person who asked was told.",
  },
  close: {
    shape: closingFields,
    fields: ["reason"],
    label: "Close risk",
    title: "Close",
    submit: "Close risk",
    saved: "Risk closed.",
  },
  reopen: {
    shape: closingFields,
    fields: ["reason"],
    label: "Reopen risk",
    title: "Reopen",
    submit: "Reopen risk",
    saved: "Risk reopened.",
  },
  treat: {
    shape: { treatment, treatmentPlan, treatmentDueOn },
    fields: ["treatment", "treatmentPlan", "treatmentDueOn"],
    label: "Change treatment",
    title: "Treatment of",
    submit: "Save treatment",
    saved: "Treatment saved.",
  },
} as const satisfies Record<
  string,
  {
    shape: object;
    fields: FormSection["fields"];
    label: string;
    title: string;
    submit: string;
    saved: string;
  }
>;
