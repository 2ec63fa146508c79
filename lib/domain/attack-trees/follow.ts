import "server-only";
import { treeChange } from "@/lib/domain/attack-trees/commands/write-tree";
import { moveAttached } from "@/lib/domain/comments/commands/move-attached";
import { systemsMoved } from "@/lib/domain/inventory/systems/rules";
import type { Change } from "@/lib/platform/audit/change";
import type { Listener } from "@/lib/platform/registry/listeners";

/** Takes attack trees along when the AI system of their threat model moves to another business unit. */
export const followSystems: Listener = async (context, changes) => {
  const { tx } = context;
  const further: Change[] = [];
  for (const { id: systemId, unitId } of systemsMoved(changes))
    for (const tree of await tx.attackTree.findMany({ where: { model: { systemId } } })) {
      const moved = await tx.attackTree.update({
        where: { id: tree.id },
        data: { unitId, version: { increment: 1 } },
      });
      further.push(treeChange(tree, moved), ...(await moveAttached(context, tree.id, unitId)));
    }
  return further.map((change) => ({ ...change, action: "attack-trees.follow" }));
};
