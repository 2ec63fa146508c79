import "server-only";
import { permission } from "@/lib/platform/access/permission";

/** Nobody's by role: the sign-in form proves who somebody is before there is an actor. */
export const sessionsStart = permission(
  "sessions:start",
  "Begin a session. Nobody has this by role; a password, a passkey and second factors decide.",
  [],
);

export const accountRead = permission("account:read", "See one's own name, roles and notifications.", [], {
  own: true,
});
export const accountUse = permission(
  "account:use",
  "See and end one's own sessions, and change one's own password and second factors.",
  [],
  {
    own: true,
    peopleOnly: true,
  },
);
