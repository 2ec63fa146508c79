import "server-only";
import { permission } from "@/lib/platform/access/permission";

export const signInEdit = permission(
  "sign-in:edit",
  "Decide which roles need a second factor to sign in.",
  ["administrator"],
  { peopleOnly: true },
);
