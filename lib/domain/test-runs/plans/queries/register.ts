import "server-only";
import { testRunsRead, visibleTo } from "@/lib/domain/test-runs/access";
import { plannedTestsEdit } from "@/lib/domain/test-runs/plans/access";
import { tooOld } from "@/lib/domain/test-runs/plans/judge";
import { groundOf } from "@/lib/domain/test-runs/plans/read-runs";
import {
  bulkPlannedFields,
  type PlanState,
  plannedColumns,
  plannedRef,
  planStates,
} from "@/lib/domain/test-runs/plans/schema";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import type { RegisterRow } from "@/lib/platform/register/column";
import { idsOf, knownValues } from "@/lib/platform/register/filter";
import { refNumber } from "@/lib/platform/register/reference";
import { register } from "@/lib/platform/register/register";
import { dayText, storedDay } from "@/lib/platform/time/day";

type Where = Prisma.PlannedTestWhereInput;

/** What a row of the register of planned tests is made of. */
export const plannedInclude = {
  unit: { select: { id: true, name: true } },
  system: { select: { id: true, name: true } },
  owner: { select: { id: true, name: true, email: true } },
} as const satisfies Prisma.PlannedTestInclude;

type Read = Prisma.PlannedTestGetPayload<{ include: typeof plannedInclude }>;

/** Returns a planned test as lists show it on a day (YYYY-MM-DD): between two judgements only age can make a run stale. */
export function toPlannedRow(read: Read, today: string) {
  const { unitId: _unit, systemId: _system, ownerId: _owner, createdById: _by, ...test } = read;
  const { dueOn, testedOn } = { dueOn: dayText(test.dueOn) ?? "", testedOn: dayText(test.testedOn) };
  const old = testedOn !== null && test.state !== "stale" && dueOn < today;
  return {
    ...test,
    ref: plannedRef(test.number),
    state: old ? ("stale" as const) : (test.state as PlanState),
    stateReason: old ? `${tooOld("The run", testedOn, test)} ${test.stateReason}` : test.stateReason,
    ...{ dueOn, testedOn },
    retiredAt: test.retiredAt?.toISOString() ?? null,
    createdAt: test.createdAt.toISOString(),
    updatedAt: test.updatedAt.toISOString(),
  } satisfies RegisterRow;
}

/** The register of planned tests that are not retired: list, count and batches. */
export const plannedRegister = register<Where, Prisma.PlannedTestOrderByWithRelationInput>({
  concept: "planned-tests",
  title: "Test plans",
  columns: plannedColumns,
  permission: testRunsRead,
  sort: "dueOn",
  visibleTo: (context) => ({ AND: [visibleTo(context), { retiredAt: null }] }),
  search: (words) => ({
    OR: [
      { title: { contains: words, mode: "insensitive" } },
      { tool: { contains: words, mode: "insensitive" } },
      { check: { contains: words, mode: "insensitive" } },
      { system: { name: { contains: words, mode: "insensitive" } } },
      { number: { in: refNumber(words, "PT") ?? [] } },
    ],
  }),
  filters: { control: (text, key) => ({ controlIds: { hasSome: idsOf(text, key) } }) },
  lookups: {
    state: stateFilter,
    mine: (text, { actor }: Context) =>
      text === "true" ? { ownerId: actor.personId } : { NOT: { ownerId: actor.personId } },
  },
  fetch: async (tx, what, context) => {
    const { today } = await groundOf(context);
    return (await tx.plannedTest.findMany({ ...what, include: plannedInclude })).map((one) =>
      toPlannedRow(one, today),
    );
  },
  count: (tx, where) => tx.plannedTest.count({ where }),
  bulk: { permission: plannedTestsEdit, fields: bulkPlannedFields },
});

// The same rule as in toPlannedRow, as conditions that the database can answer.
async function stateFilter(text: string, context: Context): Promise<Where> {
  const { today } = await groundOf(context);
  const day = storedDay(today) ?? context.now;
  const old: Where = { testedOn: { not: null }, dueOn: { lt: day } };
  const known = planStates.map(({ value }) => value);
  const wanted = knownValues(text, "state", "State", known);
  return {
    OR: wanted.map((state) =>
      state === "stale" ? { OR: [{ state }, old] } : { AND: [{ state }, { NOT: old }] },
    ),
  };
}
