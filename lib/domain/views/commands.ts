import "server-only";
import * as z from "zod";
import { viewsShare, viewsUse } from "@/lib/domain/views/access";
import { findView } from "@/lib/domain/views/queries";
import { mostViews, viewFields, viewPlace, viewRecord } from "@/lib/domain/views/schema";
import { type Actor, authorOf, may, unitsWith } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { SavedView } from "@/lib/platform/database/generated/client";
import { Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { defined, recordVersion } from "@/lib/platform/schema/shape";

const mayNotShare = new Forbidden("You may keep views for yourself, not share them. Choose: only me.");

/** Keeps what a register shows under a name, for oneself or for a business unit. */
export const createView = command({
  name: "views.create",
  summary: "Keep a view of a register",
  permission: viewsUse,
  input: z.strictObject({ ...viewPlace, ...viewFields }),
  output: viewRecord,
  run: async ({ tx, actor }, { concept, name, query, reach }) => {
    const createdById = authorOf(actor);
    if ((await tx.savedView.count({ where: { createdById } })) >= mostViews)
      throw new Invalid(`One person keeps at most ${mostViews} views. Remove one first.`);
    const shared = reach === "shared";
    const unitId = highestOf(actor, shared);
    const view = await tx.savedView.create({ data: { concept, name, query, shared, unitId, createdById } });
    return { result: answer(view), change: changeOf(null, view) };
  },
});

/** Changes the name of a view, what it shows, or whom it is for. */
export const updateView = command({
  name: "views.update",
  summary: "Change a view of a register",
  permission: viewsUse,
  input: z.strictObject({
    ...recordVersion,
    name: viewFields.name.optional(),
    reach: viewFields.reach.optional(),
    query: viewPlace.query.optional(),
  }),
  output: viewRecord,
  run: async (context, { id, version, reach, ...asked }) => {
    const before = await findView(context, id);
    assertMayChange(context.actor, before);
    const shared = reach === undefined ? before.shared : reach === "shared";
    if (shared && !before.shared && !may(context.actor, viewsShare, before.unitId)) throw mayNotShare;
    const [after] = await context.tx.savedView.updateManyAndReturn({
      where: { id, version },
      data: { ...defined(asked), shared, version: { increment: 1 } },
    });
    await assertWon({ count: after ? 1 : 0 }, () => findView(context, id));
    return { result: answer(after as SavedView), change: changeOf(before, after as SavedView) };
  },
});

/** Removes a view; the records that it showed stay as they are. */
export const removeView = command({
  name: "views.remove",
  summary: "Remove a view of a register",
  permission: viewsUse,
  input: z.strictObject(recordVersion),
  run: async (context, { id, version }) => {
    const before = await findView(context, id);
    assertMayChange(context.actor, before);
    const removed = await context.tx.savedView.deleteMany({ where: { id, version } });
    await assertWon(removed, () => findView(context, id));
    return {
      result: { id },
      change: { subject: { type: "views", id, unitId: before.unitId }, before, after: null },
    };
  },
});

function assertMayChange(actor: Actor, { shared, createdById, unitId }: SavedView): void {
  const allowed = shared ? may(actor, viewsShare, unitId) : createdById === actor.personId;
  if (!allowed)
    throw new Forbidden("This view is shared by others. Save it under another name for yourself.");
}

// The unit of the first grant: where somebody is at home, and for a shared view, where they may share.
function highestOf(actor: Actor, shared: boolean): string {
  const units = unitsWith(actor, shared ? viewsShare : viewsUse);
  const unitId = actor.grants.map((grant) => grant.unitId).find((unit) => units.includes(unit)) ?? units[0];
  if (unitId === undefined) throw mayNotShare;
  return unitId;
}

function answer({ id, name, version, query, shared }: SavedView) {
  return { id, name, version, query, shared };
}

function changeOf(before: SavedView | null, after: SavedView): Change {
  return { subject: { type: "views", id: after.id, unitId: after.unitId }, before, after };
}
