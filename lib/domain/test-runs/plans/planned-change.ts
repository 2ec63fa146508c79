import "server-only";
import type { Change } from "@/lib/platform/audit/change";
import type { PlannedTest } from "@/lib/platform/database/generated/client";

/** Returns the change of a planned test for the audit trail; `why` is what a person wrote about it. */
export function plannedChange(
  before: PlannedTest | null,
  after: PlannedTest,
  why: Readonly<Record<string, string>> = {},
): Change {
  return {
    subject: { type: "planned-tests", id: after.id, unitId: after.unitId },
    before,
    after: { ...after, ...why },
  };
}
