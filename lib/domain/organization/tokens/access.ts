import "server-only";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";

export const tokensCreate = permission(
  "tokens:create",
  "Make an API token for oneself, with at most one's own rights.",
  everyRole,
  { peopleOnly: true },
);
export const tokensRead = permission("tokens:read", "See and revoke one's own API tokens.", [], {
  own: true,
  peopleOnly: true,
});
export const tokensManage = permission(
  "tokens:manage",
  "See and revoke everybody's API tokens of one's units.",
  ["administrator"],
  {
    peopleOnly: true,
  },
);
