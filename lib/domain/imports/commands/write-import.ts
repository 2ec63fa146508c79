import "server-only";
import * as z from "zod";
import { rowsAtOnce } from "@/lib/domain/imports/commands/check-import";
import { findImport } from "@/lib/domain/imports/find-import";
import { settleRows } from "@/lib/domain/imports/import-rows";
import { openPlanning } from "@/lib/domain/imports/planning";
import { readRows } from "@/lib/domain/imports/rows";
import { refusedModes } from "@/lib/domain/imports/schema";
import { importTargets } from "@/lib/domain/imports/targets";
import { type Change, unchanged } from "@/lib/platform/audit/change";
import type { Import, ImportRow } from "@/lib/platform/database/generated/client";
import { Conflict } from "@/lib/platform/errors/public-error";
import type { Progress } from "@/lib/platform/jobs/job";
import { type Context, command } from "@/lib/platform/operation/operation";
import { planRows } from "@/lib/platform/register/import-plan";
import type { ImportTarget, RowPlan } from "@/lib/platform/register/import-session";

const input = z.strictObject({
  id: z.uuid(),
  refused: z.enum(refusedModes.map(({ value }) => value)),
  progress: z.custom<Progress>(),
});

/**
 * Per concept the command that writes the rows of a checked import, with the permission to add such records. Everything
 * is one transaction: either the import is applied with an audit entry per row, or nothing is written. The job's own step.
 */
export const writeImport = new Map(importTargets.map((target) => [target.concept, writeInto(target)]));

function writeInto(target: ImportTarget) {
  return command({
    name: "imports.write",
    summary: `Write the rows of a checked import of ${target.words.many}`,
    permission: target.create,
    input,
    timeoutMs: 30 * 60_000,
    run: async (context, { id, refused, progress }) => {
      const before = await findImport(context, id);
      // A job that begins again after it was done, but before that was written down, has nothing left to do.
      if (before.state !== "applying")
        return unchanged({ created: before.created, changed: before.changed, refused: before.refused });
      const { changes, further, stale } = await writeRows(context, before, progress);
      if (stale.length > 0 && refused === "none-or-all") throw new Conflict(nothingWritten(stale));
      const created = changes.filter((change) => change.before === null).length;
      const changed = changes.length - created;
      const after = await context.tx.import.update({
        where: { id },
        data: {
          state: "applied",
          appliedAt: context.now,
          created,
          changed,
          refused: before.refused + stale.length,
          message: null,
          version: { increment: 1 },
        },
      });
      const own = { subject: { type: "imports", id, unitId: after.unitId }, before, after };
      return { result: { created, changed, refused: after.refused }, changes: [...changes, ...further, own] };
    },
  });
}

async function writeRows(context: Context, of: Import, progress: Progress) {
  const { tx } = context;
  const planning = await openPlanning(context, of);
  const total = of.created + of.changed;
  const changes: Change[] = [];
  const further: Change[] = [];
  const stale: RowPlan[] = [];
  const origin = (line: number) => `Imported from ${of.fileName}, row ${line}.`;
  for (let last = 0, done = 0; ; ) {
    const rows = await tx.importRow.findMany({
      where: { importId: of.id, line: { gt: last }, outcome: { in: ["create", "change"] } },
      orderBy: { line: "asc" },
      take: rowsAtOnce,
    });
    if (rows.length === 0) return { changes, further, stale };
    const raw = rows.map(({ line, cells }) => ({ line, cells: cells as string[], problems: [] }));
    const plans = (await planRows(planning, await readRows(planning.reading, raw))).map((plan, index) =>
      asChecked(plan, rows[index]),
    );
    const writes = plans.flatMap(({ write }) => (write ? [write] : []));
    const written = await planning.session.write(writes, origin);
    changes.push(...written.changes);
    further.push(...written.further);
    stale.push(...plans.filter(({ outcome }) => outcome === "refused"));
    const ids = new Map(writes.map(({ line }, index) => [line, written.changes[index]?.subject.id ?? null]));
    // A new record has its id from now on, so that the row leads to it.
    await settleRows(
      tx,
      of.id,
      plans.map((plan) => ({ ...plan, recordId: ids.get(plan.line) ?? plan.recordId })),
    );
    last = rows.at(-1)?.line ?? last;
    done += rows.length;
    await progress.report(done, total, `${done} of ${total} rows written`);
  }
}

// The check promised one thing; where the register changed since, the row is not written but says so.
function asChecked(plan: RowPlan, row: ImportRow | undefined): RowPlan {
  if (!row || plan.outcome === "refused") return plan;
  if (plan.outcome === row.outcome && plan.recordId === row.recordId && plan.seen === row.seen) return plan;
  const message = "The record changed after the file was checked. Check the file again and look at this row.";
  return { ...plan, outcome: "refused", problems: [{ label: null, message }], write: null };
}

function nothingWritten(stale: readonly RowPlan[]): string {
  const [first] = stale;
  const rows = stale.length === 1 ? "1 row can" : `${stale.length} rows can`;
  const why = first ? ` Row ${first.line}: ${first.problems[0]?.message ?? ""}` : "";
  return `Nothing was written, since ${rows} no longer be taken over.${why} Check the file again.`;
}
