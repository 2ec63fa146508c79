import "server-only";
import { inventoryRef } from "@/lib/domain/inventory/rules";
import { classifiable, classificationsRead } from "@/lib/domain/obligations/access";
import { classificationColumns } from "@/lib/domain/obligations/classifications/schema";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { RegisterRow } from "@/lib/platform/register/column";
import { filterConditions, listOf } from "@/lib/platform/register/filter";
import { refNumber } from "@/lib/platform/register/reference";
import { register } from "@/lib/platform/register/register";
import { dayText } from "@/lib/platform/time/day";

type Where = Prisma.SystemWhereInput;

const include = {
  unit: { select: { id: true, name: true } },
  owner: { select: { id: true, name: true, email: true } },
  classification: true,
} as const satisfies Prisma.SystemInclude;

const kept = ["state", "riskClass", "modelClass", "routes", "practicalFrom", "appliesFrom"] as const;
const none: Where = { classification: { is: null } };

/** The register of classifications: every AI system with its class, also those that nobody has classified. */
export const classificationRegister = register<Where, Prisma.SystemOrderByWithRelationInput>({
  concept: "classifications",
  title: "EU AI Act classification",
  columns: classificationColumns,
  permission: classificationsRead,
  sort: "name",
  visibleTo: classifiable,
  search: (words) => ({
    OR: [{ name: { contains: words, mode: "insensitive" } }, { number: { in: refNumber(words, "S") ?? [] } }],
  }),
  filters: {
    ...Object.fromEntries(kept.map((key) => [key, onRow])),
    unsigned: (text) =>
      text === "true"
        ? { OR: [none, { classification: { is: { state: { not: "sealed" } } } }] }
        : { classification: { is: { state: "sealed" } } },
  },
  fetch: async (tx, what) => (await tx.system.findMany({ ...what, include })).map(toRow),
  count: (tx, where) => tx.system.count({ where }),
  looksBack: true,
});

// A system without a classification has nothing in any of its columns, and no state but that.
function onRow(text: string, key: string): Where {
  const [condition = {}] = filterConditions(classificationColumns, { [key]: text }, {});
  const row: Where = { classification: { is: condition } };
  const missing = key === "state" ? "not-started" : "none";
  return listOf(text).includes(missing) ? { OR: [row, none] } : row;
}

type Read = Prisma.SystemGetPayload<{ include: typeof include }>;

function toRow({ id, number, name, unit, owner, classification: row }: Read) {
  return {
    ...{ id, name, unit, owner },
    ref: inventoryRef("S", number),
    version: row?.version ?? 0,
    state: row?.state ?? "not-started",
    riskClass: row?.riskClass ?? null,
    modelClass: row?.modelClass ?? null,
    routes: row?.routes ?? [],
    appliesFrom: dayText(row?.appliesFrom ?? null),
    practicalFrom: dayText(row?.practicalFrom ?? null),
    openQuestions: row?.openQuestions ?? null,
    sealedAt: row?.sealedAt?.toISOString() ?? null,
  } satisfies RegisterRow;
}
