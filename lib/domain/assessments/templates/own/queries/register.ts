import "server-only";
import { questionnairesRead, visibleTo } from "@/lib/domain/assessments/templates/access";
import { type OwnState, ownRef, ownStateOf } from "@/lib/domain/assessments/templates/own/rules";
import { ownColumns } from "@/lib/domain/assessments/templates/own/schema";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { anyOf } from "@/lib/platform/register/filter";
import { refNumber } from "@/lib/platform/register/reference";
import { register } from "@/lib/platform/register/register";

const conditions: Record<OwnState, Prisma.OwnQuestionnaireWhereInput> = {
  draft: { retiredAt: null, published: null },
  published: { retiredAt: null, published: { not: null } },
  retired: { retiredAt: { not: null } },
};

/** The register of own questionnaires: list, count and batches. */
export const ownRegister = register<
  Prisma.OwnQuestionnaireWhereInput,
  Prisma.OwnQuestionnaireOrderByWithRelationInput
>({
  concept: "own-questionnaires",
  title: "Own questionnaires",
  columns: ownColumns,
  permission: questionnairesRead,
  sort: "-updatedAt",
  visibleTo,
  search: (words) => ({
    OR: [
      { title: { contains: words, mode: "insensitive" } },
      { key: { contains: words, mode: "insensitive" } },
      { number: { in: refNumber(words, "QT") ?? [] } },
    ],
  }),
  filters: {
    state: (text, key) => anyOf(text, key, "State", conditions),
  },
  fetch: async (tx, what) => {
    const rows = await tx.ownQuestionnaire.findMany({
      ...what,
      include: { unit: { select: { id: true, name: true } } },
    });
    return rows.map(({ unitId: _unit, ...row }) => ({
      ...row,
      ref: ownRef(row.number),
      state: ownStateOf(row),
      publishedAt: row.publishedAt?.toISOString() ?? null,
      retiredAt: row.retiredAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    }));
  },
  count: (tx, where) => tx.ownQuestionnaire.count({ where }),
});
