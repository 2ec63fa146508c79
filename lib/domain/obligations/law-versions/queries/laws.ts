import "server-only";
import * as z from "zod";
import { inventoryRef } from "@/lib/domain/inventory/rules";
import { classifiable, classificationsRead, lawsEdit, lawsVisibleTo } from "@/lib/domain/obligations/access";
import { shippedLaw } from "@/lib/domain/obligations/law";
import { compareLaws } from "@/lib/domain/obligations/law-versions/compare";
import { lawStateOf } from "@/lib/domain/obligations/law-versions/rules";
import { lawInForce, lawOfVersion } from "@/lib/domain/obligations/queries/law-in-force";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { may } from "@/lib/platform/access/actor";
import type { Transaction } from "@/lib/platform/database/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";

const facts = {
  ...{ id: true, edition: true, note: true, digest: true, createdById: true, createdAt: true },
  ...{ appliedAt: true, appliedById: true, discardedAt: true, version: true, unitId: true },
} as const;

/** Returns the id of the loaded edition that is in force, or null while it is the shipped one. */
export async function inForceId(tx: Transaction): Promise<string | null> {
  const found = await tx.lawVersion.findFirst({
    where: { appliedAt: { not: null } },
    orderBy: [{ appliedAt: "desc" }, { id: "desc" }],
    select: { id: true },
  });
  return found?.id ?? null;
}

/** Returns a loaded edition without its files; throws NotFound. */
export async function findLaw(context: Pick<Context, "tx" | "actor">, id: string) {
  const found = await context.tx.lawVersion.findFirst({
    where: { AND: [{ id }, await lawsVisibleTo(context)] },
    select: facts,
  });
  if (!found) throw new NotFound();
  return found;
}

/** The editions of the EU AI Act's data: the shipped one and those that were loaded, the newest first. */
export const listLaws = query({
  name: "laws.list",
  summary: "The editions of the EU AI Act's data",
  permission: classificationsRead,
  input: z.strictObject({}),
  run: async ({ tx, actor }) => {
    const found = await tx.lawVersion.findMany({
      select: facts,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    });
    const inForce = await inForceId(tx);
    const people = await tx.person.findMany({
      where: { id: { in: found.map(({ createdById }) => createdById) } },
      select: { id: true, name: true },
    });
    const nameOf = new Map(people.map(({ id, name }) => [id, name]));
    const { edition, digest } = shippedLaw();
    return {
      shipped: { edition, digest, state: inForce ? ("superseded" as const) : ("in-force" as const) },
      rows: found.map(
        ({ id, edition: name, note, digest: sha, createdById, createdAt, appliedAt, discardedAt }) => ({
          ...{ id, edition: name, note, digest: sha },
          state: lawStateOf({ id, appliedAt, discardedAt }, inForce),
          by: nameOf.get(createdById) ?? "Plumbline",
          at: createdAt.toISOString(),
          appliedAt: appliedAt?.toISOString() ?? null,
        }),
      ),
      can: { edit: may(actor, lawsEdit, await topUnit(tx)) },
    };
  },
});

/** What an edition changes for the systems that the actor may read, beside the one in force: outcomes, duties, dates, questions. */
export const lawChanges = query({
  name: "laws.changes",
  summary: "What another edition of the EU AI Act changes for the AI systems",
  permission: classificationsRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  timeoutMs: 30_000,
  run: async (context, { id }) => {
    const { tx, actor } = context;
    const found = await findLaw(context, id);
    const laws = [await lawInForce(tx), await lawOfVersion(tx, found)] as const;
    const all = await compareLaws(context, laws, classifiable(context));
    const state = lawStateOf(found, await inForceId(tx));
    const open = state === "draft" && may(actor, lawsEdit, found.unitId);
    return {
      ...{
        id,
        edition: found.edition,
        note: found.note,
        digest: found.digest,
        version: found.version,
        state,
      },
      inForce: { edition: laws[0].edition, digest: laws[0].digest },
      classified: all.length,
      systems: all.flatMap(({ system, row, changes }) =>
        changes.length === 0
          ? []
          : [
              {
                id: system.id,
                ref: inventoryRef("S", system.number),
                name: system.name,
                state: row.state,
                changes,
              },
            ],
      ),
      can: { apply: open, discard: open },
    };
  },
});
