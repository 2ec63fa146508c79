import "server-only";
import * as z from "zod";
import { controlsLibrary, controlsRead, libraryVisibleTo } from "@/lib/domain/controls/access";
import { ownControlKey, ownControlRef } from "@/lib/domain/controls/own/rules";
import { ownControlHistory } from "@/lib/domain/controls/own/schema";
import { may } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import type { OwnControl } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import type { FoundRecord } from "@/lib/platform/registry/contributions";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });

/** Returns an own control of the library; throws NotFound. */
export async function findOwnControl(
  context: Pick<Context, "tx" | "actor">,
  id: string,
): Promise<OwnControl> {
  const found = await context.tx.ownControl.findFirst({
    where: { AND: [{ id }, await libraryVisibleTo(context)] },
  });
  if (!found) throw new NotFound();
  return found;
}

/** Returns these own controls as a search shows them; each leads to its page in the library. */
export async function findOwnControls(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.ownControl.findMany({
    where: { AND: [{ id: { in: [...ids] } }, await libraryVisibleTo(context)] },
    select: { id: true, number: true, title: true, unitId: true },
  });
  return found.map(({ id, number, title, unitId }) => ({
    ...{ id, unitId, name: title, ownerId: null },
    ref: ownControlRef(number),
    href: `/controls/library/${ownControlKey(number)}`,
  }));
}

/** One own control as it is kept, with its key in the library. */
export const getOwnControl = query({
  name: "own-controls.get",
  summary: "One own control of the library",
  permission: controlsRead,
  input: byId,
  run: async (context, { id }) => {
    const found = await findOwnControl(context, id);
    const { retiredAt, createdAt, updatedAt, ...own } = found;
    return {
      ...own,
      ...{ ref: ownControlRef(own.number), key: ownControlKey(own.number) },
      can: { edit: retiredAt === null && may(context.actor, controlsLibrary, own.unitId) },
      retiredAt: retiredAt?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    };
  },
});

/** What happened to one own control of the library, newest first. */
export const getOwnControlHistory = query({
  name: "own-controls.history",
  summary: "What happened to an own control of the library, newest first",
  permission: controlsRead,
  input: byId,
  run: async (context, { id }) => {
    await findOwnControl(context, id);
    return { entries: await recordHistory(context, "own-controls", id, ownControlHistory) };
  },
});
