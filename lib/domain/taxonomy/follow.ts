import "server-only";
import type { Listener } from "@/lib/platform/registry/listeners";

const unitOf = (record: object | null | undefined) => (record as { unitId?: string } | null)?.unitId;

/** Takes what was said of the ids of threats and attack trees along when their AI system moves to another business unit. */
export const followSystems: Listener = async ({ tx }, changes) => {
  for (const { subject, before, after } of changes) {
    const unitId = unitOf(after);
    if (subject.type !== "systems" || !subject.id || !before || !unitId || unitOf(before) === unitId)
      continue;
    const model = { is: { systemId: subject.id } };
    await tx.taxonomyMove.updateMany({
      where: { OR: [{ threat: { is: { model } } }, { tree: { is: { model } } }] },
      data: { unitId },
    });
  }
  return [];
};
