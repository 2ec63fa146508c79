import "server-only";
import * as z from "zod";
import { unitsEdit, unitsRead, visibleTo } from "@/lib/domain/organization/units/access";
import { depthOf, idsOnPath } from "@/lib/domain/organization/units/rules";
import { unitFields } from "@/lib/domain/organization/units/schema";
import { may } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";

/** Returns the stored unit within the actor's scope; throws NotFound. */
export async function findUnit(context: Context, id: string) {
  const unit = await context.tx.unit.findFirst({ where: { AND: [{ id }, visibleTo(context)] } });
  if (!unit) throw new NotFound();
  return unit;
}

/** The business units in which the actor has a role, as a tree read from the top. */
export const listUnits = query({
  name: "units.list",
  summary: "The tree of business units",
  permission: unitsRead,
  input: z.strictObject({}),
  run: async (context) => {
    const units = await context.tx.unit.findMany({
      where: visibleTo(context),
      select: {
        id: true,
        name: true,
        parentId: true,
        path: true,
        version: true,
        _count: { select: { people: true, systems: true, risks: true } },
      },
    });
    const names = new Map(units.map(({ id, name }) => [id, name]));
    const sorted = units
      .map((unit) => ({ ...unit, names: idsOnPath(unit.path).map((id) => names.get(id) ?? "") }))
      .sort((a, b) => comparePaths(a.names, b.names));
    const top = Math.min(...sorted.map(({ path }) => depthOf(path)));
    return {
      units: sorted.map(({ id, name, parentId, path, version, _count }) => {
        const holdsParent = parentId !== null && may(context.actor, unitsEdit, parentId);
        return {
          id,
          name,
          parentId,
          version,
          ..._count,
          depth: depthOf(path) - top,
          can: {
            rename: parentId !== null && may(context.actor, unitsEdit, id),
            add: may(context.actor, unitsEdit, id),
            move: holdsParent,
            remove: holdsParent,
          },
        };
      }),
    };
  },
});

function comparePaths(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((name, i) => name !== b[i]);
  if (differs === -1) return a.length - b.length;
  return b[differs] === undefined ? 1 : (a[differs] ?? "").localeCompare(b[differs]);
}

/** One business unit with its history. */
export const getUnit = query({
  name: "units.get",
  summary: "One business unit",
  permission: unitsRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }) => {
    const { name, parentId, version, path } = await findUnit(context, id);
    const history = await recordHistory(context, "units", id, unitFields);
    return {
      id,
      name,
      parentId,
      version,
      depth: depthOf(path),
      can: { edit: may(context.actor, unitsEdit, id) },
      history,
    };
  },
});

/** The units that fit what was typed into a picker. */
export const chooseUnits = query({
  name: "units.choices",
  summary: "Business units to choose from",
  permission: unitsRead,
  input: z.strictObject({
    q: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).optional(),
  }),
  run: async (context, { q = "", limit = 50 }) => {
    const words = q.replaceAll("\u0000", "").toWellFormed();
    const found = await context.tx.unit.findMany({
      where: { AND: [visibleTo(context), { name: { contains: words, mode: "insensitive" } }] },
      select: { id: true, name: true, path: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: limit,
    });
    const above = [...new Set(found.flatMap(({ path }) => idsOnPath(path)))];
    const names = new Map(
      (
        await context.tx.unit.findMany({ where: { id: { in: above } }, select: { id: true, name: true } })
      ).map((unit) => [unit.id, unit.name]),
    );
    return {
      choices: found.map(({ id, name, path }) => {
        const detail = idsOnPath(path)
          .slice(0, -1)
          .map((step) => names.get(step))
          .join(" › ");
        return detail === "" ? { id, name } : { id, name, detail };
      }),
    };
  },
});
