import "server-only";
import { remindersRead, remindersSet } from "@/lib/domain/reminders/access";
import { sendReminders, setReminderDays } from "@/lib/domain/reminders/commands";
import { getReminderDays } from "@/lib/domain/reminders/queries";
import type { Job } from "@/lib/platform/jobs/job";
import { type Module, route } from "@/lib/platform/registry/module";

/** Every hour, because days begin in the organisation's zone: tells people of what falls due. */
const remind: Job = {
  name: "reminders.send",
  schedule: "23 * * * *",
  run: async (actor) => sendReminders.execute(actor, {}),
};

export const remindersModule: Module = {
  name: "reminders",
  permissions: [remindersRead, remindersSet],
  navigation: [
    {
      group: "Settings",
      label: "Reminders",
      href: "/settings/reminders",
      icon: "reminders",
      permission: remindersRead,
    },
  ],
  jobs: [remind],
  routes: [
    route("get", "/settings/reminders", getReminderDays),
    route("put", "/settings/reminders", setReminderDays),
  ],
};
