import "server-only";
import { permission } from "@/lib/platform/access/permission";

export const programmeRead = permission(
  "programme:read",
  "See the state of the whole programme in one's units.",
  ["administrator", "lead", "executive", "compliance", "auditor"],
);
