import * as z from "zod";
import { controlKinds } from "@/lib/domain/controls/library/schema";
import type { DecisionKind } from "@/lib/domain/decisions/schema";
import { column } from "@/lib/platform/register/column";
import { choice, day, instant, integer, longText, reference, text } from "@/lib/platform/schema/field";

/** What an exception to a control is called among the decisions. */
export const exceptionKind = "control-exception" satisfies DecisionKind;

/** What the approval of a Statement of Applicability is called among the decisions. */
export const statementKind = "statement-of-applicability" satisfies DecisionKind;

export const controlStatuses = [
  { value: "planned", label: "Planned", tone: "neutral", help: "Decided on, not yet in place." },
  {
    value: "implemented",
    label: "Implemented",
    tone: "info",
    help: "In place; no test has shown that it works.",
  },
  { value: "operating", label: "Operating", tone: "good", help: "In place and working." },
  { value: "failed", label: "Failed", tone: "bad", help: "In place, and does not do what it should." },
  {
    value: "not-applicable",
    label: "Not applicable",
    tone: "neutral",
    help: "It does not apply, for a reason.",
  },
] as const;

export const effects = [
  { value: "effective", label: "Effective", tone: "good" },
  { value: "partly", label: "Partly effective", tone: "warn", help: "Counts for half." },
  { value: "ineffective", label: "Not effective", tone: "bad" },
  {
    value: "unknown",
    label: "Not shown",
    tone: "neutral",
    help: "Nothing shows it. What is not shown does not count.",
  },
] as const;

export type Effect = (typeof effects)[number]["value"];

export const outcomes = [
  { value: "passed", label: "Passed", tone: "good", help: "It did what it should." },
  { value: "failed", label: "Failed", tone: "bad", help: "It did not do what it should." },
  {
    value: "error",
    label: "Error",
    tone: "warn",
    help: "The test itself went wrong: neither a pass nor a fail.",
  },
  {
    value: "not-run",
    label: "Not run",
    tone: "neutral",
    help: "It could not be run: neither a pass nor a fail.",
  },
] as const;

export const testStates = [
  { value: "passed", label: "Passed", tone: "good", help: "The newest test, within its time." },
  { value: "failed", label: "Failed", tone: "bad", help: "The newest test." },
  { value: "error", label: "Error", tone: "warn", help: "Neither a pass nor a fail." },
  { value: "not-run", label: "Not run", tone: "warn", help: "Neither a pass nor a fail." },
  {
    value: "stale",
    label: "Stale",
    tone: "warn",
    help: "The next test is late: an old pass shows nothing any more.",
  },
  { value: "never", label: "Never tested", tone: "neutral" },
] as const;

export type TestState = (typeof testStates)[number]["value"];

const steps = (label: string) =>
  integer({ label, help: "In steps of a five-step scale, while the control works.", min: 0, max: 4 });

/** What a person writes about a control. */
export const controlFields = {
  title: text({
    label: "Title",
    example: "Red-team round before each release",
    synonyms: ["control", "name"],
  }),
  kind: choice(controlKinds, { label: "Kind" }),
  unitId: reference("units", { label: "Business unit", help: "Whose control it is.", synonyms: ["unit"] }),
  systemId: reference("systems", {
    label: "AI system",
    help: "Left empty, it holds for the whole unit and everything below it.",
    synonyms: ["system"],
  }).nullable(),
  ownerId: reference("people", { label: "Owner", help: "Answers for its working and its tests." }).nullable(),
  status: choice(controlStatuses, { label: "Status" }),
  statusReason: longText({ label: "Why it does not apply", max: 2_000 }).nullable(),
  implementation: longText({
    label: "How it is carried out",
    help: "By whom, where, with what: so that somebody else could test it.",
    max: 4_000,
    synonyms: ["implementation", "implementation text"],
  }).nullable(),
  lowersLikelihood: steps("Lowers likelihood"),
  lowersImpact: steps("Lowers impact"),
  testEveryDays: integer({
    label: "Tested every (days)",
    help: "A pass older than this no longer counts.",
    min: 1,
    max: 1_825,
  }),
  nextTestOn: day({ label: "Next test" }).nullable(),
};

