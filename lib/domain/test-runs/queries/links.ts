import "server-only";
import * as z from "zod";
import { controlsEdit, visibleTo as visibleControls } from "@/lib/domain/controls/access";
import { visibleTo as visibleSystems } from "@/lib/domain/inventory/systems/access";
import { testRunsRead, visibleTo } from "@/lib/domain/test-runs/access";
import { tests } from "@/lib/domain/test-runs/evidence/tests-control";
import { findingRef, isOpen } from "@/lib/domain/test-runs/findings/rules";
import { findingStates } from "@/lib/domain/test-runs/findings/schema";
import { toRunRow } from "@/lib/domain/test-runs/queries/register";
import { threatClasses } from "@/lib/domain/test-runs/threat-classes";
import { may } from "@/lib/platform/access/actor";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";

const id = z.uuid({ error: "Is not the id of a record." });
const shown = { select: { id: true, name: true } } as const;
const openStates = findingStates.map(({ value }) => value).filter(isOpen);

/** What security tests say of an AI system or of a part that was tested in it: its newest runs and its open findings, the worst first. */
export const testsOf = query({
  name: "test-runs.of",
  summary: "The newest test runs and the open findings of an AI system, a model or a prompt",
  permission: testRunsRead,
  input: z.strictObject({ recordId: id }),
  run: async (context, { recordId }) => {
    const { tx } = context;
    const of = { OR: [{ systemId: recordId }, { modelId: recordId }] };
    const runs = await tx.testRun.findMany({
      where: { AND: [visibleTo(context), { OR: [...of.OR, { promptId: recordId }] }] },
      include: { system: { select: { ...shown.select, unit: shown } } },
      orderBy: [{ ranAt: "desc" }, { id: "desc" }],
      take: 5,
    });
    const open = { AND: [visibleTo(context), of, { state: { in: openStates } }] };
    return {
      runs: runs.map(toRunRow),
      findings: await findingsWhere(context, open, 10),
      open: await tx.finding.count({ where: open }),
    };
  },
});

async function findingsWhere({ tx }: Context, where: Prisma.FindingWhereInput, take: number) {
  const found = await tx.finding.findMany({
    where,
    include: { system: shown },
    orderBy: [{ severityRank: "desc" }, { number: "asc" }],
    take,
  });
  return found.map((one) => ({
    ...{ id: one.id, ref: findingRef(one.number), title: one.title, severity: one.severity },
    ...{ state: one.state, system: one.system, occurrences: one.occurrences, evaluated: one.evaluated },
  }));
}

/** The findings that belong to a risk. */
export const findingsOnRisk = query({
  name: "finding-risks.onRisk",
  summary: "The findings that belong to a risk",
  permission: testRunsRead,
  input: z.strictObject({ riskId: id }),
  run: async (context, { riskId }) => ({
    rows: await findingsWhere(
      context,
      { AND: [visibleTo(context), { risks: { some: { riskId, removedAt: null } } }] },
      500,
    ),
  }),
});

/** Which checks test a control, and what they found that is open. */
export const checksOfControl = query({
  name: "control-checks.of",
  summary: "Which checks test a control, and what they found that is open",
  permission: testRunsRead,
  input: z.strictObject({ controlId: id }),
  run: async (context, { controlId }) => {
    const { tx, actor } = context;
    const control = await tx.control.findFirst({
      where: { AND: [{ id: controlId }, await visibleControls(context)] },
    });
    if (!control) throw new NotFound();
    const links = await tx.controlCheck.findMany({
      where: { controlId, removedAt: null, system: { is: visibleSystems(actor) } },
      include: { system: shown },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    });
    const found = await tx.finding.findMany({
      where: {
        ...{ systemId: { in: links.map(({ systemId }) => systemId) }, state: { in: openStates } },
        AND: [visibleTo(context)],
      },
      select: { id: true, systemId: true, tool: true, check: true, threatClass: true },
    });
    const tested = found.filter((one) =>
      tests(
        links.filter(({ systemId }) => systemId === one.systemId),
        one.tool,
        one,
      ),
    );
    const classes = [...threatClasses().values()].map(({ key, name }) => ({ value: key, label: name }));
    return {
      rows: links.map(({ id: linkId, system, tool, check, threatClass, unitId }) => ({
        ...{ id: linkId, system, tool, check, unlink: may(actor, controlsEdit, unitId) },
        threatClass: threatClass && (threatClasses().get(threatClass)?.name ?? threatClass),
      })),
      findings: await findingsWhere(context, { id: { in: tested.map((one) => one.id) } }, 50),
      classes,
      system: control.systemId,
      can: { link: may(actor, controlsEdit, control.unitId) },
    };
  },
});
