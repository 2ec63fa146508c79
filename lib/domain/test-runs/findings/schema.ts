import * as z from "zod";
import { severities } from "@/lib/domain/test-runs/schema";
import { column } from "@/lib/platform/register/column";
import {
  choice,
  day,
  decimal,
  instant,
  integer,
  longText,
  reference,
  text,
} from "@/lib/platform/schema/field";

export const findingStates = [
  { value: "open", label: "Open", tone: "bad", help: "A test showed it; nobody has looked at it." },
  { value: "confirmed", label: "Confirmed", tone: "bad", help: "Somebody looked at it: it is real." },
  { value: "in-progress", label: "In progress", tone: "warn", help: "Somebody works on it." },
  {
    value: "fixed",
    label: "Fixed, to be tested",
    tone: "info",
    help: "Said to be fixed. Only a run that tests it again shows it.",
  },
  {
    value: "reopened",
    label: "Reopened",
    tone: "critical",
    help: "It was closed or said to be fixed, and was seen again.",
  },
  {
    value: "not-reproduced",
    label: "Not reproduced",
    tone: "info",
    help: "Tested again and not seen, though not often enough to close it.",
  },
  { value: "closed", label: "Closed", tone: "good", help: "Tested again in complete runs and not seen." },
  {
    value: "false-positive",
    label: "False positive",
    tone: "neutral",
    help: "A person looked at it: it is no weakness. No run changes that.",
  },
  {
    value: "out-of-scope",
    label: "Out of scope",
    tone: "neutral",
    help: "It is about something that the system does not do. No run changes that.",
  },
] as const;

/** The states that a person gives; the others follow from runs. */
const givenStates = findingStates.filter(
  ({ value }) => !["reopened", "not-reproduced", "closed"].includes(value),
);

const tones = { critical: "critical", high: "bad", medium: "warn", low: "info", info: "neutral" } as const;

export const severityOptions = severities.map((value) => ({
  value,
  label: value === "info" ? "Informational" : `${value[0]?.toUpperCase()}${value.slice(1)}`,
  tone: tones[value],
}));

const triages = findingStates.filter(({ value }) => value === "confirmed" || value === "in-progress");

/** What may be changed in a finding, alone or in many at once. */
export const findingFields = {
  ownerId: reference("people", {
    label: "Owner",
    help: "Sees to it; told when it is seen again.",
  }).nullable(),
  dueOn: day({ label: "Due", help: "By when it is to be fixed." }).nullable(),
  triage: choice(triages, { label: "Triage", help: "What a first look says of it." }),
};

/** What a person says of a finding. */
export const decisionOnFinding = {
  state: choice(givenStates, { label: "State" }),
  reason: longText({
    label: "Reason",
    help: "Why, in words an auditor can follow.",
    max: 2_000,
  }).nullable(),
};

/** How severe a person says a finding is; without a severity the rule says it again. */
export const severityFields = {
  severity: choice(severityOptions, {
    label: "Severity",
    help: "Left empty, the rule decides again.",
    none: "As the rule says",
  }).nullable(),
  reason: longText({ label: "Reason", help: "Why, in words an auditor can follow.", max: 2_000 }),
};

/** Which checks test a control: of a tool, of a name, of a threat class; what is left empty does not narrow. */
export const checkFields = {
  controlId: reference("controls", { label: "Control", help: "What the checks test." }),
  threatClass: text({
    label: "Threat class",
    help: "Checks for this class test the control.",
    max: 60,
  }).nullable(),
  tool: text({ label: "Tool", help: "A star stands for any letters.", example: "garak" }).nullable(),
  check: text({
    label: "Check",
    help: "A star stands for any letters.",
    example: "promptinject.*",
  }).nullable(),
};

const number = (label: string, help: string) => integer({ label, help, min: 0, max: 2_000_000_000 });
const percent = (label: string, help: string) =>
  decimal({ label, help, min: 0, max: 100, places: 1 }).nullable();
const derived = { sortable: false } as const;

/** The columns of the register of findings; the threat class joins them where its table is read. */
export const findingColumns = [
  column("ref", text({ label: "Ref" }), {
    ...derived,
    shown: true,
    width: 86,
    filter: null,
    field: "number",
  }),
  column("title", text({ label: "Title" }), { shown: true, width: 320 }),
  column("severity", choice(severityOptions, { label: "Severity" }), {
    ...derived,
    ...{ shown: true, width: 110 },
  }),
  column("state", choice(findingStates, { label: "State" }), { shown: true, width: 150 }),
  column("system", reference("systems", { label: "AI system" }), { shown: true, width: 180 }),
  column("occurrences", number("Occurrences", "Vulnerable cases in the newest run that saw it."), {
    ...{ shown: true, width: 110 },
  }),
  column("evaluated", number("Of", "Cases evaluated in that run."), { ...derived, shown: true, width: 80 }),
  column("failurePercent", percent("Failure rate, %", "Of evaluated cases; empty where no rate is known."), {
    ...{ shown: true, width: 120 },
  }),
  column("owner", findingFields.ownerId, { shown: true }),
  column("dueOn", findingFields.dueOn, { shown: true, width: 110 }),
  column("retest", text({ label: "Newest run" }), {
    ...{ ...derived, shown: true, width: 140, filter: null, field: "id" },
  }),
  column("lastSeenAt", instant({ label: "Last seen" }), { width: 130 }),
  column("firstSeenAt", instant({ label: "First seen" }), { width: 130 }),
  column("lastTestedAt", instant({ label: "Last tested" }), { ...derived, width: 130 }),
  column("severityRank", integer({ label: "Severity, 1 to 5", help: "5 is critical.", min: 1, max: 5 }), {
    width: 120,
  }),
  column("failureLow", percent("Rate from, %", "Lower end of the 95 % interval."), {
    ...derived,
    width: 110,
  }),
  column("failureHigh", percent("Rate to, %", "Upper end of the 95 % interval."), { ...derived, width: 110 }),
  column("tool", text({ label: "Tool" }), { width: 120 }),
  column("check", text({ label: "Check" }), { ...derived, width: 220 }),
  column("unit", reference("units", { label: "Business unit" }), { width: 160 }),
  column("createdAt", instant({ label: "Added" }), {}),
  column("updatedAt", instant({ label: "Changed" }), {}),
];

/** A finding as every door answers it. */
export const findingRecord = z.looseObject({
  id: z.uuid(),
  ref: z.string(),
  title: z.string(),
  version: z.int(),
});

/** Returns the word for the state of a finding. */
export function findingStateLabel(state: string): string {
  return findingStates.find(({ value }) => value === state)?.label ?? state;
}
