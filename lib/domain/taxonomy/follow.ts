import "server-only";
import { systemsMoved } from "@/lib/domain/inventory/systems/rules";
import type { Listener } from "@/lib/platform/registry/listeners";

/** Takes what was said of the ids of threats and attack trees along when their AI system moves to another business unit. */
export const followSystems: Listener = async ({ tx }, changes) => {
  for (const { id: systemId, unitId } of systemsMoved(changes)) {
    const model = { is: { systemId } };
    await tx.taxonomyMove.updateMany({
      where: { OR: [{ threat: { is: { model } } }, { tree: { is: { model } } }] },
      data: { unitId },
    });
  }
  return [];
};
