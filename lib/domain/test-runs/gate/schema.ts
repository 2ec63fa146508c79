import * as z from "zod";
import { column } from "@/lib/platform/register/column";
import { choice, instant, integer, longText, reference, text } from "@/lib/platform/schema/field";

/** How long the text of a policy may be, in characters. */
const longestPolicy = 100_000;

/** What is written about a gate policy. */
export const policyFields = {
  title: text({ label: "Title", help: "What it guards, such as: assistants that customers use." }),
  unitId: reference("units", {
    label: "Business unit",
    help: "Holds for the AI systems there and below.",
  }),
  text: longText({
    label: "Policy",
    help: "YAML: what has to be there, the rules with their limits, and waivers. Its id is how pipelines name it.",
    max: longestPolicy,
  }),
  reason: longText({ label: "What changes", help: "For whoever reads its versions later.", max: 2_000 }),
};

export const verdictOptions = [
  { value: "pass", label: "Pass", tone: "good", help: "Every rule that blocks was decided and holds." },
  { value: "fail", label: "Fail", tone: "bad", help: "A rule that blocks is broken beyond doubt." },
  {
    value: "undecided",
    label: "Undecided",
    tone: "warn",
    help: "Something is missing, incomplete or too little to decide. It never counts as a pass.",
  },
] as const;

const modes = [
  { value: "blocking", label: "Blocking", help: "Stops the pipeline unless it passes." },
  { value: "advisory", label: "Advisory", help: "Says what it finds and stops nothing." },
] as const;

/** Returns the short reference of a verdict: GV-0004. */
export function verdictRef(number: number): string {
  return `GV-${String(number).padStart(4, "0")}`;
}

const line = (label: string, help: string) => text({ label, help, max: 200 }).nullable();

/** What a gate is asked: which runs of which AI system, by which policy, from which branch into which. */
export const questionFields = {
  systemId: reference("systems", { label: "AI system", help: "Whose tests these are." }),
  policy: text({ label: "Policy", help: "The id in its text; its newest version decides.", max: 200 }),
  runIds: z
    .array(z.uuid({ error: "Is not the id of a test run." }))
    .min(1, "Name at least one test run.")
    .max(50, "Names more than 50 test runs. Ask in parts."),
  branch: line("Branch", "The branch that was tested."),
  base: line("Into", "The branch it goes into: findings in its newest verdict are not new."),
  commit: line("Commit", "The state of the source that was tested."),
  build: line("Build", "A number or an address of the pipeline's run."),
};

const count = (label: string) => integer({ label, min: 0, max: 2_000_000_000 });

/** The columns of the register of gate policies. */
export const policyColumns = [
  column("key", text({ label: "Id" }), { shown: true, width: 160 }),
  column("title", policyFields.title, { shown: true, width: 320 }),
  column("newest", count("Version"), { shown: true, width: 90 }),
  column("mode", choice(modes, { label: "Mode" }), { shown: true, width: 110 }),
  column("unit", reference("units", { label: "Business unit" }), { shown: true, width: 170 }),
  column("retiredAt", instant({ label: "Retired" }).nullable(), { shown: true }),
  column("updatedAt", instant({ label: "Changed" }), {}),
];

/** The columns of the register of verdicts. */
export const verdictColumns = [
  column("ref", text({ label: "Ref" }), {
    ...{ sortable: false, shown: true, width: 86, filter: null, field: "number" },
  }),
  column("verdict", choice(verdictOptions, { label: "Verdict" }), { shown: true, width: 120 }),
  column("system", questionFields.systemId, { shown: true, width: 220 }),
  column("policyKey", text({ label: "Policy" }), { shown: true, width: 150, sortable: false }),
  column("policyVersion", count("Policy version"), { shown: true, width: 110, sortable: false }),
  column("evaluated", count("Cases"), { shown: true, width: 90, sortable: false }),
  column("newFindings", count("New findings"), { shown: true, width: 110, sortable: false }),
  column("branch", questionFields.branch, { shown: true, width: 150, sortable: false }),
  column("base", questionFields.base, { width: 150, sortable: false }),
  column("commit", questionFields.commit, { width: 150, sortable: false }),
  column("build", questionFields.build, { width: 150, sortable: false }),
  column("unit", reference("units", { label: "Business unit" }), { width: 160 }),
  column("createdAt", instant({ label: "Decided" }), { shown: true }),
];

/** The forms in which a verdict is read. */
export const verdictForms = ["json", "markdown", "junit", "sarif"] as const;

/** A policy as every door answers it. */
export const policyRecord = z.looseObject({ id: z.uuid(), version: z.int() });
