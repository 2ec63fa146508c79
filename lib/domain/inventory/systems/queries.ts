import "server-only";
import * as z from "zod";
import { gapsFilter, overdueFilter, partFilter } from "@/lib/domain/inventory/filters";
import { todayOf } from "@/lib/domain/inventory/references";
import { reviewFields } from "@/lib/domain/inventory/reviews/schema";
import { gapsOf, inventoryRef, overdueOf } from "@/lib/domain/inventory/rules";
import { inventoryRecord } from "@/lib/domain/inventory/schema";
import { systemsEdit, systemsMove, systemsRead, visibleTo } from "@/lib/domain/inventory/systems/access";
import { checkNames } from "@/lib/domain/inventory/systems/gates/named-checks";
import { gateCheck } from "@/lib/domain/inventory/systems/gates/schema";
import { moveFields } from "@/lib/domain/inventory/systems/lifecycle/schema";
import { partFields, partIds, partsByKind, withParts } from "@/lib/domain/inventory/systems/links";
import {
  bulkSystemFields,
  newSystemFields,
  systemColumns,
  systemFacts,
  systemFields,
} from "@/lib/domain/inventory/systems/schema";
import { may } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { lookBack } from "@/lib/platform/operation/as-of";
import { type Context, query } from "@/lib/platform/operation/operation";
import { choices } from "@/lib/platform/register/choices";
import type { RegisterRow } from "@/lib/platform/register/column";
import { refNumber } from "@/lib/platform/register/reference";
import { register } from "@/lib/platform/register/register";
import type { FoundRecord } from "@/lib/platform/registry/contributions";
import { dayText } from "@/lib/platform/time/day";

const person = { select: { id: true, name: true, email: true } } as const;
const named = { select: { id: true, name: true } } as const;

const withNames = {
  unit: named,
  owner: person,
  technicalOwner: person,
  parts: withParts,
} as const satisfies Prisma.SystemInclude;

type ReadSystem = Prisma.SystemGetPayload<{ include: typeof withNames }>;

function toRow(read: ReadSystem, today: string) {
  const { unitId, ownerId, technicalOwnerId, createdById, parts, ...system } = read;
  const nextReviewOn = dayText(system.nextReviewOn);
  return {
    ...system,
    ref: inventoryRef("S", system.number),
    gaps: gapsOf({ ...system, unitId, ownerId, technicalOwnerId }, systemFacts),
    ...partsByKind(parts),
    nextReviewOn,
    overdue: overdueOf({ stage: system.stage, nextReviewOn }, today),
    createdAt: system.createdAt.toISOString(),
    updatedAt: system.updatedAt.toISOString(),
  } satisfies RegisterRow;
}

const partFilters = Object.fromEntries(partFields.map(({ concept }) => [concept, partFilter(concept)]));

/** The register of AI systems: list, count and batches. */
export const systemRegister = register<Prisma.SystemWhereInput, Prisma.SystemOrderByWithRelationInput>({
  concept: "systems",
  title: "AI systems",
  columns: systemColumns,
  permission: systemsRead,
  sort: "name",
  visibleTo: ({ actor }) => visibleTo(actor),
  search: (words) => ({
    OR: [
      { name: { contains: words, mode: "insensitive" } },
      { purpose: { contains: words, mode: "insensitive" } },
      { number: { in: refNumber(words, "S") ?? [] } },
    ],
  }),
  filters: {
    gaps: gapsFilter(systemFields, systemFacts),
    ...partFilters,
  },
  lookups: { overdue: overdueFilter },
  fetch: async (tx, what, context) => {
    const today = await todayOf(context);
    const found = await tx.system.findMany({ ...what, include: withNames });
    return found.map((system) => toRow(system, today));
  },
  looksBack: true,
  count: (tx, where) => tx.system.count({ where }),
  bulk: { permission: systemsEdit, fields: bulkSystemFields },
});

/** The AI systems that a picker offers. */
export const systemChoices = choices({
  concept: "systems",
  many: "AI systems",
  permission: systemsRead,
  find: async ({ tx, actor }, { says, take }) => {
    const select = { id: true, name: true, unit: { select: { name: true } } } as const;
    const where = { AND: [{ name: says }, visibleTo(actor)] };
    const found = await tx.system.findMany({
      where,
      select,
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take,
    });
    return found.map(({ id, name, unit }) => ({ id, name, detail: unit.name }));
  },
});

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }), ...lookBack });

/** Returns the whole stored system with the ids of its parts, as the audit trail keeps it; throws NotFound. */
export async function findSystem({ tx }: Context, id: string, within: Prisma.SystemWhereInput) {
  const system = await tx.system.findFirst({
    where: { AND: [{ id }, within] },
    include: { parts: withParts },
  });
  if (!system) throw new NotFound();
  const { parts, ...facts } = system;
  return { ...facts, ...partIds(parts) };
}

/** Returns those of these systems that the actor may see, as other concepts name them. */
export async function findSystems({ tx, actor }: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await tx.system.findMany({
    where: { AND: [{ id: { in: [...ids] } }, visibleTo(actor)] },
    select: { id: true, number: true, name: true, unitId: true, ownerId: true },
  });
  return found.map(({ number, ...system }) => ({ ...system, ref: inventoryRef("S", number) }));
}

/** Returns a system as every door answers it: parts, moves, gaps, and what the actor may do; throws NotFound. */
export async function readSystem(context: Context, id: string) {
  const { tx, actor } = context;
  const where = { AND: [{ id }, visibleTo(actor)] };
  const found = await tx.system.findFirst({
    where,
    include: { ...withNames, moves: { orderBy: [{ createdAt: "desc" }, { id: "desc" }] } },
  });
  if (!found) throw new NotFound();
  const { moves: kept, ...system } = found;
  const moves = kept.map((move) => ({ ...move, checks: gateCheck.array().parse(move.checks ?? []) }));
  const namedChecks = await checkNames(
    tx,
    moves.flatMap(({ checks }) => checks),
  );
  const movers = await tx.person.findMany({
    where: { id: { in: moves.map((move) => move.movedById) } },
    ...named,
  });
  const nameOf = new Map(movers.map(({ id: mover, name }) => [mover, name]));
  return {
    ...toRow(system, await todayOf(context)),
    moves: moves.map(
      ({ id: move, fromStage, toStage, reason, movedById, createdAt, gateVersion, checks }) => ({
        id: move,
        fromStage,
        toStage,
        reason,
        movedBy: nameOf.get(movedById) ?? "Plumbline",
        movedAt: createdAt.toISOString(),
        gateVersion,
        checks: namedChecks(checks),
      }),
    ),
    can: { edit: may(actor, systemsEdit, system.unitId), move: may(actor, systemsMove, system.unitId) },
  };
}

/** One AI system with its parts, its moves through life and its gaps. */
export const getSystem = query({
  name: "systems.get",
  summary: "One AI system",
  permission: systemsRead,
  input: byId,
  output: inventoryRecord,
  run: (context, { id }) => readSystem(context, id),
});

/** What happened to one AI system, newest first. */
export const systemHistory = query({
  name: "systems.history",
  summary: "What happened to an AI system, newest first",
  permission: systemsRead,
  input: byId,
  run: async (context, { id }) => {
    await findSystem(context, id, visibleTo(context.actor));
    const fields = { ...newSystemFields, ...moveFields, ...reviewFields };
    return { entries: await recordHistory(context, "systems", id, fields) };
  },
});
