import * as z from "zod";
import { grantFields } from "@/lib/domain/organization/grants/schema";
import { roles } from "@/lib/platform/access/role";
import { type Column, column } from "@/lib/platform/register/column";
import { choice, email, instant, reference, several, text } from "@/lib/platform/schema/field";

/** The state of an account. */
export const personStates = [
  { value: "invited", label: "Invited", help: "Has a link and has not used it yet.", tone: "info" },
  { value: "active", label: "Active", help: "Can sign in.", tone: "good" },
  {
    value: "disabled",
    label: "Disabled",
    help: "Cannot sign in; all sessions and tokens have ended.",
    tone: "neutral",
  },
] as const;

/** What a person fills in about another. */
export const personFields = {
  name: text({ label: "Name", example: "Anna Kowalska" }),
  email: email({
    label: "E-mail address",
    help: "They sign in with it.",
    example: "anna.kowalska@example.com",
  }),
  jobTitle: text({ label: "Job title", max: 120 }).nullable(),
  unitId: reference("units", { label: "Unit", help: "Whose administrators keep this account." }),
};

/** The invitation as the form asks for it: one role now, more later. */
export const invitationFields = {
  ...personFields,
  role: grantFields.role.nullable(),
  roleUnitId: reference("units", {
    label: "Role covers",
    help: "This unit and those below it. Leave it empty for the person's own unit.",
  }).nullable(),
  endsOn: grantFields.endsOn,
};

const status = choice(personStates, { label: "Account" });
const held = several(roles, { label: "Roles", help: "The roles held now, in the units one may see." });
const created = instant({ label: "Since" });

/** The columns of the register of people. */
export const peopleColumns: readonly Column[] = [
  column("name", personFields.name, { shown: true, width: 200 }),
  column("email", personFields.email, { shown: true, width: 260 }),
  column("jobTitle", personFields.jobTitle, { shown: true }),
  column("unit", personFields.unitId, { shown: true }),
  column("roles", held, { shown: true, sortable: false }),
  column("status", status, { shown: true }),
  column("createdAt", created),
];

/** A person as every writing operation answers. */
export const personRecord = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  jobTitle: z.string().nullable(),
  unitId: z.uuid(),
  status: z.string(),
  version: z.int(),
});

/** A link to hand over; it is shown once. */
export const linkAnswer = { link: z.string(), expiresAt: z.string() };
