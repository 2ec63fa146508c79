import "server-only";
import * as z from "zod";
import { auditRead } from "@/lib/domain/audit/access";
import { engagementName } from "@/lib/domain/audit-packs/engagements/queries";
import { readColumns } from "@/lib/domain/audit-packs/engagements/schema";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import { withinUnits } from "@/lib/platform/operation/within-units";
import type { RegisterRow } from "@/lib/platform/register/column";
import { idsOf } from "@/lib/platform/register/filter";
import { register } from "@/lib/platform/register/register";
import { findRecords, hrefOf, namedKinds } from "@/lib/platform/registry/contributions";

const include = {
  person: { select: { id: true, name: true, email: true } },
  engagement: { select: { id: true, endsOn: true, person: { select: { name: true } } } },
} as const satisfies Prisma.AuditorReadInclude;
type Read = Prisma.AuditorReadGetPayload<{ include: typeof include }>;

async function toRows(context: Context, reads: readonly Read[]) {
  const keys = reads.flatMap(({ concept, recordId }) =>
    recordId === null ? [] : [{ subjectType: concept, subjectId: recordId }],
  );
  const records = await findRecords(context, keys, namedKinds());
  const units = await context.tx.unit.findMany({
    where: { id: { in: reads.map(({ unitId }) => unitId) } },
    select: { id: true, name: true },
  });
  return reads.map((read) => {
    const { id, person, engagement, tokenId, recordId, createdAt } = read;
    const record = records.get(recordId ?? "");
    const elsewhere = engagement ? `/audit-engagements/${engagement.id}` : `/settings/people/${person.id}`;
    return {
      ...{ id, ref: "", version: 1, person, recordId, operation: read.operation, summary: read.summary },
      ...{ concept: read.concept, asked: read.asked, requestId: read.requestId },
      unit: units.find((unit) => unit.id === read.unitId) ?? null,
      engagement: engagement && { id: engagement.id, name: engagementName(engagement) },
      record: record ? `${record.ref} ${record.name}`.trim() : recordId,
      href: record ? hrefOf(record.kind, record) : elsewhere,
      way: tokenId === null ? "Session" : "API token",
      createdAt: createdAt.toISOString(),
    } satisfies RegisterRow;
  });
}

/** The register of what auditors read: list, count and batches. */
export const readRegister = register<
  Prisma.AuditorReadWhereInput,
  Prisma.AuditorReadOrderByWithRelationInput
>({
  concept: "auditor-reads",
  title: "What auditors read",
  columns: readColumns,
  permission: auditRead,
  sort: "-createdAt",
  visibleTo: withinUnits,
  search: (words) => ({
    OR: [
      { summary: { contains: words, mode: "insensitive" } },
      { operation: { contains: words, mode: "insensitive" } },
      { asked: { contains: words, mode: "insensitive" } },
      { person: { name: { contains: words, mode: "insensitive" } } },
    ],
  }),
  filters: { record: (text, key) => ({ recordId: { in: idsOf(text, key) } }) },
  fetch: async (tx, what, context) => toRows(context, await tx.auditorRead.findMany({ ...what, include })),
  count: (tx, where) => tx.auditorRead.count({ where }),
});

/** One thing that an auditor read. */
export const getRead = query({
  name: "auditor-reads.get",
  summary: "One thing that an auditor read",
  permission: auditRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }) => {
    const where = { AND: [{ id }, withinUnits(context)] };
    const found = await context.tx.auditorRead.findFirst({ where, include });
    const [row] = found ? await toRows(context, [found]) : [];
    if (!row) throw new NotFound();
    return row;
  },
});
