import "server-only";
import * as z from "zod";
import { bomsReconcile } from "@/lib/domain/inventory/boms/access";
import { billChanges } from "@/lib/domain/inventory/boms/reconcile/bill-changes";
import type { Finding } from "@/lib/domain/inventory/boms/reconcile/compare";
import { compareStored, storedDocument } from "@/lib/domain/inventory/boms/reconcile/found-bom";
import { bomRecord, type Choice } from "@/lib/domain/inventory/boms/schema";
import { systemsRead, visibleTo } from "@/lib/domain/inventory/systems/access";
import { findSystem } from "@/lib/domain/inventory/systems/queries";
import { type Actor, may, unitsWith } from "@/lib/platform/access/actor";
import type { Bom, Prisma } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });

/** Returns the condition of the bills of materials that the actor may see: of systems in reach, and of inventories of units. */
export function bomsVisibleTo(actor: Actor): Prisma.BomWhereInput {
  const unitId = { in: [...unitsWith(actor, systemsRead)] };
  return { OR: [{ system: visibleTo(actor) }, { systemId: null, unitId }] };
}

/** Returns a stored bill of materials that the actor may see; throws NotFound. */
export async function findBom({ tx, actor }: Context, id: string): Promise<Bom> {
  const found = await tx.bom.findFirst({ where: { id, ...bomsVisibleTo(actor) } });
  if (!found) throw new NotFound();
  return found;
}

/** One bill of materials with its differences from the register as it is now. */
export const getBom = query({
  name: "boms.get",
  summary: "A bill of materials that came in, with its differences from the register",
  permission: systemsRead,
  input: byId,
  output: bomRecord,
  run: async (context, { id }) => {
    const { matches: _matches, choices: _choices, ...bom } = await findBom(context, id);
    const { open, kept, system, entries, decided } = await compareStored(context, {
      ...bom,
      matches: _matches,
      choices: _choices,
    });
    const unitNames = await namesOfUnits(context, open);
    const deciders = await namesOfPeople(context, [...decided.values()]);
    const shown = ({ value: _value, candidates, ...difference }: (typeof open)[number]) => ({
      ...difference,
      decided: decidedOf(decided.get(difference.key), deciders),
      candidates: candidates.map((one) => ({ ...one, unit: unitNames.get(one.unitId) ?? "" })),
    });
    return {
      ...bom,
      createdAt: bom.createdAt.toISOString(),
      system: system && { id: system.id, name: String(system.values["name"]) },
      // What was stated and could not be taken as it is.
      unreadable: entries.flatMap(({ name, unreadable }) => unreadable.map((one) => ({ name, ...one }))),
      differences: open.map(shown),
      kept: kept.map(shown),
      can: { reconcile: may(context.actor, bomsReconcile, bom.unitId) },
    };
  },
});

// Who kept what the register says or left it for later, when and why; null where nobody has said anything yet.
function decidedOf(choice: Choice | undefined, names: ReadonlyMap<string, string>) {
  if (!choice) return null;
  const { choice: what, reason, by, at } = choice;
  return { choice: what, reason, by: names.get(by) ?? "Plumbline", at };
}

async function namesOfPeople({ tx }: Context, decided: readonly Choice[]): Promise<Map<string, string>> {
  const ids = [...new Set(decided.map(({ by }) => by))];
  const people = await tx.person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}

// Records of one name are told apart by who keeps them.
async function namesOfUnits({ tx }: Context, findings: readonly Finding[]): Promise<Map<string, string>> {
  const ids = new Set(findings.flatMap(({ candidates }) => candidates.map(({ unitId }) => unitId)));
  const units = await tx.unit.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(units.map(({ id, name }) => [id, name]));
}

const most = 50;

/** The bills of materials that came in for a system, newest first. */
export const listBoms = query({
  name: "systems.boms",
  summary: "The bills of materials that came in for an AI system, newest first",
  permission: systemsRead,
  input: byId,
  run: async (context, { id: systemId }) => {
    await findSystem(context, systemId, visibleTo(context.actor));
    return { boms: await newest(context, { systemId }, most) };
  },
});

/** The bills of materials that came in for systems and whole inventories, newest first. */
export const listAllBoms = query({
  name: "boms.list",
  summary: "The bills of materials that came in, for AI systems and for whole inventories, newest first",
  permission: systemsRead,
  input: z.strictObject({
    limit: z.coerce
      .number({ error: "Is not a number." })
      .int({ error: "Is not a whole number." })
      .min(1, { error: "Ask for at least 1." })
      .max(500, { error: "Ask for at most 500." })
      .default(200),
  }),
  run: async (context, { limit }) => ({ rows: await newest(context, bomsVisibleTo(context.actor), limit) }),
});

async function newest({ tx }: Context, where: Prisma.BomWhereInput, take: number) {
  const found = await tx.bom.findMany({
    where,
    omit: { matches: true, choices: true },
    include: { system: { select: { id: true, name: true } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take,
  });
  return found.map(({ createdAt, ...bom }) => ({ ...bom, createdAt: createdAt.toISOString() }));
}

const mostSiblings = 20;
const mostChanges = 500;

/** What a bill of materials says otherwise than an earlier one with the same serial number: the last before it, or the one named. */
export const bomChanges = query({
  name: "boms.changes",
  summary: "What changed in a bill of materials since an earlier one with the same serial number",
  permission: systemsRead,
  input: z.strictObject({
    ...byId.shape,
    since: z.uuid({ error: "Is not the id of a bill of materials." }).optional(),
  }),
  run: async (context, { id, since }) => {
    const bom = await findBom(context, id);
    const { serialNumber, systemId, createdAt } = bom;
    const same = {
      serialNumber: serialNumber ?? "",
      systemId,
      id: { not: id },
      createdAt: { lte: createdAt },
    };
    const earlier = await newest(context, { AND: [same, bomsVisibleTo(context.actor)] }, mostSiblings);
    const against = since ? earlier.find((one) => one.id === since) : earlier[0];
    if (since && !against) throw new NotFound();
    if (!against) return { earlier: [], since: null, changes: [], more: 0 };
    const [then, now] = await Promise.all([storedDocument(against.sha256), storedDocument(bom.sha256)]);
    const changes = billChanges(then.document, now.document);
    const more = Math.max(0, changes.length - mostChanges);
    return { earlier, since: against, changes: changes.slice(0, mostChanges), more };
  },
});
