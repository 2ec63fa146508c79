import "server-only";
import { moveAttached } from "@/lib/domain/comments/commands/move-attached";
import { moveDecision } from "@/lib/domain/decisions/commands";
import { systemsMoved } from "@/lib/domain/inventory/systems/rules";
import { modelChange, threatChange } from "@/lib/domain/threat-models/commands/write-model";
import { followControls } from "@/lib/domain/threat-models/follow-controls";
import { followInventory } from "@/lib/domain/threat-models/follow-inventory";
import type { Change } from "@/lib/platform/audit/change";
import type { Context } from "@/lib/platform/operation/operation";
import type { Listener } from "@/lib/platform/registry/listeners";

type Heard = Pick<Context, "tx" | "actor" | "units" | "now">;

const partConcepts = ["models", "datasets", "prompts", "tools", "agents", "guardrails", "vendors"];

/**
 * Lets threat models follow what they model: along into another business unit with their system; and where they follow the
 * inventory, with their elements and threats. What controls no longer do is asked about again.
 */
export const followChanges: Listener = async (context, changes) => {
  const further: Change[] = [];
  for (const { id, unitId } of systemsMoved(changes)) further.push(...(await move(context, id, unitId)));
  const changed = changes.flatMap(({ subject, after }) =>
    after && subject.id && ["systems", ...partConcepts].includes(subject.type) ? [subject.id] : [],
  );
  if (changed.length > 0) further.push(...(await followInventory(context, await affected(context, changed))));
  further.push(...(await followControls(context, changes)));
  return further.map((change) => ({ ...change, action: change.action ?? "threat-models.follow" }));
};

// The models of which an element stands for one of these records, or whose system uses it since.
async function affected({ tx }: Heard, ids: readonly string[]): Promise<string[]> {
  const found = await tx.storedThreatModel.findMany({
    where: {
      followsInventory: true,
      OR: [{ systemId: { in: [...ids] } }, { parts: { some: { partId: { in: [...ids] } } } }],
    },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return found.map(({ id }) => id);
}

async function move(context: Heard, systemId: string, unitId: string): Promise<Change[]> {
  const { tx } = context;
  const changes: Change[] = [];
  for (const before of await tx.storedThreatModel.findMany({ where: { systemId } })) {
    const after = await tx.storedThreatModel.update({
      where: { id: before.id },
      data: { unitId, version: { increment: 1 } },
    });
    changes.push(modelChange(before, after));
    const where = { threatModelId: before.id };
    await tx.threatModelDrawing.updateMany({ where, data: { unitId } });
    await tx.threatModelPart.updateMany({ where, data: { unitId } });
    await tx.threatModelVersion.updateMany({ where, data: { unitId } });
    await tx.threatRisk.updateMany({ where: { threat: where }, data: { unitId } });
    await tx.threatControl.updateMany({ where: { threat: where }, data: { unitId } });
    const threats = await tx.threat.findMany({ where });
    for (const threat of threats) {
      const moved = await tx.threat.update({ where: { id: threat.id }, data: { unitId } });
      changes.push(threatChange(threat, moved));
    }
    const subjects = [before.id, ...threats.map((threat) => threat.id)];
    for (const decision of await tx.decision.findMany({
      where: { subjectType: { in: ["threat-models", "threats"] }, subjectId: { in: subjects } },
    }))
      changes.push((await moveDecision(context, decision, unitId)).change);
    changes.push(...(await moveAttached(context, before.id, unitId)));
  }
  return changes;
}
