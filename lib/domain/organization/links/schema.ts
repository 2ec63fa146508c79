import * as z from "zod";
import { organisationFields } from "@/lib/domain/organization/settings/schema";
import { email, text } from "@/lib/platform/schema/field";

/** How long each kind of link opens the door. */
export const linkHours = { setup: 24, invitation: 7 * 24, reset: 1, emergency: 1 } as const;

export type LinkKind = keyof typeof linkHours;

/** The pages to which links lead. */
export const linkPages: Record<LinkKind, string> = {
  setup: "/set-up",
  invitation: "/invitation",
  reset: "/reset",
  emergency: "/sign-in/emergency",
};

/** The secret part of a link. */
export const linkKey = z.string({ error: "The link is not complete. Copy the whole of it." }).max(200);

/** Characters of a password at most. */
export const longestPassword = 128;

/** A new password; the rules that need to know the person are checked with it. */
export const newPassword = z
  .string({ error: "Choose a password." })
  .min(12, "Use at least 12 characters; several words in a row are easy to remember.")
  .max(longestPassword, `Use at most ${longestPassword} characters.`)
  .refine(
    (value) => !value.includes("\u0000") && value.isWellFormed(),
    "Holds a character that cannot be used.",
  );

/** What the first administrator fills in. */
export const setUpFields = {
  organisation: organisationFields.name,
  timeZone: organisationFields.timeZone,
  name: text({ label: "Your name", max: 200 }),
  email: email({ label: "E-mail address", help: "You sign in with it." }),
  password: newPassword,
};
