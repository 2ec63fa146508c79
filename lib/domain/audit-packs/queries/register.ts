import "server-only";
import { packsRead, visibleTo } from "@/lib/domain/audit-packs/access";
import { packRef, packState } from "@/lib/domain/audit-packs/rules";
import { packColumns } from "@/lib/domain/audit-packs/schema";
import type { Transaction } from "@/lib/platform/database/client";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import type { RegisterRow } from "@/lib/platform/register/column";
import { refNumber } from "@/lib/platform/register/reference";
import { register } from "@/lib/platform/register/register";
import type { FoundRecord } from "@/lib/platform/registry/contributions";
import { dayText } from "@/lib/platform/time/day";

/** What a row of the register is made of: a pack without its list of files. */
export const rowInclude = {
  unit: { select: { id: true, name: true } },
  engagements: { select: { endedAt: true, endsAt: true } },
} as const satisfies Prisma.AuditPackInclude;

type ReadPack = Omit<Prisma.AuditPackGetPayload<{ include: typeof rowInclude }>, "contents">;

/** Returns packs as the register shows them. */
export async function toRows({ tx, now }: Pick<Context, "tx" | "now">, packs: readonly ReadPack[]) {
  const jobs = await statesOf(tx, packs);
  const people = await tx.person.findMany({
    where: { id: { in: packs.map(({ createdById }) => createdById) } },
    select: { id: true, name: true, email: true },
  });
  return packs.map(({ engagements, unitId: _unit, size, ...pack }) => ({
    ...pack,
    ref: packRef(pack.number),
    size: size === null ? null : Number(size),
    state: packState(pack.builtAt, jobs.get(pack.jobId ?? "")),
    readers: engagements.filter(({ endedAt, endsAt }) => endedAt === null && endsAt > now).length,
    createdBy: people.find(({ id }) => id === pack.createdById) ?? null,
    periodFrom: dayText(pack.periodFrom) ?? "",
    ...{ asOf: dayText(pack.asOf) ?? "", periodTo: dayText(pack.asOf) ?? "" },
    builtAt: pack.builtAt?.toISOString() ?? null,
    createdAt: pack.createdAt.toISOString(),
    updatedAt: pack.updatedAt.toISOString(),
  })) satisfies RegisterRow[];
}

async function statesOf(tx: Transaction, packs: readonly ReadPack[]): Promise<Map<string, string>> {
  const ids = packs.flatMap(({ jobId, builtAt }) => (jobId && builtAt === null ? [jobId] : []));
  if (ids.length === 0) return new Map();
  const jobs = await tx.jobRun.findMany({ where: { id: { in: ids } }, select: { id: true, state: true } });
  return new Map(jobs.map(({ id, state }) => [id, state]));
}

/** The register of audit packs: list, count and batches. */
export const packRegister = register<Prisma.AuditPackWhereInput, Prisma.AuditPackOrderByWithRelationInput>({
  concept: "audit-packs",
  title: "Audit packs",
  columns: packColumns,
  permission: packsRead,
  sort: "-createdAt",
  visibleTo,
  search: (words) => ({
    OR: [
      { title: { contains: words, mode: "insensitive" } },
      { recipient: { contains: words, mode: "insensitive" } },
      { number: { in: refNumber(words, "PK") ?? [] } },
    ],
  }),
  fetch: async (tx, what, context) =>
    toRows(context, await tx.auditPack.findMany({ ...what, include: rowInclude, omit: { contents: true } })),
  count: (tx, where) => tx.auditPack.count({ where }),
});

/** Returns those of these packs that the actor may see, as other concepts name them. */
export async function findPacks(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.auditPack.findMany({
    where: { AND: [{ id: { in: [...ids] } }, visibleTo(context)] },
    select: { id: true, number: true, title: true, unitId: true, createdById: true },
  });
  return found.map(({ id, number, title, unitId, createdById }) => ({
    ...{ id, unitId, name: title, ref: packRef(number), ownerId: createdById },
  }));
}
