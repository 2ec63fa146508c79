import * as z from "zod";
import { integer } from "@/lib/platform/schema/field";

/** When people are told of what falls due, in days. */
export const reminderFields = {
  before: integer({
    label: "Days before",
    help: "How long before its day the owner is told the first time; again on the day, and once it is late.",
    min: 1,
    max: 90,
  }),
  escalated: integer({
    label: "Days late until the lead is told",
    help: "What nobody owns is told to the lead as soon as it is late.",
    min: 1,
    max: 365,
  }),
};

export const reminderDays = z.strictObject(reminderFields);
export type ReminderDays = z.infer<typeof reminderDays>;

/** What holds until the organisation sets its own. */
export const initialReminderDays: ReminderDays = { before: 7, escalated: 14 };
