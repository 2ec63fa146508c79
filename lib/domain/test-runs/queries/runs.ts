import "server-only";
import * as z from "zod";
import { testRunsImport, testRunsRead, testRunsReadRaw, visibleTo } from "@/lib/domain/test-runs/access";
import { toldShape } from "@/lib/domain/test-runs/imports/told";
import { findRun, findTestImport, stateOf } from "@/lib/domain/test-runs/queries/find";
import { toRunRow } from "@/lib/domain/test-runs/queries/register";
import { importRecord, runRef } from "@/lib/domain/test-runs/runs/schema";
import { threatClasses } from "@/lib/domain/test-runs/threat-classes";
import { may } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });
const idList = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(byId.shape.id).max(200, "At most 200 files are named at once."));
const system = { select: { id: true, name: true, unit: { select: { id: true, name: true } } } } as const;

/** One file of results on its way in: what was read of it, and what applying it does or did. */
export const getTestImport = query({
  name: "test-imports.get",
  summary: "One file of test results on its way in",
  permission: testRunsRead,
  input: byId,
  output: importRecord,
  run: async (context, { id }) => {
    const found = await findTestImport(context, id);
    const [row] = await shownImports(context, [found]);
    if (!row) throw new NotFound();
    const mayRead = may(context.actor, testRunsReadRaw, found.unitId);
    return {
      ...row,
      found: toldShape.nullable().parse(found.found),
      raw: mayRead && found.rawUntil && found.rawUntil > context.now ? found.rawUntil.toISOString() : null,
    };
  },
});

/** Files of results that were handed in, newest first. */
export const listTestImports = query({
  name: "test-imports.list",
  summary: "Files of test results that were handed in, newest first",
  permission: testRunsRead,
  input: z.strictObject({
    limit: z.coerce.number({ error: "limit must be a whole number." }).int().min(1).max(200).default(20),
    ids: idList.optional(),
  }),
  run: async (context, { limit, ids }) => {
    const found = await context.tx.testImport.findMany({
      where: { AND: [visibleTo(context), ids ? { id: { in: ids } } : {}] },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit,
    });
    // Those that were asked for come in the order in which they were.
    const ordered = ids ? found.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)) : found;
    return { rows: await shownImports(context, ordered) };
  },
});

// What the list shows of what was read.
const shortly = toldShape.pick({ format: true, formatVersion: true, effects: true, warnings: true });

type Stored = Awaited<ReturnType<typeof findTestImport>>;

async function shownImports(context: Context, found: readonly Stored[]) {
  const { tx, actor } = context;
  const [jobs, systems] = [
    await tx.jobRun.findMany({ where: { id: { in: found.flatMap(({ jobId }) => jobId ?? []) } } }),
    await tx.system.findMany({
      where: { id: { in: found.map(({ systemId }) => systemId) } },
      select: { id: true, name: true },
    }),
  ];
  return found.map((one) => {
    const job = jobs.find(({ id }) => id === one.jobId) ?? null;
    const shown = stateOf(one, job);
    const told = shortly.nullable().parse(one.found);
    return {
      ...{ id: one.id, fileName: one.fileName, size: one.size, version: one.version, jobId: one.jobId },
      ...shown,
      ...{ runId: one.runId, modelVersion: one.modelVersion, promptVersion: one.promptVersion },
      format: told && `${told.format}, ${told.formatVersion}`,
      ...{ effects: told?.effects ?? null, notes: told?.warnings.length ?? 0 },
      job: job && { done: job.done, total: job.total },
      system: systems.find(({ id }) => id === one.systemId) ?? { id: one.systemId, name: "" },
      createdAt: one.createdAt.toISOString(),
      can: { apply: shown.state === "checked" && may(actor, testRunsImport, one.unitId) },
    };
  });
}

