import "server-only";
import { controlsLibrary } from "@/lib/domain/controls/access";
import { findOwnControl } from "@/lib/domain/controls/own/queries/own";
import { ownControlRef } from "@/lib/domain/controls/own/rules";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { may } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { OwnControl, Prisma } from "@/lib/platform/database/generated/client";
import { Forbidden } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";

/** Returns the unit that keeps the library; throws Forbidden unless the actor may change it there. */
export async function libraryUnit({ tx, actor }: Context): Promise<string> {
  const top = await topUnit(tx);
  assertKeeps(actor, top);
  return top;
}

/** Returns an own control that the actor may change; throws NotFound or Forbidden. */
export async function changeable(context: Context, id: string): Promise<OwnControl> {
  const found = await findOwnControl(context, id);
  assertKeeps(context.actor, found.unitId);
  return found;
}

function assertKeeps(actor: Context["actor"], unitId: string): void {
  if (may(actor, controlsLibrary, unitId)) return;
  throw new Forbidden(
    "The library is the same for the whole organisation: only who may do this at its top can.",
  );
}

/** Writes an own control if it still has the version that was seen; throws Conflict with it as it is now otherwise. */
export async function writeOwnControl(
  context: Context,
  { id }: OwnControl,
  version: number,
  data: Prisma.OwnControlUncheckedUpdateManyInput,
): Promise<OwnControl> {
  const [after] = await context.tx.ownControl.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: after ? 1 : 0 }, () => findOwnControl(context, id));
  return after as OwnControl;
}

/** Returns what a command answers about an own control, with its change for the audit trail. */
export function ownControlChange(before: OwnControl | null, after: OwnControl) {
  const { id, number, title, version, unitId } = after;
  const change: Change = { subject: { type: "own-controls", id, unitId }, before, after };
  return { result: { id, ref: ownControlRef(number), title, version }, change };
}
