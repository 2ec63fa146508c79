import * as z from "zod";
import { checkFields } from "@/lib/domain/test-runs/findings/schema";
import { bindingFields } from "@/lib/domain/test-runs/runs/schema";
import { column } from "@/lib/platform/register/column";
import {
  choice,
  day,
  decimal,
  integer,
  longText,
  reference,
  references,
  text,
} from "@/lib/platform/schema/field";

export const planStates = [
  {
    value: "met",
    label: "Met",
    tone: "good",
    help: "A fresh run on what is in use is within the threshold.",
  },
  {
    value: "failing",
    label: "Failing",
    tone: "bad",
    help: "The newest run is above the threshold beyond doubt.",
  },
  {
    value: "undecided",
    label: "Undecided",
    tone: "warn",
    help: "There are too few cases or too many errors to decide. It never counts as met.",
  },
  {
    value: "stale",
    label: "Stale",
    tone: "warn",
    help: "The newest run is too old, or tested another version than the one in use. It counts as missing.",
  },
  { value: "missing", label: "Missing", tone: "critical", help: "No complete run has covered it." },
] as const;

export type PlanState = (typeof planStates)[number]["value"];

const versionRules = [
  {
    value: "in-use",
    label: "What is in use",
    help: "A run counts while the model and the prompt that it names have the version that it tested.",
  },
  { value: "any", label: "Any version", help: "The version decides nothing." },
  {
    value: "exact",
    label: "Exactly one version",
    help: "Only runs on the versions that are named here count.",
  },
] as const;

export type VersionRule = (typeof versionRules)[number]["value"];

const classField = checkFields.threatClass.unwrap();

/** What is written about a planned test. */
export const plannedFields = {
  title: text({
    label: "Title",
    help: "What it shows, in a few words.",
    example: "Jailbreaks in German and English",
  }),
  systemId: reference("systems", { label: "AI system", help: "Whose test plan it belongs to." }),
  tool: checkFields.tool,
  check: text({
    label: "Suite or check",
    help: "As the tool names its checks. A star stands for any letters.",
    example: "promptinject*",
  }).nullable(),
  threatClass: text({
    label: "Threat class",
    help: "Only checks for this class. Tool, check and class narrow together; one of them is needed.",
    none: "Any class",
    max: 60,
  }).nullable(),
  limitPercent: decimal({
    label: "May fail (%)",
    help: "The largest share of cases in which the system may be vulnerable. Decided on the 95 % interval.",
    min: 0,
    max: 100,
    places: 2,
  }),
  minimumCases: integer({
    label: "Cases, at least",
    help: "With fewer evaluated cases nothing is decided.",
    min: 1,
    max: 1_000_000,
  }),
  cadenceDays: integer({
    label: "Run every (days)",
    help: "A run older than this is stale.",
    min: 1,
    max: 1_825,
  }),
  versions: choice(versionRules, { label: "Versions that count" }),
  modelId: reference("models", {
    label: "Model",
    help: "One that the system uses. Left empty, runs on any model count.",
  }).nullable(),
  modelVersion: text({ label: "Version of the model", max: 200 }).nullable(),
  promptId: reference("prompts", {
    label: "Prompt",
    help: "One that the system uses. Left empty, runs with any prompt count.",
  }).nullable(),
  promptVersion: text({ label: "Version of the prompt", max: 200 }).nullable(),
  ownerId: reference("people", {
    label: "Owner",
    help: "Sees to it that it is run; told when it is due.",
  }).nullable(),
  controlIds: references("controls", {
    label: "Controls",
    help: "It is their test: met is a pass, failing a failure, and missing or stale ends an earlier pass.",
  }),
};

const { systemId: _system, ...changeable } = plannedFields;

/** What may be changed in a planned test; it stays with its system. */
export const changedFields = changeable;

/** What may be changed in many planned tests at once. */
export const bulkPlannedFields = { ownerId: plannedFields.ownerId, cadenceDays: plannedFields.cadenceDays };

/** What retiring a planned test takes. */
export const retireFields = {
  reason: longText({ label: "Reason", help: "Why it is planned no more.", max: 2_000 }),
};

/** Why it was suggested; kept with a suggestion that somebody took. */
export const originField = text({ label: "Suggested because", max: 500 }).nullable();

/** Returns the short reference of a planned test: PT-0004. */
export function plannedRef(number: number): string {
  return `PT-${String(number).padStart(4, "0")}`;
}

const stateField = choice(planStates, { label: "State" });

/** The fields whose words a history uses. */
export const plannedHistory = {
  ...plannedFields,
  origin: originField,
  state: stateField,
  stateReason: text({ label: "Why" }),
  testedOn: day({ label: "Last run" }),
  dueOn: day({ label: "Next run" }),
};

const unsorted = { sortable: false } as const;

/** The columns of the register of planned tests. */
export const plannedColumns = [
  column("ref", text({ label: "Ref" }), {
    ...unsorted,
    shown: true,
    width: 86,
    filter: null,
    field: "number",
  }),
  column("title", plannedFields.title, { shown: true, width: 280 }),
  column("state", stateField, { ...unsorted, shown: true, width: 120 }),
  column("stateReason", text({ label: "Why" }), { ...unsorted, shown: true, width: 320 }),
  column("system", plannedFields.systemId, { shown: true, width: 190 }),
  column("owner", plannedFields.ownerId, { shown: true }),
  column("dueOn", day({ label: "Next run" }), { shown: true, width: 120 }),
  column("testedOn", day({ label: "Last run" }).nullable(), { shown: true, width: 120 }),
  column("tool", plannedFields.tool, { width: 120 }),
  column("check", plannedFields.check, { ...unsorted, width: 180 }),
  column("threatClass", classField.nullable(), { ...unsorted, width: 160 }),
  column("limitPercent", plannedFields.limitPercent, { width: 110 }),
  column("minimumCases", plannedFields.minimumCases, { width: 110 }),
  column("cadenceDays", plannedFields.cadenceDays, { width: 110 }),
  column("versions", plannedFields.versions, { ...unsorted, width: 150 }),
  column("modelVersion", bindingFields.modelVersion, { ...unsorted, width: 140 }),
  column("promptVersion", bindingFields.promptVersion, { ...unsorted, width: 140 }),
  column("unit", reference("units", { label: "Business unit" }), { width: 160 }),
];

/** A planned test as every door answers it. */
export const plannedRecord = z.looseObject({ id: z.uuid(), ref: z.string(), version: z.int() });
