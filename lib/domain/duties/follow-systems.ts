import "server-only";
import type { Listener } from "@/lib/platform/registry/listeners";

/** Lets the links between duties and tasks go along when their AI system moves into another unit; its tasks go by themselves. */
export const moveDuties: Listener = async ({ tx }, changes) => {
  for (const { subject, before, after } of changes) {
    if (subject.type !== "systems" || subject.id === null || !before || !after) continue;
    const { unitId } = after as { unitId: string };
    if ((before as { unitId: string }).unitId !== unitId)
      await tx.dutyTask.updateMany({ where: { systemId: subject.id }, data: { unitId } });
  }
  return [];
};
