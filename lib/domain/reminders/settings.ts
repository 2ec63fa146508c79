import "server-only";
import type { SettingDefinition } from "@/lib/domain/organization/settings/setting";
import { initialReminderDays, type ReminderDays, reminderDays } from "@/lib/domain/reminders/schema";

/** When people are told of what falls due, as a versioned setting of the organisation. */
export const reminderSetting: SettingDefinition<ReminderDays> = {
  key: "reminders",
  shape: reminderDays,
  initial: initialReminderDays,
};
