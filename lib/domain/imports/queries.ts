import "server-only";
import * as z from "zod";
import { importsRun, visibleTo } from "@/lib/domain/imports/access";
import { findImport, mappingOf, shownState } from "@/lib/domain/imports/find-import";
import {
  foundWords,
  importColumns,
  importRecord,
  rowOutcomes,
  workbookSheets,
} from "@/lib/domain/imports/schema";
import { targetOf } from "@/lib/domain/imports/targets";
import { meaningsOf } from "@/lib/domain/imports/words";
import type { Transaction } from "@/lib/platform/database/client";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { type Context, query } from "@/lib/platform/operation/operation";
import type { Difference, RowProblem } from "@/lib/platform/register/import-session";
import { register } from "@/lib/platform/register/register";

/** One's own imports, newest first. */
export const importRegister = register<Prisma.ImportWhereInput, Prisma.ImportOrderByWithRelationInput>({
  concept: "imports",
  title: "Imports",
  columns: importColumns,
  permission: importsRun,
  sort: "-createdAt",
  visibleTo,
  search: (words) => ({ fileName: { contains: words, mode: "insensitive" } }),
  fetch: async (tx, what) => {
    const found = await tx.import.findMany(what);
    const { jobs, units } = await besides(tx, found);
    return found.map(({ id, version, concept, fileName, unitId, createdAt, ...rest }) => ({
      id,
      version,
      ref: "",
      concept,
      fileName,
      unit: { id: unitId, name: units.get(unitId) ?? "" },
      state: shownState(rest, jobs.get(rest.jobId ?? "") ?? null).state,
      created: rest.created,
      changed: rest.changed,
      unchanged: rest.unchanged,
      refused: rest.refused,
      createdAt: createdAt.toISOString(),
    }));
  },
  count: (tx, where) => tx.import.count({ where }),
});

async function besides(tx: Transaction, imports: readonly { jobId: string | null; unitId: string }[]) {
  const [jobs, units] = [
    await tx.jobRun.findMany({ where: { id: { in: imports.flatMap(({ jobId }) => jobId ?? []) } } }),
    await tx.unit.findMany({
      where: { id: { in: imports.map(({ unitId }) => unitId) } },
      select: { id: true, name: true },
    }),
  ];
  return {
    jobs: new Map(jobs.map((job) => [job.id, job])),
    units: new Map(units.map(({ id, name }) => [id, name])),
  };
}

const byId = { id: z.uuid({ error: "Is not the id of an import." }) };

/** One import: how far it is, what feeds what, and how many rows would do what. */
export const getImport = query({
  name: "imports.get",
  summary: "One import",
  permission: importsRun,
  input: z.strictObject(byId),
  output: importRecord,
  run: async (context, { id }) => {
    const found = await findImport(context, id);
    const { jobs, units } = await besides(context.tx, [found]);
    const { concept, fileName, unitId, jobId, created, changed, unchanged, refused, version } = found;
    const { state, message } = shownState(found, jobs.get(jobId ?? "") ?? null);
    return {
      id,
      concept,
      fileName,
      version,
      state,
      message,
      jobId,
      created,
      changed,
      unchanged,
      refused,
      words: targetOf(concept).words,
      unit: { id: unitId, name: units.get(unitId) ?? "" },
      sheet: found.sheet,
      headingRow: found.headingRow,
      workbook: workbookSheets.nullable().parse(found.workbook),
      ...(await mappingWords(context, found)),
      createdAt: found.createdAt.toISOString(),
      appliedAt: found.appliedAt?.toISOString() ?? null,
      can: {
        map: state !== "checking" && state !== "applying" && state !== "applied",
        apply: state === "checked" && created + changed > 0,
      },
    };
  },
});

// What the headings feed, the fields they could feed, and those a new record needs that no heading feeds.
async function mappingWords(
  context: Context,
  found: { concept: string; mapping: Prisma.JsonValue; unread: Prisma.JsonValue },
) {
  const target = targetOf(found.concept);
  const { fields } = await target.open(context);
  const { columns, fill, words, remembered, rememberedBy } = mappingOf(found);
  const shown = fields
    .map((field) => ({ ...field, meanings: meaningsOf(field) }))
    .map(({ key, label, required, options = [], meanings }) => ({
      key,
      label,
      required: required && key !== "unitId",
      fed: columns.some(({ field }) => field === key),
      options: options.map(({ value, label: word }) => ({ value, label: word })),
      meanings: meanings.map(({ value, label: word }) => ({ value, label: word })),
    }));
  return {
    columns,
    fill,
    meant: words,
    remembered: remembered ?? null,
    rememberedBy: rememberedBy ?? null,
    unread: foundWords.parse(found.unread ?? []),
    fields: [{ key: "ref", label: "Ref", required: false, fed: true, options: [], meanings: [] }, ...shown],
  };
}

const outcomes = rowOutcomes.map(({ value }) => value);

export interface ImportedRow {
  line: number;
  outcome: (typeof outcomes)[number];
  label: string;
  recordId: string | null;
  cells: string[];
  differences: Difference[];
  problems: RowProblem[];
}

/** The rows of an import in the order of the file, with what would happen to each and why. */
export const listImportRows = query({
  name: "imports.rows",
  summary: "The rows of an import, with what would happen to each and why",
  permission: importsRun,
  input: z.strictObject({
    ...byId,
    outcome: z.enum(outcomes, { error: `An outcome is one of: ${outcomes.join(", ")}.` }).optional(),
    cursor: z.coerce
      .number({ error: "Is not a cursor of this list." })
      .int()
      .min(0)
      .max(2_147_483_647)
      .default(0),
    limit: z.coerce.number({ error: "limit must be a whole number." }).int().min(1).max(1_000).default(50),
  }),
  run: async (
    context,
    { id, outcome, cursor, limit },
  ): Promise<{ rows: ImportedRow[]; next: string | null }> => {
    const { state } = await findImport(context, id);
    const found = await context.tx.importRow.findMany({
      where: { importId: id, line: { gt: cursor }, ...(outcome ? { outcome } : {}) },
      orderBy: { line: "asc" },
      take: limit + 1,
    });
    const rows = found.slice(0, limit).map(({ details, cells, ...row }) => ({
      line: row.line,
      outcome: row.outcome as ImportedRow["outcome"],
      label: row.label,
      // A new record has its id from the check on, but is there only once the import is applied.
      recordId: row.outcome === "create" && state !== "applied" ? null : row.recordId,
      cells: cells as string[],
      ...(details as unknown as Pick<ImportedRow, "differences" | "problems">),
    }));
    return { rows, next: found.length > limit ? String(rows.at(-1)?.line) : null };
  },
});
