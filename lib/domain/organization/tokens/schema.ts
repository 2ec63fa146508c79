import * as z from "zod";
import { choice, integer, reference, text } from "@/lib/platform/schema/field";

// Days that a token lives unless said otherwise, and at most.
const tokenDays = { usual: 90, most: 365 };

/** What a person fills in to make a token. */
export const tokenFields = {
  name: text({ label: "Name", help: "What will use it.", example: "CI of the claims team", max: 100 }),
  unitId: reference("units", {
    label: "Unit",
    help: "The token reaches this unit and those below it, as far as you do.",
  }),
  scopes: z
    .array(z.string().max(100), { error: 'Scopes must be a list of permission names, or ["*"].' })
    .min(1, "Choose at least one permission, or * for all of yours.")
    .max(200)
    .refine((list) => new Set(list).size === list.length, "A permission is named twice."),
  days: integer({
    label: "Days",
    help: "After so many days the token stops working.",
    min: 1,
    max: tokenDays.most,
  }).default(tokenDays.usual),
};

/** A new token: the only time that its secret is shown. */
export const freshToken = z.strictObject({
  id: z.uuid(),
  token: z.string(),
  prefix: z.string(),
  expiresAt: z.string(),
});

/** How far a token may go, as the form asks for it. */
export const tokenReach = choice(
  [
    { value: "read", label: "Read only", help: "Everything you may read." },
    {
      value: "all",
      label: "All you may do",
      help: "Except making tokens, roles, invitations and passwords.",
    },
    { value: "chosen", label: "Chosen permissions" },
  ],
  { label: "May", help: "A token never does more than you may at that moment." },
);
