import * as z from "zod";
import type { DecisionKind } from "@/lib/domain/decisions/schema";
import { categories, families } from "@/lib/domain/threat-models/schema";
import { column } from "@/lib/platform/register/column";
import { choice, day, instant, integer, longText, reference, text } from "@/lib/platform/schema/field";

/** What the sign-off of a threat model is called among the decisions. */
export const signOffKind = "threat-model-sign-off" satisfies DecisionKind;

export const approaches = [
  { value: "stride", label: "STRIDE", help: "Threats by rule, from what is drawn." },
  { value: "pasta", label: "PASTA", help: "Seven stages, from objectives to risks." },
  { value: "both", label: "Both", help: "The seven stages, with the threats by rule in the fourth." },
] as const;

export const depths = [
  { value: "1", label: "Usual", help: "The rules that are always asked." },
  { value: "2", label: "Deep", help: "The rules of a deep analysis as well." },
] as const;

export const modelStates = [
  { value: "draft", label: "Draft", tone: "neutral", help: "Being worked on." },
  { value: "signed-off", label: "Signed off", tone: "good", help: "As somebody else signed it." },
  { value: "stale", label: "Stale", tone: "warn", help: "Something changed since it was signed off." },
] as const;

export const threatStates = [
  { value: "proposed", label: "Proposed", tone: "info", help: "A file brought it; nobody has looked at it." },
  { value: "needs-answer", label: "Needs an answer", tone: "warn", help: "It depends on what nobody knows." },
  { value: "open", label: "Open", tone: "bad", help: "It applies, and nothing is done about it yet." },
  { value: "mitigated", label: "Mitigated", tone: "info", help: "Controls are in place against it." },
  { value: "verified", label: "Verified", tone: "good", help: "A test has shown that the controls work." },
  {
    value: "accepted",
    label: "Accepted",
    tone: "warn",
    help: "Carried knowingly until a day, as two people signed.",
  },
  { value: "transferred", label: "Transferred", tone: "neutral", help: "Another party carries it." },
  { value: "avoided", label: "Avoided", tone: "good", help: "What caused it is gone." },
  {
    value: "not-applicable",
    label: "Not applicable",
    tone: "neutral",
    help: "It cannot happen here, for a reason.",
  },
  { value: "superseded", label: "Superseded", tone: "neutral", help: "Merged into another threat." },
  {
    value: "to-confirm",
    label: "To confirm",
    tone: "warn",
    help: "What it rests on changed: somebody says what is so now.",
  },
] as const;

export type ThreatState = (typeof threatStates)[number]["value"];

/** The states that a person gives; those that are left come from the rules, from files, from merging and from acceptances. */
const givenStates = threatStates.filter(
  ({ value }) => !["proposed", "needs-answer", "accepted", "superseded", "to-confirm"].includes(value),
);

export const drifts = [
  { value: "new", label: "New", help: "It was not there before." },
  { value: "condition-changed", label: "Condition changed", help: "Other values make it apply." },
  { value: "no-longer-applies", label: "No longer applies", help: "Nothing makes it apply any more." },
  {
    value: "control-changed",
    label: "Control changed",
    help: "A control against it is no longer what it was.",
  },
  {
    value: "taxonomy-changed",
    label: "Taxonomy changed",
    help: "Its rule says other words, sources or mitigations.",
  },
] as const;

export type DriftGroup = (typeof drifts)[number]["value"];

/** What a person writes about a threat model; what it is made of lies in its drawing. */
export const modelFields = {
  title: text({
    label: "Title",
    example: "Claims assistant, production",
    synonyms: ["threat model", "name"],
  }),
  systemId: reference("systems", {
    label: "AI system",
    help: "What is modelled; the model belongs to its business unit.",
    synonyms: ["system"],
  }),
  ownerId: reference("people", {
    label: "Owner",
    help: "Keeps it true; asked when something changes.",
  }).nullable(),
  approach: choice(approaches, { label: "Approach" }),
  tier: choice(depths, { label: "Depth", help: "Which rules are asked." }),
  scopeNotes: longText({
    label: "Scope",
    help: "What is looked at and what is not, and why.",
    max: 4_000,
  }).nullable(),
  nextReviewOn: day({ label: "Next review" }).nullable(),
};

