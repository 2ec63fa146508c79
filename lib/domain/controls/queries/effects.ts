import "server-only";
import { visibleTo } from "@/lib/domain/controls/access";
import type { LinkedEffect } from "@/lib/domain/controls/current-score/rules";
import { todayOf } from "@/lib/domain/controls/queries/control";
import { dated } from "@/lib/domain/controls/queries/row";
import { controlRef, designOf, operationOf, shareOf } from "@/lib/domain/controls/rules";
import type { Context } from "@/lib/platform/operation/operation";

/** A control on a risk with the link that says so. */
interface Linked extends LinkedEffect {
  linkId: string;
  controlId: string;
}

/** What is linked to a risk; whole unless a control stands behind a wall for this reader. */
interface OnRisk {
  linked: Linked[];
  whole: boolean;
}

/** Returns the controls on each of these risks with how much of each counts today; the caller has checked that the risks may be read. */
export async function effectsOn(
  context: Pick<Context, "tx" | "actor" | "now">,
  riskIds: readonly string[],
): Promise<Map<string, OnRisk>> {
  const { tx } = context;
  const links = await tx.controlRisk.findMany({
    where: { riskId: { in: [...riskIds] }, removedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  if (links.length === 0) return new Map();
  const found = await tx.control.findMany({
    where: { AND: [{ id: { in: links.map(({ controlId }) => controlId) } }, await visibleTo(context)] },
  });
  const today = await todayOf(context);
  const byId = new Map(found.map((control) => [control.id, dated(control)]));
  const onRisk = new Map<string, OnRisk>();
  for (const { id: linkId, riskId, controlId } of links) {
    const { linked, whole } = onRisk.get(riskId) ?? { linked: [], whole: true };
    const control = byId.get(controlId);
    if (!control) {
      onRisk.set(riskId, { linked, whole: false });
      continue;
    }
    const [designed, operating] = [designOf(control), operationOf(control, today)];
    const { number, title, lowersLikelihood, lowersImpact } = control;
    const weak = designed && designed.effect !== "effective" ? designed : operating;
    linked.push({
      ...{ linkId, controlId, title, lowersLikelihood, lowersImpact },
      ref: controlRef(number),
      share: shareOf(designed, operating),
      why: weak?.reason ?? "It does not apply.",
    });
    onRisk.set(riskId, { linked, whole });
  }
  return onRisk;
}
