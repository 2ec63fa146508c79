import "server-only";
import { closeDecision, requestDecision, type Written } from "@/lib/domain/decisions/commands";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { inventoryRef } from "@/lib/domain/inventory/rules";
import { factsOf } from "@/lib/domain/inventory/systems/approvals/facts";
import { changedChecks, moveKind } from "@/lib/domain/inventory/systems/approvals/rules";
import { type MoveSnapshot, moveSnapshot } from "@/lib/domain/inventory/systems/approvals/schema";
import type { Found } from "@/lib/domain/inventory/systems/gates/check";
import type { Stage } from "@/lib/domain/inventory/systems/options/schema";
import type { findSystem } from "@/lib/domain/inventory/systems/queries";
import { stageLabel } from "@/lib/domain/inventory/systems/rules";
import { notify, peopleWithRole } from "@/lib/domain/tasks/commands/notify";
import { authorOf } from "@/lib/platform/access/actor";
import type { Role } from "@/lib/platform/access/role";
import { Conflict } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

type Stored = Awaited<ReturnType<typeof findSystem>>;

/**
 * Asks for the approval of a move whose gate holds but for the second person, and tells who may sign. A request that waits
 * already goes stale when what it asks about has changed; otherwise Conflict.
 */
export async function requestMove(
  context: Context,
  system: Stored,
  { toStage, reason }: { toStage: Stage; reason: string },
  found: Found,
): Promise<Written[]> {
  const written: Written[] = [];
  const { pending } = await liveDecisions(context.tx, moveKind, system.id);
  if (pending) {
    const asked = moveSnapshot.parse(pending.snapshot);
    const changed = changedChecks(asked.checks, found.checks);
    if (changed.length === 0 || asked.toStage !== toStage)
      throw new Conflict(
        `The move to ${stageLabel(asked.toStage)} waits for a signature already. Wait for the answer, or withdraw the request.`,
      );
    const why = `Changed after it was asked for: ${changed.join(", ")}.`;
    written.push(await closeDecision(context, pending, "stale", why));
  }
  const asked = await requestDecision(context, {
    kind: moveKind,
    subject: { type: "systems", id: system.id, unitId: system.unitId },
    reason,
    conditions: null,
    until: null,
    snapshot: snapshotOf(context, system, { toStage, reason }, found),
  });
  await askToSign(context, system, toStage, found);
  return [...written, asked];
}

function snapshotOf(
  { actor }: Context,
  system: Stored,
  { toStage, reason }: { toStage: Stage; reason: string },
  { gateVersion, checks }: Found,
): MoveSnapshot {
  return {
    record: "stage-move",
    id: system.id,
    version: system.version,
    ref: inventoryRef("S", system.number),
    title: system.name,
    asks: `${stageLabel(system.stage)} to ${stageLabel(toStage)}`,
    fromStage: system.stage as Stage,
    toStage,
    request: { by: authorOf(actor), reason },
    gateVersion,
    checks,
    facts: factsOf(system),
  };
}

async function askToSign(context: Context, system: Stored, toStage: Stage, { signers: roles }: Found) {
  const signers = await peopleWithRole(context.tx, [...roles] as Role[], system.unitId);
  await notify(context, {
    title: `Your approval is asked for: move ${inventoryRef("S", system.number)} ${system.name} to ${stageLabel(toStage)}?`,
    subjectType: "systems",
    subjectId: system.id,
    personIds: signers,
  });
}
