import "server-only";
import { applyThreats, groundDigest } from "@/lib/domain/threat-models/commands/apply-threats";
import { followModel, reopen } from "@/lib/domain/threat-models/commands/write-model";
import { tellOwner } from "@/lib/domain/threat-models/follow-inventory";
import { rulesInForce } from "@/lib/domain/threat-models/own-rules/rule-set";
import { drawingOf } from "@/lib/domain/threat-models/queries/find";
import type { Change } from "@/lib/platform/audit/change";
import type { Context } from "@/lib/platform/operation/operation";

/**
 * Generates the threats of those models again whose drawing is as it was and whose rules are not: an organisation changed
 * them. A drawing that somebody is still working on waits for them. What changed is marked, a sign-off goes stale, and the
 * owner is told.
 */
export async function followRules(
  context: Pick<Context, "tx" | "actor" | "units" | "now">,
): Promise<Change[]> {
  const { tx } = context;
  const { digest } = await rulesInForce(tx);
  const models = await tx.storedThreatModel.findMany({
    where: {
      generatedDigest: { not: null },
      ...(digest === null
        ? { generatedRules: { not: null } }
        : { OR: [{ generatedRules: null }, { generatedRules: { not: digest } }] }),
    },
    orderBy: { id: "asc" },
  });
  const changes: Change[] = [];
  for (const model of models) {
    const { drawingDigest } = model;
    if (model.generatedDigest !== groundDigest(model, drawingDigest)) continue;
    const { drawing } = await drawingOf(context, model.drawingId);
    const applied = await applyThreats(context, model, { drawing, drawingDigest, marks: true });
    const material = applied.changes.length > 0;
    const reopened = material ? await reopen(context, model, applied.named) : { data: {}, changes: [] };
    const followed = await followModel(context, model, { ...applied.ground, ...reopened.data });
    await tellOwner(context, model, applied, "a change of the rules");
    changes.push(...(followed ? [followed.change] : []), ...applied.changes, ...reopened.changes);
  }
  return changes;
}
