import "server-only";
import { personProblems } from "@/lib/domain/organization/people/access";
import { risksCreate, visibleTo } from "@/lib/domain/risks/access";
import { addRisk } from "@/lib/domain/risks/commands/create-risk";
import { may } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Risk } from "@/lib/platform/database/generated/client";
import { Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

type Words = Parameters<typeof addRisk>[1];

/**
 * Returns the risk that something is to belong to: the one that is named, or a new one in these words with its change. Throws
 * Invalid for one that is not there or an owner without an account, and Forbidden for whoever may not add risks in the unit.
 */
export async function namedOrNewRisk(
  context: Context,
  riskId: string | undefined,
  words: Words,
): Promise<{ risk: Pick<Risk, "id">; changes: Change[] }> {
  const { tx, actor } = context;
  if (riskId !== undefined) {
    const risk = await tx.risk.findFirst({ where: { AND: [{ id: riskId }, visibleTo(context)] } });
    if (!risk) throw new Invalid([{ path: "riskId", message: "There is no such risk. Choose another." }]);
    const problems = await personProblems(context, { ownerId: words.ownerId });
    if (problems.length > 0) throw new Invalid(problems);
    return { risk, changes: [] };
  }
  if (!may(actor, risksCreate, words.unitId))
    throw new Forbidden("You may not add risks in this unit. Choose one that is there.");
  const { risk, change } = await addRisk(context, words);
  return { risk, changes: [change] };
}
