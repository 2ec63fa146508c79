import "server-only";
import { permission } from "@/lib/platform/access/permission";

export const preferencesOwn = permission(
  "preferences:own",
  "Keep one's own choices about screens, such as columns.",
  [],
  { own: true },
);
