import "server-only";
import * as z from "zod";
import { controlsLibrary } from "@/lib/domain/controls/access";
import { findOwnControl } from "@/lib/domain/controls/own/queries/own";
import { ownControlRecord, retireFields } from "@/lib/domain/controls/own/schema";
import { may } from "@/lib/platform/access/actor";
import type { OwnControl, Prisma } from "@/lib/platform/database/generated/client";
import { Conflict, Forbidden } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { recordVersion } from "@/lib/platform/schema/shape";

/** Takes an own control out of the library: it is offered no more, and where it is carried out it stays as it is. */
export const retireOwnControl = command({
  name: "own-controls.retire",
  summary: "Retire an own control of the library",
  permission: controlsLibrary,
  input: z.strictObject({ ...recordVersion, ...retireFields }),
  output: ownControlRecord,
  run: async (context, { id, version, reason }) => {
    const before = await changeable(context, id);
    if (before.retiredAt !== null) throw new Conflict("It is retired already.");
    return won(context, before, version, { retiredAt: context.now, retiredReason: reason });
  },
});

/** Offers a retired control again. */
export const restoreOwnControl = command({
  name: "own-controls.restore",
  summary: "Offer a retired own control of the library again",
  permission: controlsLibrary,
  input: z.strictObject(recordVersion),
  output: ownControlRecord,
  run: async (context, { id, version }) => {
    const before = await changeable(context, id);
    if (before.retiredAt === null) throw new Conflict("It is not retired.");
    return won(context, before, version, { retiredAt: null, retiredReason: null });
  },
});

async function changeable(context: Context, id: string): Promise<OwnControl> {
  const found = await findOwnControl(context, id);
  if (may(context.actor, controlsLibrary, found.unitId)) return found;
  throw new Forbidden(
    "The library is the same for the whole organisation: only who may do this at its top can.",
  );
}

async function won(
  context: Context,
  before: OwnControl,
  version: number,
  data: Prisma.OwnControlUncheckedUpdateManyInput,
) {
  const { id } = before;
  const [after] = await context.tx.ownControl.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: after ? 1 : 0 }, () => findOwnControl(context, id));
  const kept = after as OwnControl;
  const subject = { type: "own-controls", id, unitId: kept.unitId };
  return { result: { id, version: kept.version }, change: { subject, before, after: kept } };
}
