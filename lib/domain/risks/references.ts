import "server-only";
import { riskMethodSetting } from "@/lib/domain/risks/settings";
import { readSetting } from "@/lib/domain/organization/settings/setting";
import type { Transaction } from "@/lib/platform/database/client";
import { type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

interface References {
  unitId: string;
  ownerId?: string | null | undefined;
  systemIds?: string[] | undefined;
}

/** Throws Invalid unless every record that the input names is within the actor's scope; foreign and absent look alike. */
export async function assertReachable({ tx, units, actor }: Context, { unitId, ownerId, systemIds }: References): Promise<void> {
  const problems: FieldProblem[] = [];
  const own = actor.kind === "system" ? (await tx.unit.count({ where: { id: unitId } })) === 1 : units.includes(unitId);
  if (!own) problems.push({ path: "unitId", message: "There is no such business unit where you may do this. Choose another." });
  if (ownerId && (await tx.person.count({ where: { id: ownerId, status: { not: "disabled" } } })) === 0) {
    problems.push({ path: "ownerId", message: "There is no such person. Choose somebody with an account." });
  }
  if (systemIds && systemIds.length > 0 && (await tx.system.count({ where: { id: { in: systemIds } } })) !== systemIds.length) {
    problems.push({ path: "systemIds", message: "One of these AI systems does not exist. Choose them again." });
  }
  if (problems.length > 0) throw new Invalid(problems);
}

/** Throws Invalid unless the category is one of the risk method's. */
export async function assertCategory(tx: Transaction, category: string): Promise<void> {
  const { value } = await readSetting(tx, riskMethodSetting);
  if (value.categories.some(({ key }) => key === category)) return;
  const known = value.categories.map(({ key }) => key).join(", ");
  throw new Invalid([{ path: "category", message: `"${category}" is not a risk category. Use one of: ${known}.` }]);
}
