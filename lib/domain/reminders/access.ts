import "server-only";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";

export const remindersRead = permission(
  "reminders:read",
  "Read when people are told of what falls due.",
  everyRole,
);
export const remindersSet = permission(
  "reminders:set",
  "Set when people are told of what falls due, and when their lead is.",
  ["administrator", "lead"],
);
