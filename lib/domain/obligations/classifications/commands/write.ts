import "server-only";
import { inventoryRef } from "@/lib/domain/inventory/rules";
import {
  type Act,
  type Found,
  obstacleTo,
  refusalTo,
  type Standpoint,
  standpointOf,
} from "@/lib/domain/obligations/classifications/queries/find";
import { notify } from "@/lib/domain/tasks/commands/notify";
import type { Actor } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Classification, Prisma } from "@/lib/platform/database/generated/client";
import { Conflict, Forbidden } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";

/** Throws Forbidden or Conflict, with the reason, unless the actor may do this with a classification now; returns what decided. */
export async function assertCan(context: Context, act: Act, found: Found): Promise<Standpoint> {
  const from = await standpointOf(context, found);
  throwUnless(act, context.actor, from);
  return from;
}

function throwUnless(act: Act, actor: Actor, from: Standpoint): void {
  const refusal = refusalTo(act, actor, from);
  if (refusal !== null) throw new Forbidden(refusal);
  const obstacle = obstacleTo(act, from);
  if (obstacle !== null) throw new Conflict(obstacle);
}

/** Writes a classification if it still has the version that was seen; throws Conflict with it as it is now otherwise. */
export async function writeClassification(
  { tx }: Context,
  { id }: Pick<Classification, "id">,
  version: number,
  data: Prisma.ClassificationUncheckedUpdateManyInput,
): Promise<Classification> {
  const [after] = await tx.classification.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: after ? 1 : 0 }, () => tx.classification.findUniqueOrThrow({ where: { id } }));
  return after as Classification;
}

/** Returns the change of a classification for the audit trail; `more` is what a person said with it. */
export function classificationChange(
  before: Classification | null,
  after: Classification,
  more: Record<string, unknown> = {},
): Change {
  const subject = { type: "classifications", id: after.id, unitId: after.unitId };
  return { subject, before, after: { ...after, ...more } };
}

/** Returns what a command answers about a classification. */
export function classificationAnswer({ id, state, version, riskClass, openQuestions }: Classification) {
  return { id, state, version, riskClass, openQuestions };
}

/** Tells people something about the classification of a system. */
export function tell(
  context: Context,
  { id, number, name }: { id: string; number: number; name: string },
  words: (name: string) => string,
  personIds: readonly (string | null)[],
): Promise<void> {
  return notify(context, {
    title: words(`the EU AI Act classification of ${inventoryRef("S", number)} ${name}`),
    subjectType: "classifications",
    subjectId: id,
    personIds,
  });
}
