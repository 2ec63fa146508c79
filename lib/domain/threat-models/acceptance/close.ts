import "server-only";
import { closeDecision } from "@/lib/domain/decisions/commands";
import { notify } from "@/lib/domain/tasks/commands/notify";
import { stateByFacts } from "@/lib/domain/threat-models/acceptance/rules";
import { threatChange } from "@/lib/domain/threat-models/commands/write-model";
import { threatRef } from "@/lib/domain/threat-models/rules";
import type { Change } from "@/lib/platform/audit/change";
import type { Decision, Prisma, StoredThreatModel, Threat } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

type Heard = Pick<Context, "tx" | "actor" | "units" | "now">;

/** Why an acceptance, or the request for one, is over. */
export interface Over {
  state: "ended" | "stale";
  reason: string;
}

interface Closed {
  decision: Decision;
  threat: Threat;
  changes: Change[];
}

/**
 * Closes an acceptance, or the request for one, and says why to whoever asked, signed and owns the model. A threat that was
 * accepted returns to what its facts say where the acceptance ended, and waits to be confirmed where it went stale.
 */
export async function closeAcceptance(
  context: Heard,
  { threat: before, model, decision }: { threat: Threat; model: StoredThreatModel; decision: Decision },
  { state, reason }: Over,
): Promise<Closed> {
  const closed = await closeDecision(context, decision, state, reason);
  const signed = decision.state === "granted";
  const data = signed && before.state === "accepted" ? dataFor(before, { state, reason }) : null;
  const threat = data
    ? await context.tx.threat.update({
        where: { id: before.id },
        data: { ...data, version: { increment: 1 } },
      })
    : before;
  const name = `${threatRef(before.number)} ${before.title}`;
  const what = signed ? `The acceptance of ${name}` : `The request to accept ${name}`;
  await notify(context, {
    title: `${what} ${state === "ended" ? "has ended" : "is stale"}. ${reason}`,
    ...{ subjectType: "threats", subjectId: before.id },
    personIds: [decision.requestedById, decision.signerId, model.ownerId],
  });
  return {
    ...{ decision: closed.decision, threat },
    changes: [closed.change, ...(data ? [threatChange(before, threat)] : [])],
  };
}

function dataFor(threat: Threat, { state, reason }: Over): Prisma.ThreatUncheckedUpdateInput {
  if (state === "stale")
    return {
      ...{ state: "to-confirm", heldState: "accepted" },
      ...{ drift: threat.drift ?? "condition-changed", driftReason: reason },
    };
  return {
    ...{ state: stateByFacts(threat), heldState: null, reason: null, until: null },
    ...{ decidedOn: null, decidedById: null, decidedAt: null },
    ...{ drift: null, driftReason: `The acceptance has ended. ${reason}` },
  };
}
