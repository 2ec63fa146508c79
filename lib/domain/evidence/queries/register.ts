import "server-only";
import { evidenceEdit, evidenceRead, visibleTo } from "@/lib/domain/evidence/access";
import { rowInclude, todayOf, toRow } from "@/lib/domain/evidence/queries/row";
import { soonDays } from "@/lib/domain/evidence/rules";
import { evidenceColumns, evidenceFields, type Freshness, freshnesses } from "@/lib/domain/evidence/schema";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { idsOf, listOf } from "@/lib/platform/register/filter";
import { refNumber } from "@/lib/platform/register/reference";
import { register } from "@/lib/platform/register/register";
import { addDays, storedDay } from "@/lib/platform/time/day";

/** The register of evidence: list, count and batches. */
export const evidenceRegister = register<Prisma.EvidenceWhereInput, Prisma.EvidenceOrderByWithRelationInput>({
  concept: "evidence",
  title: "Evidence",
  columns: evidenceColumns,
  permission: evidenceRead,
  sort: "-updatedAt",
  visibleTo,
  search: (words) => ({
    OR: [
      { title: { contains: words, mode: "insensitive" } },
      { tags: { contains: words, mode: "insensitive" } },
      { number: { in: refNumber(words, "E") ?? [] } },
    ],
  }),
  filters: {
    subject: (text, key) => ({ links: { some: { subjectId: { in: idsOf(text, key) }, removedAt: null } } }),
  },
  lookups: {
    freshness: freshnessFilter,
    mine: (text, { actor }) =>
      text === "true" ? { ownerId: actor.personId } : { NOT: { ownerId: actor.personId } },
  },
  fetch: async (tx, what, context) => {
    const today = await todayOf(context);
    return (await tx.evidence.findMany({ ...what, include: rowInclude(context) })).map((read) =>
      toRow(read, today),
    );
  },
  count: (tx, where) => tx.evidence.count({ where }),
  looksBack: true,
  bulk: {
    permission: evidenceEdit,
    fields: {
      ownerId: evidenceFields.ownerId,
      kind: evidenceFields.kind,
      validUntil: evidenceFields.validUntil,
    },
  },
});

// The same rule as freshnessOf, as conditions that the database can answer; a test holds the two together.
async function freshnessFilter(text: string, context: Context): Promise<Prisma.EvidenceWhereInput> {
  const today = await todayOf(context);
  const [first, last] = [storedDay(today) ?? context.now, storedDay(addDays(today, soonDays)) ?? context.now];
  const conditions: Record<Freshness, Prisma.EvidenceWhereInput> = {
    fresh: { withdrawnAt: null, validUntil: { gt: last } },
    expiring: { withdrawnAt: null, validUntil: { gte: first, lte: last } },
    expired: { withdrawnAt: null, validUntil: { lt: first } },
    undated: { withdrawnAt: null, validUntil: null },
    withdrawn: { withdrawnAt: { not: null } },
  };
  return {
    OR: listOf(text).map((value) => {
      const condition = conditions[value as Freshness];
      if (condition) return condition;
      const known = freshnesses.map((one) => one.value).join(", ");
      throw new Invalid([
        { path: "freshness", message: `"${value}" is not a value of Freshness. Use: ${known}.` },
      ]);
    }),
  };
}
