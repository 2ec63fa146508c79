import "server-only";
import { sendReminders } from "@/lib/domain/reminders/commands";
import type { Job } from "@/lib/platform/jobs/job";
import type { Module } from "@/lib/platform/registry/module";

/** Every hour, because days begin in the organisation's zone: tells people of what falls due. */
const remind: Job = {
  name: "reminders.send",
  schedule: "23 * * * *",
  run: async (actor) => sendReminders.execute(actor, {}),
};

export const remindersModule: Module = { name: "reminders", permissions: [], jobs: [remind], routes: [] };
