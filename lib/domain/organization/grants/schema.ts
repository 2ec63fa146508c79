import * as z from "zod";
import { day, reference, text } from "@/lib/platform/schema/field";

/** What a person fills in to give a role. */
export const grantFields = {
  /** The key of a built-in role or the id of a custom one; a form offers those that can be given. */
  role: text({ label: "Role", help: "What the person may do.", max: 40 }),
  unitId: reference("units", {
    label: "In unit",
    help: "The role covers this unit and every unit below it.",
  }),
  endsOn: day({
    label: "Until",
    help: "The last day of the role; without it the role stays until somebody ends it.",
    example: "2027-03-31",
  }).nullable(),
};

/** A grant as every door answers it. */
export const grantRecord = z.strictObject({
  id: z.uuid(),
  personId: z.uuid(),
  role: z.string(),
  unitId: z.uuid(),
  endsAt: z.string().nullable(),
});
