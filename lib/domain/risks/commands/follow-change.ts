import "server-only";
import { addAuthor, closeDecision, requestDecision } from "@/lib/domain/decisions/commands";
import { askToAccept } from "@/lib/domain/risks/commands/ask-to-sign";
import type { Ground } from "@/lib/domain/risks/queries/method";
import { type Live, readRisk, type StoredRisk } from "@/lib/domain/risks/queries/risk";
import { type Material, materialChanges, riskRef, statusAfterTreatment } from "@/lib/domain/risks/rules";
import { acceptanceKind, type Treatment } from "@/lib/domain/risks/schema";
import { riskSnapshot } from "@/lib/domain/risks/snapshot";
import { notify } from "@/lib/domain/tasks/commands/notify";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Decision } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

/** What a change of a risk does to its acceptance: what of it is material, and the columns that change with it. */
interface Fall {
  material: string[];
  columns: { status: string; acceptedUntil: null } | Record<string, never>;
}

/** Returns whether an acceptance in force falls with this change of the risk, and why. */
export function fallOf(
  { inForce }: Live,
  before: StoredRisk,
  data: Partial<Material> & { treatment?: string | null },
): Fall {
  const after = { ...before, ...data };
  const material = inForce ? materialChanges(before, after) : [];
  if (material.length === 0) return { material, columns: {} };
  return {
    material,
    columns: {
      status: statusAfterTreatment("open", after.treatment as Treatment | null),
      acceptedUntil: null,
    },
  };
}

/**
 * Lets the decisions on a risk follow a change of it that is written. Whoever changes a risk whose acceptance waits can
 * no longer sign it. An acceptance that falls goes stale and says why, and acceptance is asked for anew.
 */
export async function followChange(
  context: Context,
  risk: StoredRisk,
  { pending, inForce }: Live,
  { material }: Fall,
  ground: Ground,
): Promise<Change[]> {
  const authored = pending ? await addAuthor(context, pending) : null;
  const changes = authored ? [authored.change] : [];
  if (!inForce || material.length === 0) return changes;
  const reason = `Changed since it was signed: ${material.join(", ")}.`;
  changes.push((await closeDecision(context, inForce, "stale", reason)).change);
  await notify(context, {
    title: `${riskRef(risk.number)} is no longer accepted. ${reason}`,
    subjectType: "risks",
    subjectId: risk.id,
    personIds: [risk.ownerId, inForce.requestedById, inForce.signerId],
  });
  return pending ? changes : [...changes, ...(await askAgain(context, risk, inForce, material, ground))];
}

async function askAgain(
  context: Context,
  risk: StoredRisk,
  stale: Decision,
  material: readonly string[],
  ground: Ground,
): Promise<Change[]> {
  const until = dayText(stale.until) ?? ground.today;
  if (until <= ground.today || risk.currentScore === 0) return [];
  const reason = `Asked again, because this changed after the signature: ${material.join(", ")}. First asked with: ${stale.reason}`;
  const asked = { reason: reason.slice(0, 2_000), conditions: stale.conditions, until };
  const seen = await readRisk(context, risk.id);
  const { decision, change } = await requestDecision(context, {
    kind: acceptanceKind,
    subject: { type: "risks", id: risk.id, unitId: risk.unitId },
    ...asked,
    snapshot: riskSnapshot(seen, ground, { by: authorOf(context.actor), ...asked }),
    authorIds: [...stale.authorIds, stale.requestedById],
  });
  await askToAccept(context, risk, decision, ground);
  return [change];
}
