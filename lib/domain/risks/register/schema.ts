import { riskFields, scoreFields, statusField } from "@/lib/domain/risks/schema";
import { column } from "@/lib/platform/register/column";
import { choice, day, decimal, instant, integer, several, text } from "@/lib/platform/schema/field";

const score = (label: string) =>
  integer({ label, help: "Likelihood × impact; 0 is not scored.", min: 0, max: 49 });

const loss = (label: string, help: string) =>
  decimal({
    label,
    help: `${help} In the organisation's currency.`,
    min: 0,
    max: 1e15,
    places: 0,
  }).nullable();

export const levels = [
  { value: "low", label: "Low", tone: "good" },
  { value: "medium", label: "Medium", tone: "warn" },
  { value: "high", label: "High", tone: "bad" },
  { value: "critical", label: "Critical", tone: "critical" },
] as const;

const overdue = several(
  [
    { value: "treatment", label: "Treatment", tone: "bad" },
    { value: "review", label: "Review", tone: "bad" },
  ],
  { label: "Overdue", help: "Whose date has passed." },
);

const appetite = choice(
  [
    { value: "within", label: "Within appetite", tone: "good" },
    { value: "above", label: "Above appetite", tone: "bad" },
  ],
  { label: "Appetite", help: "The current score against the appetite of its category." },
).nullable();

const offScale = several(
  [
    { value: "inherent", label: "Inherent", tone: "warn" },
    { value: "current", label: "Current", tone: "warn" },
    { value: "target", label: "Target", tone: "warn" },
  ],
  { label: "Off the scale", help: "Scores by a step that the risk method no longer has. Score them again." },
);

const quantified = choice(
  [
    { value: "treated", label: "Today and treated" },
    { value: "today", label: "Today" },
    { value: "no", label: "Not quantified" },
  ],
  { label: "Quantified", help: "Whether ranges of frequency and loss are estimated." },
);

/** The columns of the risk register. */
export const riskColumns = [
  column("ref", text({ label: "Ref", synonyms: ["id", "risk id", "reference"] }), {
    shown: true,
    width: 80,
    filter: null,
    field: "number",
    sortable: false,
  }),
  column("title", riskFields.title, { shown: true, width: 340 }),
  column("unit", riskFields.unitId, { shown: true }),
  column("owner", riskFields.ownerId, { shown: true }),
  column("category", riskFields.category, { shown: true, width: 120, filter: "choice" }),
  column("threatFamily", riskFields.threatFamily, { width: 220 }),
  column("status", statusField, { shown: true }),
  column("inherentScore", score("Inherent score"), { badge: "level", width: 120 }),
  column("currentScore", score("Current score"), { shown: true, badge: "level", width: 120 }),
  column("targetScore", score("Target score"), { badge: "level", width: 120 }),
  column("systems", riskFields.systemIds, { shown: true }),
  column("treatment", riskFields.treatment, { shown: true }),
  column(
    "level",
    choice(levels, { label: "Level", help: "Of the current score, by the risk method." }).nullable(),
    { sortable: false, width: 100 },
  ),
  column("appetite", appetite, { sortable: false, width: 140 }),
  column("overdue", overdue, { sortable: false, width: 140 }),
  column("offScale", offScale, { sortable: false, width: 140 }),
  column("treatmentDueOn", riskFields.treatmentDueOn, { shown: true }),
  column("nextReviewOn", day({ label: "Next review", synonyms: ["review date"] }).nullable(), {}),
  column("quantified", quantified, { sortable: false, width: 150 }),
  column(
    "expectedLoss",
    loss("Expected loss a year", "The mean of the simulated years, as things are today."),
    {},
  ),
  column(
    "p95Loss",
    loss("Loss in a bad year", "The loss that one year in twenty exceeds: the 95th percentile."),
    {},
  ),
  column(
    "treatedExpectedLoss",
    loss("Expected loss, treated", "The mean of the simulated years, once the treatment is done."),
    {},
  ),
  column("acceptedUntil", day({ label: "Accepted until" }).nullable(), {}),
  column("cause", riskFields.cause, {}),
  column("event", riskFields.event, {}),
  column("consequence", riskFields.consequence, {}),
  column("treatmentPlan", riskFields.treatmentPlan, {}),
  column("inherentLikelihood", scoreFields.inherentLikelihood, {}),
  column("inherentImpact", scoreFields.inherentImpact, {}),
  column("currentLikelihood", scoreFields.currentLikelihood, {}),
  column("currentImpact", scoreFields.currentImpact, {}),
  column("targetLikelihood", scoreFields.targetLikelihood, {}),
  column("targetImpact", scoreFields.targetImpact, {}),
  column("createdAt", instant({ label: "Created" }), {}),
  column("updatedAt", instant({ label: "Changed" }), {}),
];
