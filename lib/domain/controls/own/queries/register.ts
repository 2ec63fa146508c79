import "server-only";
import { controlsRead, libraryVisibleTo } from "@/lib/domain/controls/access";
import { ownControlRef } from "@/lib/domain/controls/own/rules";
import { ownControlColumns } from "@/lib/domain/controls/own/schema";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { anyOf } from "@/lib/platform/register/filter";
import { refNumber } from "@/lib/platform/register/reference";
import { register } from "@/lib/platform/register/register";

const conditions: Readonly<Record<string, Prisma.OwnControlWhereInput>> = {
  offered: { retiredAt: null },
  retired: { retiredAt: { not: null } },
};

/** The register of the organisation's own controls of the library: list, count and batches. */
export const ownControlRegister = register<
  Prisma.OwnControlWhereInput,
  Prisma.OwnControlOrderByWithRelationInput
>({
  concept: "own-controls",
  title: "Own controls of the library",
  columns: ownControlColumns,
  permission: controlsRead,
  sort: "title",
  visibleTo: libraryVisibleTo,
  search: (words) => ({
    OR: [
      { title: { contains: words, mode: "insensitive" } },
      { statement: { contains: words, mode: "insensitive" } },
      { requirements: { contains: words, mode: "insensitive" } },
      { number: { in: refNumber(words, "L") ?? [] } },
    ],
  }),
  filters: {
    state: (text, key) => anyOf(text, key, "State", conditions),
  },
  fetch: async (tx, what) => {
    const rows = await tx.ownControl.findMany({
      ...what,
      include: { unit: { select: { id: true, name: true } } },
    });
    return rows.map(({ unitId: _unit, ...row }) => ({
      ...row,
      ref: ownControlRef(row.number),
      state: row.retiredAt === null ? "offered" : "retired",
      retiredAt: row.retiredAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    }));
  },
  count: (tx, where) => tx.ownControl.count({ where }),
  looksBack: true,
});
