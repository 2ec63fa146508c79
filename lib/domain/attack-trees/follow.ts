import "server-only";
import { treeChange } from "@/lib/domain/attack-trees/commands/write-tree";
import { moveAttached } from "@/lib/domain/comments/commands/move-attached";
import type { Change } from "@/lib/platform/audit/change";
import type { Listener } from "@/lib/platform/registry/listeners";

const unitOf = (record: object | null | undefined) => (record as { unitId?: string } | null)?.unitId;

/** Takes attack trees along when the AI system of their threat model moves to another business unit. */
export const followSystems: Listener = async (context, changes) => {
  const { tx } = context;
  const further: Change[] = [];
  for (const { subject, before, after } of changes) {
    const unitId = unitOf(after);
    if (subject.type !== "systems" || !subject.id || !before || !unitId || unitOf(before) === unitId)
      continue;
    for (const tree of await tx.attackTree.findMany({ where: { model: { systemId: subject.id } } })) {
      const moved = await tx.attackTree.update({
        where: { id: tree.id },
        data: { unitId, version: { increment: 1 } },
      });
      further.push(treeChange(tree, moved), ...(await moveAttached(context, tree.id, unitId)));
    }
  }
  return further.map((change) => ({ ...change, action: "attack-trees.follow" }));
};
