import "server-only";
import * as z from "zod";
import { auditRead } from "@/lib/domain/audit/access";
import { packsEngage } from "@/lib/domain/audit-packs/access";
import { engagementColumns, engagementFields } from "@/lib/domain/audit-packs/engagements/schema";
import { engagementState, packRef } from "@/lib/domain/audit-packs/rules";
import { may } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import { withinUnits } from "@/lib/platform/operation/within-units";
import type { RegisterRow } from "@/lib/platform/register/column";
import { anyOf } from "@/lib/platform/register/filter";
import { register } from "@/lib/platform/register/register";
import { dayText } from "@/lib/platform/time/day";

const include = {
  person: { select: { id: true, name: true, email: true } },
  pack: { select: { id: true, number: true, title: true } },
} as const satisfies Prisma.AuditEngagementInclude;
type Read = Prisma.AuditEngagementGetPayload<{ include: typeof include }>;

async function toRows({ tx, now }: Pick<Context, "tx" | "now">, engagements: readonly Read[]) {
  const ids = engagements.map(({ id }) => id);
  const [units, people, reads] = await Promise.all([
    tx.unit.findMany({
      where: { id: { in: engagements.map(({ unitId }) => unitId) } },
      select: { id: true, name: true },
    }),
    tx.person.findMany({
      where: { id: { in: engagements.map(({ createdById }) => createdById) } },
      select: { id: true, name: true, email: true },
    }),
    tx.auditorRead.groupBy({
      by: ["engagementId"],
      where: { engagementId: { in: ids } },
      _count: true,
      _max: { createdAt: true },
    }),
  ]);
  return engagements.map((one) => {
    const read = reads.find(({ engagementId }) => engagementId === one.id);
    return {
      ...{ id: one.id, ref: "", version: 1, person: one.person, purpose: one.purpose },
      unit: units.find(({ id }) => id === one.unitId) ?? null,
      opens: one.pack ? "pack" : "records",
      pack: one.pack ? `${packRef(one.pack.number)} ${one.pack.title}` : null,
      state: engagementState(one, now),
      startsOn: dayText(one.startsOn) ?? "",
      endsOn: dayText(one.endsOn) ?? "",
      endedAt: one.endedAt?.toISOString() ?? null,
      createdAt: one.createdAt.toISOString(),
      engagedBy: people.find(({ id }) => id === one.createdById) ?? null,
      reads: read?._count ?? 0,
      lastReadAt: read?._max.createdAt?.toISOString() ?? null,
    } satisfies RegisterRow;
  });
}

// Each state as a condition on its instants.
const states = (now: Date): Record<string, Prisma.AuditEngagementWhereInput> => ({
  planned: { endedAt: null, endsAt: { gt: now }, startsAt: { gt: now } },
  open: { endedAt: null, endsAt: { gt: now }, startsAt: { lte: now } },
  ended: { OR: [{ endedAt: { not: null } }, { endsAt: { lte: now } }] },
});

const opened: Record<string, Prisma.AuditEngagementWhereInput> = {
  records: { packId: null },
  pack: { packId: { not: null } },
};

/** The register of auditors' engagements: list, count and batches. */
export const engagementRegister = register<
  Prisma.AuditEngagementWhereInput,
  Prisma.AuditEngagementOrderByWithRelationInput
>({
  concept: "audit-engagements",
  title: "Auditors",
  columns: engagementColumns,
  permission: auditRead,
  sort: "-createdAt",
  visibleTo: withinUnits,
  search: (words) => ({
    OR: [
      { purpose: { contains: words, mode: "insensitive" } },
      { person: { name: { contains: words, mode: "insensitive" } } },
      { person: { email: { contains: words, mode: "insensitive" } } },
    ],
  }),
  filters: { opens: (text, key) => anyOf(text, key, "Opens", opened) },
  lookups: { state: (text, { now }) => anyOf(text, "state", "State", states(now)) },
  fetch: async (tx, what, context) =>
    toRows(context, await tx.auditEngagement.findMany({ ...what, include })),
  count: (tx, where) => tx.auditEngagement.count({ where }),
});

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });

async function find(context: Context, id: string): Promise<Read> {
  const where = { AND: [{ id }, withinUnits(context)] };
  const found = await context.tx.auditEngagement.findFirst({ where, include });
  if (!found) throw new NotFound();
  return found;
}

/** One engagement of an auditor: who reads what, why, on which days, and how much was read. */
export const getEngagement = query({
  name: "audit-engagements.get",
  summary: "One engagement of an auditor",
  permission: auditRead,
  input: byId,
  run: async (context, { id }) => {
    const found = await find(context, id);
    const [row] = await toRows(context, [found]);
    if (!row) throw new NotFound();
    return {
      ...row,
      packId: found.packId,
      can: { end: row.state !== "ended" && may(context.actor, packsEngage, found.unitId) },
    };
  },
});

/** What happened to one engagement, newest first. */
export const getEngagementHistory = query({
  name: "audit-engagements.history",
  summary: "The audit entries of an engagement",
  permission: auditRead,
  input: byId,
  run: async (context, { id }) => {
    await find(context, id);
    return { entries: await recordHistory(context, "audit-engagements", id, engagementFields) };
  },
});

/** Engagements to filter reads by, the newest first; at most 50. */
export const chooseEngagements = query({
  name: "audit-engagements.choices",
  summary: "Engagements to choose from",
  permission: auditRead,
  input: z.strictObject({ q: z.string().max(200).default("") }),
  run: async (context, { q }) => {
    const found = await context.tx.auditEngagement.findMany({
      where: { AND: [withinUnits(context), { person: { name: { contains: q, mode: "insensitive" } } }] },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 50,
      include,
    });
    return { choices: found.map((one) => ({ id: one.id, name: engagementName(one) })) };
  },
});

/** Returns how an engagement is called: its person and its last day. */
export function engagementName({ person, endsOn }: { person: { name: string }; endsOn: Date }): string {
  return `${person.name}, until ${dayText(endsOn)}`;
}
