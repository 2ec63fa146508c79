import * as z from "zod";
import { choice, day, longText, reference, text } from "@/lib/platform/schema/field";

const needs = [
  {
    value: "required",
    label: "Must be held",
    help: "Nobody holding it is shown as a vacancy.",
    tone: "info",
  },
  { value: "optional", label: "May be held", help: "Nobody holding it is no gap.", tone: "neutral" },
] as const;

/** What fills a role in a unit. */
export const roleStates = [
  { value: "held", label: "Held", tone: "good" },
  { value: "inherited", label: "Held above", tone: "info" },
  { value: "vacant", label: "Vacant", tone: "bad" },
] as const;
export type RoleState = (typeof roleStates)[number]["value"];

/** A role that a business unit adds beside those that Plumbline comes with; it counts there and in every unit below. */
export const ownRoleFields = {
  title: text({ label: "Role", example: "Clinical safety officer", max: 80 }),
  purpose: text({ label: "Purpose", help: "What the role is for, in a sentence.", max: 300 }),
  responsibilities: longText({ label: "Responsibilities", help: "One on each line.", max: 4_000 }),
  need: choice(needs, { label: "Need" }),
  unitId: reference("units", { label: "Business unit", help: "It counts here and in every unit below." }),
};

/** What somebody fills in who names the holder of a role. */
export const appointmentFields = {
  personId: reference("people", { label: "Person", help: "Somebody with an account." }),
  since: day({ label: "Since", help: "The first day in the role; it may lie ahead." }),
  until: day({ label: "Until", help: "The last day, if it is known." }).nullable(),
};

/** What somebody fills in who ends an appointment. */
export const endingFields = {
  until: day({ label: "Last day", help: "The last day in the role." }),
};

const key = z.string().regex(/^[a-z][a-z-]{1,40}$/);

/** The file of roles that Plumbline comes with. */
export const roleFile = z.array(
  z.strictObject({
    key,
    title: z.string().min(3).max(80),
    purpose: z.string().min(10).max(300),
    need: z.enum(["required", "optional"]),
    basis: z.array(z.string()),
    responsibilities: z.array(z.string().min(10).max(300)).min(1),
  }),
);

/** The file of activities: who is responsible, accountable, consulted and informed. */
export const activityFile = z.array(
  z.strictObject({
    key,
    title: z.string().min(5).max(120),
    responsible: z.array(key).min(1),
    accountable: key,
    consulted: z.array(key),
    informed: z.array(key),
  }),
);

export type Activity = z.output<typeof activityFile>[number];

/** The parties of an activity that the AI system itself names. */
export const systemParties = [
  { value: "system-owner", label: "System owner" },
  { value: "technical-owner", label: "Technical owner" },
] as const;
