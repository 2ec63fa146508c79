import "server-only";
import { closeDecision, moveDecision } from "@/lib/domain/decisions/commands";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { inventoryRef } from "@/lib/domain/inventory/rules";
import { changedFacts } from "@/lib/domain/inventory/systems/approvals/facts";
import { moveKind } from "@/lib/domain/inventory/systems/approvals/rules";
import { moveSnapshot } from "@/lib/domain/inventory/systems/approvals/schema";
import { stageLabel } from "@/lib/domain/inventory/systems/rules";
import { notify } from "@/lib/domain/tasks/commands/notify";
import type { Change } from "@/lib/platform/audit/change";
import type { Context } from "@/lib/platform/operation/operation";
import type { Listener } from "@/lib/platform/registry/listeners";

interface Changed {
  id: string;
  number: number;
  name: string;
  stage: string;
  unitId: string;
}

/**
 * Lets the approvals of moves follow a change of their AI system: a request goes stale when a fact of what it asks about
 * changes, and says which; an approval ends when the system moves on; both go along to another unit.
 */
export const followSystems: Listener = async (context, changes) => {
  const further: Change[] = [];
  const systems = changes.filter(
    ({ subject, before, after }) => subject.type === "systems" && before && after,
  );
  if (systems.length === 0 || (await noneOf(context, systems))) return further;
  for (const { after } of systems) further.push(...(await follow(context, after as Changed)));
  return further;
};

// One question for a whole import: most systems have no approval that could follow.
async function noneOf({ tx }: Context, changes: readonly Change[]): Promise<boolean> {
  const ids = changes.flatMap(({ subject }) => subject.id ?? []);
  const live = { kind: moveKind, state: { in: ["requested", "granted"] }, subjectId: { in: ids } };
  return (await tx.decision.count({ where: live })) === 0;
}

async function follow(context: Context, system: Changed): Promise<Change[]> {
  const changes: Change[] = [];
  const { pending, inForce } = await liveDecisions(context.tx, moveKind, system.id);
  if (pending) {
    const asked = moveSnapshot.parse(pending.snapshot);
    const moved = asked.fromStage === system.stage ? [] : ["Stage"];
    const changed = [...moved, ...changedFacts(asked.facts, { ...system })];
    if (changed.length > 0) {
      const why = `Changed after it was asked for: ${changed.join(", ")}.`;
      changes.push((await closeDecision(context, pending, "stale", why)).change);
      await notify(context, {
        title: `The move of ${inventoryRef("S", system.number)} ${system.name} to ${stageLabel(asked.toStage)} has to be asked for again. ${why}`,
        subjectType: "systems",
        subjectId: system.id,
        personIds: [pending.requestedById],
      });
    }
  }
  if (inForce) {
    const signed = moveSnapshot.parse(inForce.snapshot);
    if (signed.toStage !== system.stage) {
      const why = `The system moved on to ${stageLabel(system.stage)}.`;
      changes.push((await closeDecision(context, inForce, "ended", why)).change);
    } else if (inForce.unitId !== system.unitId)
      changes.push((await moveDecision(context, inForce, system.unitId)).change);
  }
  return changes.map((change) => ({ ...change, action: "decisions.follow" }));
}
