import "server-only";
import { systemsMoved } from "@/lib/domain/inventory/systems/rules";
import type { Listener } from "@/lib/platform/registry/listeners";

/** Lets the links between duties and tasks go along when their AI system moves into another unit; its tasks go by themselves. */
export const moveDuties: Listener = async ({ tx }, changes) => {
  for (const { id: systemId, unitId } of systemsMoved(changes))
    await tx.dutyTask.updateMany({ where: { systemId }, data: { unitId } });
  return [];
};
