import type { AssessmentState } from "@/lib/domain/assessments/schema";

/** Everything that is done with an assessment after it was assigned. */
export const acts = [
  "assign",
  "answer",
  "submit",
  "return",
  "approve",
  "refuse",
  "withdraw",
  "reopen",
] as const;
export type Act = (typeof acts)[number];

/** Returns whether an assessment in this state is still being answered. */
function isOpen(state: AssessmentState): boolean {
  return state === "assigned" || state === "in-progress" || state === "returned";
}

/** Returns why an act is not possible in this state, for nobody, or null. */
export function obstacleTo(act: Act, state: AssessmentState): string | null {
  if (act === "assign" || act === "answer" || act === "submit")
    return isOpen(state) ? null : "It is not open to answers now. It has to be returned or reopened first.";
  if (act === "return" || act === "approve" || act === "refuse")
    return state === "submitted" ? null : "It does not wait for approval now.";
  if (act === "withdraw") return isOpen(state) || state === "submitted" ? null : "It is closed already.";
  return isOpen(state) || state === "submitted" ? "It is open already." : null;
}