const facts = z.array(
  z.object({
    runId: z.string().nullable(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    declared: z.record(z.string(), z.number()).nullable(),
  }),
);
const warnings = z.array(z.object({ line: z.number().nullable(), message: z.string() }));

/** One test run: what was tested, with what, and what came of it. */
export const getRun = query({
  name: "test-runs.get",
  summary: "One test run",
  permission: testRunsRead,
  input: byId,
  run: async (context, { id }) => {
    const { tx } = context;
    const found = await tx.testRun.findFirst({
      where: { AND: [{ id }, visibleTo(context)] },
      include: { system },
    });
    if (!found) throw new NotFound();
    const by = await tx.person.findUnique({ where: { id: found.createdById }, select: { name: true } });
    const previous = await tx.testRun.findFirst({
      where: {
        ...{ systemId: found.systemId, modelId: found.modelId, tool: found.tool },
        ranAt: { lt: found.ranAt },
      },
      orderBy: [{ ranAt: "desc" }, { id: "desc" }],
      select: { id: true, number: true },
    });
    return {
      ...toRunRow(found),
      facts: facts.parse(found.facts),
      warnings: warnings.parse(found.warnings),
      checks: await tx.testResult.count({ where: { runId: id } }),
      failed: await tx.testResult.count({ where: { runId: id, vulnerable: { gt: 0 } } }),
      handedInBy: by?.name ?? "Plumbline",
      // The file as it came, where the reader may have it.
      rawIn: may(context.actor, testRunsReadRaw, found.unitId) ? await keptIn(context, id) : null,
      previous: previous && { id: previous.id, ref: runRef(previous.number) },
    };
  },
});

async function keptIn({ tx, now }: Context, runId: string) {
  const where = { runId, rawUntil: { gt: now } };
  const found = await tx.testImport.findFirst({ where, select: { id: true, rawUntil: true } });
  return found?.rawUntil ? { id: found.id, until: found.rawUntil.toISOString() } : null;
}

const only = ["vulnerable", "defended", "undecided"] as const;

/** What came of the checks of a run, page by page, the most vulnerable first. */
export const listResults = query({
  name: "test-runs.results",
  summary: "What came of the checks of a test run",
  permission: testRunsRead,
  input: z.strictObject({
    id: byId.shape.id,
    only: z.enum(only, { error: `only is one of: ${only.join(", ")}.` }).optional(),
    page: z.coerce.number({ error: "page must be a whole number." }).int().min(1).max(10_000).default(1),
    limit: z.coerce.number({ error: "limit must be a whole number." }).int().min(1).max(500).default(50),
  }),
  run: async (context, { id, only: wanted, page, limit }) => {
    const run = await findRun(context, id);
    const found = await context.tx.testResult.findMany({
      where: { runId: id, ...(wanted ? narrowed[wanted] : {}) },
      orderBy: [{ vulnerable: "desc" }, { check: "asc" }, { id: "asc" }],
      skip: (page - 1) * limit,
      take: limit + 1,
    });
    const findings = await context.tx.finding.findMany({
      where: { systemId: run.systemId, fingerprint: { in: found.map(({ fingerprint }) => fingerprint) } },
      select: { id: true, number: true, fingerprint: true, state: true },
    });
    const byPrint = new Map(findings.map((one) => [one.fingerprint, one]));
    return {
      rows: found.slice(0, limit).map(({ fingerprint, runId: _run, unitId: _unit, ...row }) => ({
        ...row,
        className: row.threatClass && (threatClasses().get(row.threatClass)?.name ?? row.threatClass),
        finding: run.exercise ? null : (byPrint.get(fingerprint) ?? null),
      })),
      next: found.length > limit ? page + 1 : null,
    };
  },
});

const narrowed = {
  vulnerable: { vulnerable: { gt: 0 } },
  defended: { vulnerable: 0, defended: { gt: 0 } },
  undecided: { vulnerable: 0, defended: 0 },
} as const;

/** What happened to one test run, newest first. */
export const getRunHistory = query({
  name: "test-runs.history",
  summary: "What happened to a test run, newest first",
  permission: testRunsRead,
  input: byId,
  run: async (context, { id }) => {
    await findRun(context, id);
    return { entries: await recordHistory(context, "test-runs", id, {}) };
  },
});
