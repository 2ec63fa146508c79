import "server-only";
import { closeDecision } from "@/lib/domain/decisions/commands";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { notify } from "@/lib/domain/tasks/commands/notify";
import { findingRef } from "@/lib/domain/test-runs/findings/rules";
import { staleBecause, waiverKind } from "@/lib/domain/test-runs/waivers/rules";
import type { Change } from "@/lib/platform/audit/change";
import type { Finding } from "@/lib/platform/database/generated/client";
import type { Listener } from "@/lib/platform/registry/listeners";

/** Lets a waiver, and the request for one, go stale when its finding became worse than what was signed, and says why. */
export const followFindings: Listener = async (context, changes) => {
  const further: Change[] = [];
  for (const { subject, before, after } of changes) {
    if (subject.type !== "findings" || !before || !after) continue;
    const [was, now] = [before as Finding, after as Finding];
    const reason = staleBecause(was, now);
    if (reason === null) continue;
    const { pending, inForce } = await liveDecisions(context.tx, waiverKind, now.id);
    for (const decision of [pending, inForce]) {
      if (!decision) continue;
      const { change } = await closeDecision(context, decision, "stale", reason);
      further.push({ ...change, action: "decisions.follow" });
      await notify(context, {
        title: `The waiver of ${findingRef(now.number)} ${now.title} is stale. ${reason}`,
        ...{ subjectType: "findings", subjectId: now.id },
        personIds: [decision.requestedById, decision.signerId, now.ownerId],
      });
    }
  }
  return further;
};
