import * as z from "zod";
import { column } from "@/lib/platform/register/column";
import { choice, day, instant, longText, reference, text } from "@/lib/platform/schema/field";

/** What somebody is asked to do. */
export const taskFields = {
  title: text({
    label: "Task",
    help: "What is to be done, as a verb.",
    example: "Repeat the red-team round",
  }),
  details: longText({ label: "Details", max: 4_000 }).nullable(),
  assigneeId: reference("people", { label: "Assignee" }).nullable(),
  dueOn: day({ label: "Due" }).nullable(),
};

/** The record that a task or a comment is about. */
export const subjectFields = {
  subjectType: z.string({ error: "Say which kind of record it is." }).max(40, "Is not a kind of record."),
  subjectId: z.uuid({ error: "Is not the id of a record." }),
};

const taskStates = [
  { value: "open", label: "Open", tone: "info" },
  { value: "done", label: "Done", tone: "good" },
] as const;

/** The columns of the register of tasks. */
export const taskColumns = [
  column("title", taskFields.title, { shown: true, width: 320, sortable: false }),
  column("subject", text({ label: "On" }), { shown: true, width: 320, sortable: false, filter: null }),
  column("assignee", taskFields.assigneeId, { shown: true }),
  column("dueOn", taskFields.dueOn, { shown: true }),
  column("state", choice(taskStates, { label: "State" }), { shown: true, sortable: false }),
  column("doneAt", instant({ label: "Done" }).nullable(), {}),
  column("createdAt", instant({ label: "Created" }), {}),
];

/** A task as every door answers it. */
export const taskRecord = z.looseObject({ id: z.uuid(), title: z.string(), version: z.int() });
