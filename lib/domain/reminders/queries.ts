import "server-only";
import * as z from "zod";
import { readSetting, topUnit } from "@/lib/domain/organization/settings/setting";
import { remindersRead, remindersSet } from "@/lib/domain/reminders/access";
import { reminderSetting } from "@/lib/domain/reminders/settings";
import { may } from "@/lib/platform/access/actor";
import { query } from "@/lib/platform/operation/operation";

/** When people are told of what falls due, in days. */
export const getReminderDays = query({
  name: "settings.getReminders",
  summary: "When people are told of what falls due",
  permission: remindersRead,
  input: z.strictObject({}),
  run: async ({ tx, actor }) => {
    const { value, version } = await readSetting(tx, reminderSetting);
    return { ...value, version, can: { edit: may(actor, remindersSet, await topUnit(tx)) } };
  },
});
