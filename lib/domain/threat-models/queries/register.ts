import "server-only";
import { threatModelsRead, threatModelsWrite, visibleTo } from "@/lib/domain/threat-models/access";
import { bulkModelFields, modelColumns } from "@/lib/domain/threat-models/record/schema";
import { modelRef } from "@/lib/domain/threat-models/rules";
import type { Transaction } from "@/lib/platform/database/client";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import type { RegisterRow } from "@/lib/platform/register/column";
import { refNumber } from "@/lib/platform/register/reference";
import { register } from "@/lib/platform/register/register";
import { dayText } from "@/lib/platform/time/day";

const named = { select: { id: true, name: true } } as const;

/** What a row of the register is made of. */
export const rowInclude = {
  unit: named,
  system: named,
  owner: { select: { id: true, name: true, email: true } },
} as const satisfies Prisma.StoredThreatModelInclude;

type ReadModel = Prisma.StoredThreatModelGetPayload<{ include: typeof rowInclude }>;

/** How many threats of a model stand in which state. */
interface Counted {
  open: number;
  needsAnswer: number;
  toConfirm: number;
  threats: number;
}

/** Returns the threats of these models by state, in one question. */
export async function countsOf(tx: Transaction, ids: readonly string[]): Promise<(id: string) => Counted> {
  const groups = await tx.threat.groupBy({
    by: ["threatModelId", "state"],
    where: { threatModelId: { in: [...ids] } },
    _count: true,
  });
  return (id) => {
    const own = groups.filter(({ threatModelId }) => threatModelId === id);
    const of = (...states: string[]) =>
      own.filter(({ state }) => states.includes(state)).reduce((sum, { _count }) => sum + _count, 0);
    return {
      open: of("open", "proposed"),
      needsAnswer: of("needs-answer"),
      toConfirm: of("to-confirm"),
      threats: own.reduce((sum, { _count }) => sum + _count, 0),
    };
  };
}

/** Returns a threat model as lists show it. */
export function toRow(read: ReadModel, counted: Counted) {
  const {
    unitId: _unit,
    systemId: _system,
    ownerId: _owner,
    createdById: _by,
    facts: _facts,
    ...model
  } = read;
  return {
    ...model,
    ref: modelRef(model.number),
    ...counted,
    nextReviewOn: dayText(model.nextReviewOn),
    createdAt: model.createdAt.toISOString(),
    updatedAt: model.updatedAt.toISOString(),
  } satisfies RegisterRow;
}

/** The register of threat models: list, count and batches. */
export const modelRegister = register<
  Prisma.StoredThreatModelWhereInput,
  Prisma.StoredThreatModelOrderByWithRelationInput
>({
  concept: "threat-models",
  title: "Threat models",
  columns: modelColumns,
  permission: threatModelsRead,
  sort: "title",
  visibleTo,
  search: (words) => ({
    OR: [
      { title: { contains: words, mode: "insensitive" } },
      { system: { name: { contains: words, mode: "insensitive" } } },
      { number: { in: refNumber(words, "TM") ?? [] } },
    ],
  }),
  lookups: {
    mine: (text: string, { actor }: Context) =>
      text === "true" ? { ownerId: actor.personId } : { NOT: { ownerId: actor.personId } },
  },
  fetch: async (tx, what) => {
    const found = await tx.storedThreatModel.findMany({ ...what, include: rowInclude });
    const counted = await countsOf(
      tx,
      found.map(({ id }) => id),
    );
    return found.map((one) => toRow(one, counted(one.id)));
  },
  count: (tx, where) => tx.storedThreatModel.count({ where }),
  bulk: { permission: threatModelsWrite, fields: bulkModelFields },
});
