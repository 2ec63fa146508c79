import "server-only";
import { risksAccept } from "@/lib/domain/risks/access";
import type { Ground } from "@/lib/domain/risks/queries/method";
import { aboveAppetite, riskRef } from "@/lib/domain/risks/rules";
import { askToSign } from "@/lib/domain/tasks/commands/notify";
import type { Decision } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

interface Asked {
  id: string;
  number: number;
  title: string;
  unitId: string;
  category: string;
  currentScore: number;
}

/** Tells everybody who may sign the acceptance of this risk that it waits for them. */
export async function askToAccept(
  context: Context,
  risk: Asked,
  pending: Decision,
  { method }: Ground,
): Promise<void> {
  const above = aboveAppetite(risk.currentScore, risk.category, method);
  const signers = above ? [method.aboveAppetiteRole] : risksAccept;
  await askToSign(
    context,
    signers,
    {
      title: `Your decision is asked for: accept ${riskRef(risk.number)} ${risk.title}?`,
      ...{ subjectType: "risks", subjectId: risk.id, unitId: risk.unitId },
    },
    pending.authorIds,
  );
}
