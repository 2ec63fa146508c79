import "server-only";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { idsOnPath } from "@/lib/domain/organization/units/rules";
import { risksRead } from "@/lib/domain/risks/access";
import { threatRulesWrite } from "@/lib/domain/threat-models/access";
import { ownRuleKey } from "@/lib/domain/threat-models/own-rules/rules";
import { may, unitsWith } from "@/lib/platform/access/actor";
import type { OwnThreatRule, Prisma } from "@/lib/platform/database/generated/client";
import { Forbidden, NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import type { FoundRecord } from "@/lib/platform/registry/contributions";

type Here = Pick<Context, "tx" | "actor">;

/** Returns the condition on rules of one's own: kept at the top, they are read below by whoever reads the shipped rules. */
export async function readableHere({ tx, actor }: Here): Promise<Prisma.OwnThreatRuleWhereInput> {
  if (actor.kind === "system") return {};
  const units = await tx.unit.findMany({
    where: { id: { in: unitsWith(actor, risksRead) } },
    select: { path: true },
  });
  return { unitId: { in: [...new Set(units.flatMap(({ path }) => idsOnPath(path)))] } };
}

/** Returns a rule of one's own as the audit trail keeps it; throws NotFound. */
export async function findOwnRule(context: Here, id: string): Promise<OwnThreatRule> {
  const found = await context.tx.ownThreatRule.findFirst({
    where: { AND: [{ id }, await readableHere(context)] },
  });
  if (!found) throw new NotFound();
  return found;
}

/** Returns these rules of one's own as a search shows them; each leads to its page among the rules. */
export async function findOwnRules(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.ownThreatRule.findMany({
    where: { AND: [{ id: { in: [...ids] } }, await readableHere(context)] },
    select: { id: true, number: true, title: true, unitId: true },
  });
  return found.map(({ id, number, title, unitId }) => {
    const ref = ownRuleKey(number);
    return { id, unitId, name: title, ownerId: null, ref, href: `/threat-rules/${ref}` };
  });
}

/** Returns the top unit; throws Forbidden unless the actor may change the rules there. */
export async function assertRulesHere({ tx, actor }: Here): Promise<string> {
  const unitId = await topUnit(tx);
  if (may(actor, threatRulesWrite, unitId)) return unitId;
  throw new Forbidden("Rules are the same for the whole organisation: only who may do this at its top can.");
}
