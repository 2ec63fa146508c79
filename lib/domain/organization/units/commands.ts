import "server-only";
import { v7 } from "uuid";
import * as z from "zod";
import { unitsEdit } from "@/lib/domain/organization/units/access";
import { whatIsIn } from "@/lib/domain/organization/units/contents";
import { findUnit } from "@/lib/domain/organization/units/queries";
import { deepestLevel, depthOf, liesWithin } from "@/lib/domain/organization/units/rules";
import { unitFields, unitRecord } from "@/lib/domain/organization/units/schema";
import { may } from "@/lib/platform/access/actor";
import type { Transaction } from "@/lib/platform/database/client";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import { Conflict, Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { createInput, recordVersion } from "@/lib/platform/schema/shape";

const taken = "A unit with this name exists there. Choose another name.";

/** Adds a business unit below another. */
export const createUnit = command({
  name: "units.create",
  summary: "Add a business unit",
  permission: unitsEdit,
  input: createInput(unitFields),
  output: unitRecord,
  run: async (context, { name, parentId }) => {
    await lockTree(context.tx);
    const parent = await reachable(context, parentId);
    assertDepth(depthOf(parent.path) + 1);
    const id = v7();
    const unit = await refuseDuplicate("name", taken, () =>
      context.tx.unit.create({ data: { id, name, parentId, path: `${parent.path}${id}/` } }),
    );
    return { result: recordOf(unit), change: { subject: subjectOf(unit), before: null, after: unit } };
  },
});

/** Gives a business unit another name. The top unit carries the organisation's name. */
export const renameUnit = command({
  name: "units.rename",
  summary: "Rename a business unit",
  permission: unitsEdit,
  input: z.strictObject({ ...recordVersion, name: unitFields.name }),
  output: unitRecord,
  run: async (context, { id, version, name }) => {
    const before = await findUnit(context, id);
    if (before.parentId === null)
      throw new Invalid([
        {
          path: "name",
          message:
            "The top unit carries the organisation's name. Change that in the organisation's settings.",
        },
      ]);
    const updated = await refuseDuplicate("name", taken, () =>
      context.tx.unit.updateMany({ where: { id, version }, data: { name, version: { increment: 1 } } }),
    );
    await assertWon(updated, async () => recordOf(await findUnit(context, id)));
    const after = await findUnit(context, id);
    return { result: recordOf(after), change: { subject: subjectOf(after), before, after } };
  },
});

/** Moves a business unit with everything below it; whoever moves it holds both the old and the new place. */
export const moveUnit = command({
  name: "units.move",
  summary: "Move a business unit",
  permission: unitsEdit,
  input: z.strictObject({ ...recordVersion, parentId: unitFields.parentId }),
  output: unitRecord,
  run: async (context, { id, version, parentId }) => {
    await lockTree(context.tx);
    const before = await findUnit(context, id);
    assertHoldsParent(context, before.parentId);
    const parent = await reachable(context, parentId);
    if (liesWithin(parent.path, before.path))
      throw new Invalid([
        { path: "parentId", message: "A unit cannot be moved below itself. Choose a unit elsewhere." },
      ]);
    assertDepth(depthOf(parent.path) + 1 + (await levelsBelow(context.tx, before.path)));
    const updated = await refuseDuplicate("parentId", taken, () =>
      context.tx.unit.updateMany({ where: { id, version }, data: { parentId, version: { increment: 1 } } }),
    );
    await assertWon(updated, async () => recordOf(await findUnit(context, id)));
    await context.tx.$executeRaw`
      update units set path = ${`${parent.path}${id}/`} || substr(path, ${before.path.length + 1}::int)
      where starts_with(path, ${before.path})`;
    const after = await findUnit(context, id);
    return { result: recordOf(after), change: { subject: subjectOf(after), before, after } };
  },
});

/** Removes a business unit that holds nothing and nobody any more. */
export const removeUnit = command({
  name: "units.remove",
  summary: "Remove a business unit",
  permission: unitsEdit,
  secrets: true,
  input: z.strictObject(recordVersion),
  output: z.strictObject({ id: z.uuid() }),
  run: async (context, { id, version }) => {
    await lockTree(context.tx);
    const before = await findUnit(context, id);
    assertHoldsParent(context, before.parentId);
    const content = await whatIsIn(context.tx, id);
    if (content.length > 0)
      throw new Conflict(`This unit still holds ${content.join(", ")}. Move or end them first.`);
    // What has ended keeps no unit alive; the audit trail still tells of it.
    await context.tx.grant.deleteMany({ where: { unitId: id } });
    await context.tx.apiToken.deleteMany({ where: { unitId: id } });
    await context.tx.customRole.deleteMany({ where: { unitId: id } });
    const removed = await context.tx.unit.deleteMany({ where: { id, version } });
    await assertWon(removed, async () => recordOf(await findUnit(context, id)));
    return {
      result: { id },
      change: { subject: { type: "units", id, unitId: before.parentId ?? id }, before, after: null },
    };
  },
});

// Two changes of the tree at once could make a circle or a path that leads nowhere.
async function lockTree(tx: Transaction): Promise<void> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtext('plumbline unit tree'))::text`;
}

async function reachable({ tx, units, actor }: Context, id: string) {
  const parent =
    actor.kind === "system" || units.includes(id) ? await tx.unit.findUnique({ where: { id } }) : null;
  if (!parent)
    throw new Invalid([
      { path: "parentId", message: "There is no such unit where you may do this. Choose another." },
    ]);
  return parent;
}

function assertHoldsParent({ actor }: Context, parentId: string | null): void {
  if (parentId === null)
    throw new Forbidden("The top unit is the organisation itself. It cannot be moved or removed.");
  if (!may(actor, unitsEdit, parentId))
    throw new Forbidden("This needs the permission in the unit above, too. Ask an administrator there.");
}

function assertDepth(level: number): void {
  if (level >= deepestLevel)
    throw new Invalid([
      {
        path: "parentId",
        message: `Units may be nested ${deepestLevel} levels deep. Choose a unit further up.`,
      },
    ]);
}

async function levelsBelow(tx: Transaction, path: string): Promise<number> {
  const below = await tx.unit.findMany({ where: { path: { startsWith: path } }, select: { path: true } });
  return Math.max(...below.map((unit) => depthOf(unit.path))) - depthOf(path);
}

interface StoredUnit {
  id: string;
  name: string;
  parentId: string | null;
  version: number;
}

function recordOf({ id, name, parentId, version }: StoredUnit) {
  return { id, name, parentId, version };
}

function subjectOf({ id }: StoredUnit) {
  return { type: "units", id, unitId: id };
}
