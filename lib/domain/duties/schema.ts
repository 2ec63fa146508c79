import * as z from "zod";
import { day, reference } from "@/lib/platform/schema/field";

/** How a duty stands, from worst to best. */
export const dutyStates = [
  { value: "open", label: "Open", tone: "bad", help: "Nothing is planned for it." },
  {
    value: "planned",
    label: "Planned",
    tone: "warn",
    help: "A control or a task is there; it does not count yet.",
  },
  {
    value: "partly",
    label: "Partly covered",
    tone: "warn",
    help: "Some of what it asks is covered, not all.",
  },
  {
    value: "inferred",
    label: "Covered, inferred",
    tone: "info",
    help: "Working controls do all of it; no person has confirmed it.",
  },
  {
    value: "confirmed",
    label: "Covered, confirmed",
    tone: "good",
    help: "A person says that all of it is fulfilled.",
  },
  {
    value: "excluded",
    label: "Not applicable",
    tone: "neutral",
    help: "Excluded with a reason in the statement.",
  },
] as const;

export type DutyState = (typeof dutyStates)[number]["value"];

const id = z.uuid({ error: "Is not the id of a record." });

/** Which duties of a system are taken on, by whom and by when. */
export const adoptFields = {
  systemId: id,
  keys: z
    .array(z.string().max(100), { error: "Choose at least one duty." })
    .min(1, "Choose at least one duty.")
    .max(100, "Choose at most 100 duties."),
  assigneeId: reference("people", {
    label: "Who does it",
    help: "Without it, the owner of the system.",
  }).nullable(),
  dueOn: day({
    label: "Due",
    help: "Without it, the day from which each duty can have effect, or in 30 days.",
  }).nullable(),
};

/** What a timeline is narrowed down by. */
export const timelineInput = {
  unitId: id.optional(),
  role: z.string().max(60).optional(),
  riskClass: z.string().max(60).optional(),
  state: z
    .enum(dutyStates.map(({ value }) => value) as [DutyState, ...DutyState[]], {
      error: `state takes: ${dutyStates.map(({ value }) => value).join(", ")}.`,
    })
    .optional(),
};
