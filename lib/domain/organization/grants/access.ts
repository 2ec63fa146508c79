import "server-only";
import { permission } from "@/lib/platform/access/permission";

export const grantsGive = permission(
  "grants:give",
  "Give and end the roles that one's own role may give, within one's units and never one's own.",
  ["administrator", "lead"],
  { peopleOnly: true },
);
