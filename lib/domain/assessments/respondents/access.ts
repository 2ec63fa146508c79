import "server-only";
import { permission } from "@/lib/platform/access/permission";

/** Nobody's by role: whoever holds a link and its code acts through the system, and only on the questions they are for. */
export const respondentsAnswer = permission(
  "respondents:answer",
  "Answer an assessment from outside. Nobody has this by role; a link and its one-time code decide.",
  [],
);