const starts = [
  {
    value: "inventory",
    label: "The inventory",
    help: "Drawn from the parts of the system; it follows them from then on.",
  },
  { value: "reference", label: "A reference architecture", help: "A usual way to build such a system." },
  { value: "empty", label: "An empty drawing" },
] as const;

/** What a new threat model starts from. */
export const startFields = {
  start: choice(starts, { label: "Start from" }),
  reference: text({ label: "Reference architecture", max: 60 }).nullable(),
};

/** What a frozen version is called. */
export const versionFields = { name: text({ label: "Name", example: "Before the pilot" }) };

/** Which threat stands for another one as well. */
export const mergeFields = {
  intoId: text({ label: "Threat that stands for both", max: 40 }),
};

/** What may be changed in many threat models at once. */
export const bulkModelFields = {
  ownerId: modelFields.ownerId,
  approach: modelFields.approach,
  nextReviewOn: modelFields.nextReviewOn,
};

/** What a person says of a threat. */
export const decisionOnThreat = {
  state: choice(givenStates, { label: "Decision" }),
  reason: longText({ label: "Reason", help: "Why, in words an auditor can follow.", max: 2_000 }).nullable(),
};

const sentence = (label: string, help: string) => text({ label, help, max: 500 }).nullable();

/** A threat in one's own words: a source, on a precondition, acts, with an impact on an asset. */
export const ownThreatFields = {
  title: text({ label: "Title", example: "A supplier's page steers the agent" }),
  category: choice(
    categories.map((value) => ({ value, label: value })),
    { label: "Category", help: "A letter of STRIDE, or a harm that needs no attacker." },
  ).nullable(),
  family: choice(families, { label: "Family" }).nullable(),
  source: sentence("Source", "Who or what: an attacker, an accident, a user in a hurry."),
  precondition: sentence("Precondition", "What has to be so for it to happen."),
  action: sentence("Action", "What they do, or what happens."),
  impact: sentence("Impact", "What it leads to."),
  asset: sentence("Asset", "What it harms."),
};

const derived = { sortable: false } as const;
const number = (label: string, help: string) => integer({ label, help, min: 0, max: 1_000_000 });

/** The columns of the register of threat models. */
export const modelColumns = [
  column("ref", text({ label: "Ref" }), {
    ...derived,
    shown: true,
    width: 86,
    filter: null,
    field: "number",
  }),
  column("title", modelFields.title, { shown: true, width: 300 }),
  column("system", modelFields.systemId, { shown: true, width: 200 }),
  column("unit", reference("units", { label: "Business unit" }), { shown: true, width: 160 }),
  column("owner", modelFields.ownerId, { shown: true }),
  column("state", choice(modelStates, { label: "State" }), { shown: true, width: 120 }),
  column("open", number("Open", "Threats that apply and are not decided."), {
    ...{ ...derived, filter: null, shown: true, width: 80 },
  }),
  column("needsAnswer", number("Needs answers", "Threats that depend on what nobody knows."), {
    ...{ ...derived, filter: null, shown: true, width: 120 },
  }),
  column("toConfirm", number("To confirm", "Threats whose grounds changed."), {
    ...{ ...derived, filter: null, shown: true, width: 110 },
  }),
  column("threats", number("Threats", "All that stand in it."), { ...derived, filter: null, width: 90 }),
  column("nextReviewOn", modelFields.nextReviewOn, { shown: true, width: 120 }),
  column("approach", modelFields.approach, {}),
  column("tier", modelFields.tier, { sortable: false }),
  column("scopeNotes", modelFields.scopeNotes, {}),
  column("createdAt", instant({ label: "Added" }), {}),
  column("updatedAt", instant({ label: "Changed" }), {}),
];

/** A threat model as every door answers it. */
export const modelRecord = z.looseObject({
  id: z.uuid(),
  ref: z.string(),
  title: z.string(),
  version: z.int(),
});

/** Returns the word for the state of a threat. */
export function threatStateLabel(state: string): string {
  return threatStates.find(({ value }) => value === state)?.label ?? state;
}
