import * as z from "zod";
import type { DecisionKind } from "@/lib/domain/decisions/schema";
import { choice, day, integer, longText, reference, references, text } from "@/lib/platform/schema/field";

export const riskStatuses = [
  { value: "open", label: "Open", tone: "warn", help: "Known, not yet decided on." },
  { value: "treating", label: "In treatment", tone: "info", help: "A treatment is under way." },
  {
    value: "accepted",
    label: "Accepted",
    tone: "good",
    help: "Accepted by somebody else, until an end date.",
  },
  { value: "closed", label: "Closed", tone: "neutral", help: "No longer a risk." },
] as const;

export const treatments = [
  { value: "mitigate", label: "Mitigate", help: "Lower its likelihood or impact." },
  { value: "transfer", label: "Transfer", help: "Let another party carry it, by contract or insurance." },
  { value: "avoid", label: "Avoid", help: "Stop what causes it." },
  { value: "accept", label: "Accept", help: "Carry it knowingly; needs another person's signature." },
] as const;

export const threatFamilies = [
  { value: "prompt-injection", label: "Prompt injection" },
  { value: "data-leakage-and-memorisation", label: "Data leakage and memorisation" },
  { value: "jailbreaks-and-evasions", label: "Jailbreaks and evasions" },
  { value: "hallucination-and-misinformation", label: "Hallucination and misinformation" },
  { value: "poisoning-and-training-attacks", label: "Poisoning and training attacks" },
  { value: "over-reliance-and-automation-bias", label: "Over-reliance and automation bias" },
] as const;

const grade = (label: string, synonyms: string[], help: string) =>
  integer({ label, help, synonyms, min: 1, max: 7, example: "3" }).nullable();

/** What a person writes about a risk; scores, treatment and acceptance have operations of their own. */
export const riskFields = {
  title: text({
    label: "Title",
    help: "Short and specific, as you would say it in a meeting.",
    example: "Prompt injection through supplier e-mails",
    synonyms: ["risk", "risk title", "name", "risk name"],
  }),
  cause: longText({
    label: "Cause",
    help: "What makes it possible.",
    max: 4_000,
    synonyms: ["root cause", "threat source"],
  }).nullable(),
  event: longText({
    label: "Event",
    help: "What happens.",
    max: 4_000,
    synonyms: ["description", "risk description", "scenario"],
  }).nullable(),
  consequence: longText({
    label: "Consequence",
    help: "What it leads to, for whom.",
    max: 4_000,
    synonyms: ["impact description", "effect"],
  }).nullable(),
  category: text({
    label: "Category",
    help: "One of the categories of the risk method; each has its appetite.",
    max: 40,
    example: "security",
    synonyms: ["risk category", "type"],
  }),
  threatFamily: choice(threatFamilies, {
    label: "Threat family",
    synonyms: ["threat type", "threat", "ai threat"],
  }).nullable(),
  unitId: reference("units", { label: "Business unit", synonyms: ["unit", "department", "division"] }),
  ownerId: reference("people", {
    label: "Owner",
    help: "Answers for the risk.",
    synonyms: ["risk owner", "responsible"],
  }).nullable(),
  systemIds: references("systems", {
    label: "AI systems",
    help: "The systems it concerns.",
    synonyms: ["system", "ai system", "systems"],
  }),
  treatment: choice(treatments, {
    label: "Treatment",
    synonyms: ["response", "risk response", "strategy"],
  }).nullable(),
  treatmentPlan: longText({
    label: "Treatment plan",
    max: 4_000,
    synonyms: ["mitigation", "plan", "mitigation plan", "controls"],
  }).nullable(),
  treatmentDueOn: day({ label: "Treatment due", synonyms: ["due date", "target date", "due"] }).nullable(),
  reviewEveryDays: integer({
    label: "Review every (days)",
    help: "Left empty, the level decides.",
    min: 1,
    max: 1_825,
  }).nullable(),
};

/** What may be changed in many risks at once. */
export const bulkRiskFields = {
  ownerId: riskFields.ownerId,
  category: riskFields.category,
  threatFamily: riskFields.threatFamily,
  unitId: riskFields.unitId,
  treatment: riskFields.treatment,
  treatmentDueOn: riskFields.treatmentDueOn,
  reviewEveryDays: riskFields.reviewEveryDays,
};

export const statusField = choice(riskStatuses, { label: "Status" });

export type RiskStatus = (typeof riskStatuses)[number]["value"];
export type Treatment = (typeof treatments)[number]["value"];

/** The three scorings of a risk, as a file or a form names them. */
export const scoreFields = {
  inherentLikelihood: grade(
    "Inherent likelihood",
    ["likelihood", "likelihood (1-5)", "gross likelihood", "probability"],
    "Before any treatment.",
  ),
  inherentImpact: grade(
    "Inherent impact",
    ["impact", "impact (1-5)", "gross impact", "severity"],
    "Before any treatment.",
  ),
  currentLikelihood: grade(
    "Current likelihood",
    ["residual likelihood", "residual l", "net likelihood"],
    "With what is in place today.",
  ),
  currentImpact: grade(
    "Current impact",
    ["residual impact", "residual i", "net impact"],
    "With what is in place today.",
  ),
  targetLikelihood: grade("Target likelihood", [], "Once the treatment is done."),
  targetImpact: grade("Target impact", [], "Once the treatment is done."),
};

export const scoreKinds = [
  { value: "current", label: "Current", help: "With what is in place today." },
  { value: "inherent", label: "Inherent", help: "Before any treatment." },
  { value: "target", label: "Target", help: "Once the treatment is done." },
] as const;
export type ScoreKind = (typeof scoreKinds)[number]["value"];

/** What an acceptance of a risk is called among the decisions. */
export const acceptanceKind = "risk-acceptance" satisfies DecisionKind;

/** A risk as every door answers it. */
export const riskRecord = z.looseObject({
  id: z.uuid(),
  ref: z.string(),
  title: z.string(),
  version: z.int(),
});
