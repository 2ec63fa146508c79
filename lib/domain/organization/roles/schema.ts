import * as z from "zod";
import { longText, reference, text } from "@/lib/platform/schema/field";

/** How many roles of its own a business unit may have at once. */
export const mostCustomRoles = 100;

/** What a person fills in about a role of the organisation's own. */
export const customRoleFields = {
  name: text({ label: "Name", help: "What people call it.", example: "Model validator", max: 80 }),
  unitId: reference("units", {
    label: "Unit",
    help: "It can be given in this unit and in those below.",
  }),
  description: longText({ label: "What it is for" }).nullable(),
  permissions: z
    .array(z.string().max(100), { error: "Permissions must be a list of permission names." })
    .min(1, "Choose at least one permission.")
    .max(500)
    .refine((list) => new Set(list).size === list.length, "A permission is named twice."),
};

/** A role of the organisation's own as every writing operation answers. */
export const customRoleRecord = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  unitId: z.uuid(),
  description: z.string().nullable(),
  permissions: z.array(z.string()),
  version: z.int(),
});
