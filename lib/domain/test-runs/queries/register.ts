import "server-only";
import { findingsTriage, testRunsRead, visibleTo } from "@/lib/domain/test-runs/access";
import { findingRef, isOpen } from "@/lib/domain/test-runs/findings/rules";
import { findingColumns, findingFields, findingStates } from "@/lib/domain/test-runs/findings/schema";
import { runColumns, runRef } from "@/lib/domain/test-runs/runs/schema";
import { threatClasses } from "@/lib/domain/test-runs/threat-classes";
import type { Transaction } from "@/lib/platform/database/client";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { column, type RegisterRow } from "@/lib/platform/register/column";
import { refNumber } from "@/lib/platform/register/reference";
import { register } from "@/lib/platform/register/register";
import { choice } from "@/lib/platform/schema/field";
import { dayText } from "@/lib/platform/time/day";

const named = { select: { id: true, name: true } } as const;
const system = { select: { id: true, name: true, unit: named } } as const;

const classOptions = [...threatClasses().values()].map(({ key, name }) => ({ value: key, label: name }));

/** The columns of the register of findings, with the threat classes of the table. */
const columns = [
  ...findingColumns,
  column("threatClass", choice(classOptions, { label: "Threat class" }).nullable(), {
    ...{ shown: false, width: 200 },
  }),
];

/** What a row of the register of findings is made of. */
export const findingInclude = {
  ...{ unit: named, system: named },
  owner: { select: { id: true, name: true, email: true } },
} as const satisfies Prisma.FindingInclude;

type ReadFinding = Prisma.FindingGetPayload<{ include: typeof findingInclude }>;

const retests = {
  tested: "Tested",
  missed: "Not tested again",
} as const;

/** Returns a finding as lists show it; `missed` says whether a newer run of its tool left it out. */
export function toRow(read: ReadFinding, missed: boolean) {
  const {
    unitId: _unit,
    systemId: _system,
    ownerId: _owner,
    createdById: _by,
    owasp: _owasp,
    fingerprint: _print,
    toldAt: _told,
    ...finding
  } = read;
  return {
    ...finding,
    ref: findingRef(finding.number),
    retest: missed ? retests.missed : retests.tested,
    dueOn: dayText(finding.dueOn),
    firstSeenAt: finding.firstSeenAt.toISOString(),
    lastSeenAt: finding.lastSeenAt.toISOString(),
    lastTestedAt: finding.lastTestedAt.toISOString(),
    createdAt: finding.createdAt.toISOString(),
    updatedAt: finding.updatedAt.toISOString(),
  } satisfies RegisterRow;
}

/** Returns which of these findings a newer run of the same tool on the same target left out. */
export async function missedIn(
  tx: Transaction,
  findings: readonly Pick<ReadFinding, "id" | "systemId" | "modelId" | "tool" | "lastTestedAt">[],
): Promise<ReadonlySet<string>> {
  const newest = await tx.testRun.groupBy({
    by: ["systemId", "modelId", "tool"],
    where: {
      systemId: { in: [...new Set(findings.map(({ systemId }) => systemId))] },
      exercise: false,
    },
    _max: { ranAt: true },
  });
  const key = (one: { systemId: string; modelId: string | null; tool: string }) =>
    JSON.stringify([one.systemId, one.modelId, one.tool]);
  const at = new Map(newest.map((one) => [key(one), one._max.ranAt?.getTime() ?? 0]));
  return new Set(
    findings.filter((one) => (at.get(key(one)) ?? 0) > one.lastTestedAt.getTime()).map(({ id }) => id),
  );
}

const openStates = findingStates.map(({ value }) => value).filter(isOpen);

/** The register of findings: list, count and batches. */
export const findingRegister = register<Prisma.FindingWhereInput, Prisma.FindingOrderByWithRelationInput>({
  concept: "findings",
  title: "Findings",
  columns,
  permission: testRunsRead,
  sort: "-severityRank",
  visibleTo,
  search: (words) => ({
    OR: [
      { title: { contains: words, mode: "insensitive" } },
      { system: { name: { contains: words, mode: "insensitive" } } },
      { number: { in: refNumber(words, "F") ?? [] } },
    ],
  }),
  filters: {
    open: (text) => ({ state: text === "true" ? { in: openStates } : { notIn: openStates } }),
  },
  lookups: {
    mine: (text: string, { actor }: Context) =>
      text === "true" ? { ownerId: actor.personId } : { NOT: { ownerId: actor.personId } },
  },
  fetch: async (tx, what) => {
    const found = await tx.finding.findMany({ ...what, include: findingInclude });
    const missed = await missedIn(tx, found);
    return found.map((one) => toRow(one, missed.has(one.id)));
  },
  count: (tx, where) => tx.finding.count({ where }),
  bulk: { permission: findingsTriage, fields: findingFields },
});

const runInclude = { system } as const satisfies Prisma.TestRunInclude;
type ReadRun = Prisma.TestRunGetPayload<{ include: typeof runInclude }>;

/** Returns a run as lists show it. */
export function toRunRow(read: ReadRun) {
  const { system: of, facts: _facts, warnings: _warnings, unitId: _unit, createdById: _by, ...run } = read;
  const { unit, ...tested } = of;
  return {
    ...run,
    ...{ ref: runRef(run.number), version: 1, system: tested, unit, model: run.modelName },
    evaluated: run.defended + run.vulnerable,
    ranAt: run.ranAt.toISOString(),
    createdAt: run.createdAt.toISOString(),
  } satisfies RegisterRow;
}

/** The register of test runs: list, count and batches. */
export const runRegister = register<Prisma.TestRunWhereInput, Prisma.TestRunOrderByWithRelationInput>({
  concept: "test-runs",
  title: "Test runs",
  columns: runColumns,
  permission: testRunsRead,
  sort: "-ranAt",
  visibleTo,
  search: (words) => ({
    OR: [
      { tool: { contains: words, mode: "insensitive" } },
      { fileName: { contains: words, mode: "insensitive" } },
      { system: { name: { contains: words, mode: "insensitive" } } },
      { number: { in: refNumber(words, "TR") ?? [] } },
    ],
  }),
  fetch: async (tx, what) => (await tx.testRun.findMany({ ...what, include: runInclude })).map(toRunRow),
  count: (tx, where) => tx.testRun.count({ where }),
});
