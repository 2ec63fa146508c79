import * as z from "zod";
import { column } from "@/lib/platform/register/column";
import {
  choice,
  file,
  files,
  instant,
  integer,
  longText,
  reference,
  text,
  triState,
} from "@/lib/platform/schema/field";
import { createInput } from "@/lib/platform/schema/shape";

const optional = (label: string, help: string, max = 200) => text({ label, help, max }).nullable();

/** What a sender says of a file: what was tested, and in which state. A name in the file binds nothing. */
export const bindingFields = {
  systemId: reference("systems", {
    label: "AI system",
    help: "What was tested. A name in the file is only compared.",
  }),
  modelId: reference("models", {
    label: "Model",
    help: "The model that was tested, one that the system uses.",
  }).nullable(),
  modelVersion: optional("Version of the model", "Left empty, the version that the inventory knows."),
  promptId: reference("prompts", {
    label: "Prompt",
    help: "The system prompt it was tested with, one that the system uses.",
  }).nullable(),
  promptVersion: optional("Version of the prompt", "Left empty, the version that the inventory knows."),
  scope: longText({
    label: "What was meant to be tested",
    help: "Suites, languages, what was left out and why.",
    max: 2_000,
  }).nullable(),
  commit: optional("Commit", "The state of the source that was tested."),
  branch: optional("Branch", "Where it comes from."),
  build: optional(
    "Build",
    "A number or an address. It tells runs apart of which the file names neither time nor id.",
  ),
  format: text({
    label: "Format",
    help: "Where the content does not tell for sure.",
    none: "As the content tells",
    max: 40,
  }).nullable(),
};

const scoreMeanings = [
  { value: "defended", label: "The target held" },
  { value: "vulnerable", label: "The attack worked" },
] as const;

/** Everything that a sender says of a file. */
const saidFields = {
  ...bindingFields,
  scoreMeans: choice(scoreMeanings, {
    label: "A high score means",
    help: "Asked only by formats in which the task decides, such as Inspect and OpenAI Evals.",
    none: "As the format says",
  }).nullable(),
};

/** What is said of a file, as it is received; what is left out is null. */
export const saidOfFile = createInput(saidFields);

/** A file that has arrived. */
export const fileField = file("test-imports", { label: "Results", help: "As the tool wrote them." });

/** So many files are handed in with one form. */
export const mostFiles = 20;

/** Files of results with what their sender says of all of them. */
export const handInFields = {
  files: files("test-imports", mostFiles, {
    label: "Results",
    help: "What is said below holds for each file; a file for which it differs says so.",
  }),
  ...saidFields,
};

/** A file of several, with what is said of it alone; another AI system has a model and a prompt of its own. */
export const fileOfSeveral = z.strictObject({
  fileId: fileField,
  ...saidOfFile.pick({ systemId: true, format: true }).partial().shape,
  ...z.object(bindingFields).pick({ modelId: true, modelVersion: true }).partial().shape,
  ...z.object(bindingFields).pick({ promptId: true, promptVersion: true }).partial().shape,
});

export const importStates = [
  { value: "checking", label: "Being read", tone: "info" },
  { value: "checked", label: "Read", tone: "info", help: "Nothing is written yet." },
  { value: "applying", label: "Being applied", tone: "info" },
  { value: "applied", label: "Applied", tone: "good" },
  {
    value: "unchanged",
    label: "Known already",
    tone: "neutral",
    help: "The same results of the same system are there, so nothing changed.",
  },
  { value: "failed", label: "Not readable", tone: "bad" },
  { value: "cancelled", label: "Stopped", tone: "neutral" },
] as const;

export type ImportState = (typeof importStates)[number]["value"];

/** Returns the short reference of a test run: TR-0004. */
export function runRef(number: number): string {
  return `TR-${String(number).padStart(4, "0")}`;
}

const count = (label: string, help: string) => integer({ label, help, min: 0, max: 2_000_000_000 });

/** The columns of the register of test runs. */
export const runColumns = [
  column("ref", text({ label: "Ref" }), {
    ...{ sortable: false, shown: true, width: 86, filter: null, field: "number" },
  }),
  column("tool", text({ label: "Tool" }), { shown: true, width: 120 }),
  column("system", bindingFields.systemId, { shown: true, width: 200 }),
  column("model", text({ label: "Model" }).nullable(), {
    ...{ shown: true, width: 180, sortable: false, field: "modelName" },
  }),
  column("ranAt", instant({ label: "Ran" }), { shown: true, width: 130 }),
  column("complete", triState({ label: "Complete" }), { shown: true, width: 100, sortable: false }),
  column("evaluated", count("Evaluated", "Cases that say something of the target."), {
    ...{ shown: true, width: 100, sortable: false, filter: null },
  }),
  column("vulnerable", count("Vulnerable", "Cases in which the target did not hold."), {
    ...{ shown: true, width: 100, sortable: false },
  }),
  column("errors", count("Errors", "Neither a pass nor a fail."), {
    ...{ shown: true, width: 80, sortable: false },
  }),
  column("created", count("New findings", "That this run was the first to show."), {
    ...{ shown: true, width: 110, sortable: false },
  }),
  column("closed", count("Closed findings", "That this run closed."), {
    ...{ shown: true, width: 120, sortable: false },
  }),
  column("inconclusive", count("Inconclusive", "Nobody could tell."), { width: 100, sortable: false }),
  column("skipped", count("Skipped", "Not run."), { width: 90, sortable: false }),
  column("exercise", triState({ label: "Exercise" }), { width: 100, sortable: false }),
  column("toolVersion", text({ label: "Version of the tool" }).nullable(), { width: 120, sortable: false }),
  column("modelVersion", bindingFields.modelVersion, { width: 140, sortable: false }),
  column("promptVersion", bindingFields.promptVersion, { width: 140, sortable: false }),
  column("branch", bindingFields.branch, { width: 140, sortable: false }),
  column("commit", bindingFields.commit, { width: 140, sortable: false }),
  column("fileName", text({ label: "File" }), { width: 200, sortable: false }),
  column("unit", reference("units", { label: "Business unit" }), { width: 160 }),
  column("createdAt", instant({ label: "Handed in" }), {}),
];

/** A run, an import or a link as every door answers it. */
export const importRecord = z.looseObject({ id: z.uuid(), state: z.string(), version: z.int() });
