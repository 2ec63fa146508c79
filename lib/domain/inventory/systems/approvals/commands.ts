import "server-only";
import * as z from "zod";
import { closeDecision, grantDecision, refuseDecision } from "@/lib/domain/decisions/commands";
import { decisionRecord } from "@/lib/domain/decisions/schema";
import { assertMay } from "@/lib/domain/inventory/references";
import { inventoryRef } from "@/lib/domain/inventory/rules";
import { inventoryRecord } from "@/lib/domain/inventory/schema";
import { systemsApprove, systemsMove, visibleTo } from "@/lib/domain/inventory/systems/access";
import { type Waiting, waitingOn } from "@/lib/domain/inventory/systems/approvals/queries";
import {
  type Act,
  obstacleTo,
  roleWords,
  secondPerson,
} from "@/lib/domain/inventory/systems/approvals/rules";
import { answerFields } from "@/lib/domain/inventory/systems/approvals/schema";
import {
  systemAnswer,
  systemChange,
  writeSystem,
} from "@/lib/domain/inventory/systems/commands/write-system";
import { writtenAs } from "@/lib/domain/inventory/systems/gates/named-checks";
import type { GateCheck } from "@/lib/domain/inventory/systems/gates/schema";
import { findSystem } from "@/lib/domain/inventory/systems/queries";
import { stageLabel } from "@/lib/domain/inventory/systems/rules";
import { notify } from "@/lib/domain/tasks/commands/notify";
import { holdsRole } from "@/lib/platform/access/actor";
import type { Role } from "@/lib/platform/access/role";
import { Conflict, Forbidden } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";

const which = {
  id: recordVersion.id,
  decisionId: z.uuid({ error: "Is not the id of a decision." }).optional(),
};

/**
 * Signs a move that somebody else asked for, and moves the system. The signer holds a role that the gate names and signs
 * exactly what was asked; whatever changed since makes the request stale first.
 */
export const approveMove = command({
  name: "systems.approveMove",
  summary: "Approve the move of an AI system that somebody else asked for",
  permission: systemsApprove,
  input: z.strictObject({ ...which, version: recordVersion.version, ...answerFields }),
  output: inventoryRecord,
  run: async (context, { id, version, decisionId, reason }) => {
    const { waiting, role, unitId } = await answerable(context, "approve", id, decisionId);
    const { decision, asked, gateVersion } = waiting;
    const { toStage, fromStage } = asked;
    const { before, after } = await writeSystem(context, { id, version }, { stage: toStage });
    const granted = await grantDecision(context, decision, { role, reason, until: null, snapshot: asked });
    const checks = signedChecks(asked.checks, writtenAs(context.actor), role, reason);
    const { reason: why, by: movedById } = asked.request;
    await context.tx.lifecycleMove.create({
      data: { systemId: id, unitId, fromStage, toStage, reason: why, movedById, gateVersion, checks },
    });
    await tell(context, after, waiting, `is approved: it is in the stage ${stageLabel(toStage)}`);
    const own = systemChange(before, after, { reason: why });
    return { result: systemAnswer(after), changes: [own, granted.change] };
  },
});

/** Refuses a move that somebody else asked for, with the reason; the system stays where it is. */
export const refuseMove = command({
  name: "systems.refuseMove",
  summary: "Refuse the move of an AI system that somebody else asked for",
  permission: systemsApprove,
  input: z.strictObject({ ...which, ...answerFields }),
  output: decisionRecord,
  run: async (context, { id, decisionId, reason }) => {
    const { waiting, role, system } = await answerable(context, "refuse", id, decisionId);
    const { decision, change } = await refuseDecision(context, waiting.decision, role, reason);
    await tell(context, system, waiting, `is refused: ${reason}`);
    return { result: decision, change };
  },
});

/** Takes a request for approval back; only the person who asked. */
export const withdrawMove = command({
  name: "systems.withdrawMove",
  summary: "Withdraw the request to approve a move",
  permission: systemsMove,
  input: z.strictObject({ id: recordVersion.id }),
  output: decisionRecord,
  run: async (context, { id }) => {
    const { waiting } = await answerable(context, "withdraw", id, undefined);
    const why = "Withdrawn by the person who asked.";
    const { decision, change } = await closeDecision(context, waiting.decision, "withdrawn", why);
    return { result: decision, change };
  },
});

/** Returns the request that the actor can answer, and the role in which they do; throws NotFound, Forbidden or Conflict. */
async function answerable(context: Context, act: Act, id: string, decisionId: string | undefined) {
  const system = await findSystem(context, id, visibleTo(context.actor));
  assertMay(context, system.unitId);
  const { waiting, situation } = await waitingOn(context, system);
  const obstacle = obstacleTo(act, situation);
  if (obstacle?.forbidden) throw new Forbidden(obstacle.message);
  if (obstacle || !waiting) throw new Conflict(obstacle?.message ?? "Nobody asks for it.");
  if (decisionId !== undefined && decisionId !== waiting.decision.id)
    throw new Conflict("This request was answered or withdrawn meanwhile. Open the system again.");
  const role = situation.signers.find((one) => holdsRole(context.actor, one as Role, system.unitId)) ?? "";
  return { system, waiting, role, unitId: system.unitId };
}

// The move keeps the signature as what was found of the condition that asked for it.
function signedChecks(checks: readonly GateCheck[], name: string, role: string, reason: string): GateCheck[] {
  const found = `Approved by ${name} as ${roleWords([role])}: ${reason}`;
  return checks.map((check) =>
    check.condition === secondPerson ? { ...check, state: "holds" as const, found } : check,
  );
}

async function tell(
  context: Context,
  { id, number, name, ownerId }: { id: string; number: number; name: string; ownerId: string | null },
  { decision }: Waiting,
  words: string,
): Promise<void> {
  await notify(context, {
    title: `The move of ${inventoryRef("S", number)} ${name} ${words}`,
    subjectType: "systems",
    subjectId: id,
    personIds: [decision.requestedById, ownerId],
  });
}