/** What may be changed in many controls at once. */
export const bulkControlFields = {
  ownerId: controlFields.ownerId,
  status: controlFields.status,
  testEveryDays: controlFields.testEveryDays,
  nextTestOn: controlFields.nextTestOn,
};

/** The result of a test. */
export const testFields = {
  outcome: choice(outcomes, { label: "Result" }),
  testedOn: day({ label: "Tested on" }),
  note: longText({ label: "What was done and found", max: 4_000 }),
};

/** What a person decides about the effectiveness of a control against the rule; an empty value gives it back to the rule. */
export const judgementFields = {
  side: choice(
    [
      { value: "design", label: "Design", help: "Would it do what it should, as it is described?" },
      { value: "operation", label: "Operation", help: "Does it do what it should?" },
    ],
    { label: "Which" },
  ),
  effect: choice(effects, { label: "Effectiveness", help: "Left empty, the rule decides again." }).nullable(),
  reason: longText({ label: "Reason", max: 2_000 }),
};

/** Which control lowers which risk. */
export const linkFields = {
  controlId: reference("controls", { label: "Control", help: "By its title." }),
  riskId: reference("risks", { label: "Risk", help: "Type words of its title, or its reference." }),
};

const testState = choice(testStates, { label: "Test" });
const effect = (label: string, help: string) => choice(effects, { label, help }).nullable();

/** The fields whose words a history uses. */
export const controlHistory = {
  ...controlFields,
  ...testFields,
  design: judgementFields.effect,
  operation: judgementFields.effect,
  designReason: judgementFields.reason,
  operationReason: judgementFields.reason,
  lastOutcome: testFields.outcome,
  lastTestedOn: testFields.testedOn,
};

const derived = { sortable: false } as const;

/** The columns of the register of controls. */
export const controlColumns = [
  column("ref", text({ label: "Ref" }), {
    ...derived,
    shown: true,
    width: 74,
    filter: null,
    field: "number",
  }),
  column("title", controlFields.title, { shown: true, width: 320 }),
  column("system", controlFields.systemId, { shown: true, width: 200 }),
  column("unit", controlFields.unitId, { shown: true, width: 160 }),
  column("owner", controlFields.ownerId, { shown: true }),
  column("status", controlFields.status, { shown: true, width: 130 }),
  column("test", testState, { ...derived, shown: true, width: 130 }),
  column("nextTestOn", controlFields.nextTestOn, { shown: true, width: 120 }),
  column("operating", effect("Operating", "Does it do what it should?"), {
    ...derived,
    shown: true,
    width: 140,
  }),
  column("designed", effect("Designed", "Would it do what it should?"), {
    ...derived,
    filter: null,
    width: 140,
  }),
  column("kind", controlFields.kind, {}),
  column("family", text({ label: "Family" }).nullable(), { ...derived, width: 170 }),
  column("libraryKey", text({ label: "Control of the library" }).nullable(), { width: 220 }),
  column("lowersLikelihood", controlFields.lowersLikelihood, { ...derived }),
  column("lowersImpact", controlFields.lowersImpact, { ...derived }),
  column("testEveryDays", controlFields.testEveryDays, { ...derived }),
  column("lastTestedOn", day({ label: "Last tested" }).nullable(), {}),
  column("implementation", controlFields.implementation, {}),
  column("statusReason", controlFields.statusReason, {}),
  column("createdAt", instant({ label: "Added" }), {}),
  column("updatedAt", instant({ label: "Changed" }), {}),
];

/** A control as every door answers it. */
export const controlRecord = z.looseObject({
  id: z.uuid(),
  ref: z.string(),
  title: z.string(),
  version: z.int(),
});

/** Returns the word for the result of a test. */
export function labelOfOutcome(outcome: string): string {
  return outcomes.find(({ value }) => value === outcome)?.label ?? outcome;
}
