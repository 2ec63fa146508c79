import * as z from "zod";
import { integer } from "@/lib/platform/schema/field";

/** For how many days what the register no longer needs is kept, by kind. */
export const retentionFields = {
  sessions: integer({
    label: "Sessions that have ended",
    help: "Browser, address and time of a sign-in. A sign-in from an address of the last 30 days counts as known.",
    min: 30,
    max: 3_650,
  }),
  links: integer({
    label: "Links that were used or have expired",
    help: "Invitations and links for a new password. They open nothing any more.",
    min: 7,
    max: 3_650,
  }),
  notifications: integer({
    label: "Notifications that were read",
    help: "Counted from the day on which it was read. What is unread stays.",
    min: 7,
    max: 3_650,
  }),
  imports: integer({
    label: "Rows of imported files",
    help: "Of imports that were applied, failed or were cancelled. The import and what it wrote stay.",
    min: 30,
    max: 3_650,
  }),
  jobs: integer({
    label: "Long work that is done",
    help: "Its progress and what it was asked for. What failed stays, since its record says so.",
    min: 30,
    max: 3_650,
  }),
  messages: integer({
    label: "Messages to webhooks",
    help: "What a webhook was told, and what its receiver answered at each try.",
    min: 7,
    max: 365,
  }),
  requests: integer({
    label: "Answers kept for repeated requests",
    help: "A request that is sent again with the same key gets the stored answer until then.",
    min: 1,
    max: 30,
  }),
};

export const retentionDays = z.strictObject(retentionFields);
export type RetentionDays = z.infer<typeof retentionDays>;

/** What holds until the organisation sets its own. */
export const initialRetentionDays: RetentionDays = {
  sessions: 180,
  links: 90,
  notifications: 365,
  imports: 365,
  jobs: 365,
  messages: 30,
  requests: 7,
};

/** What a run at this moment would remove of one kind. */
export const outdated = z.strictObject({
  key: z.string(),
  days: z.int(),
  count: z.int(),
  oldest: z.string().nullable(),
});
