import "server-only";
import * as z from "zod";
import { rowsAtOnce } from "@/lib/domain/imports/commands/check-import";
import { findImport } from "@/lib/domain/imports/find-import";
import { settleRows } from "@/lib/domain/imports/import-rows";
import { openPlanning } from "@/lib/domain/imports/planning";
import { share } from "@/lib/domain/imports/remembered";
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
      if (created + changed > 0) await share(context, after);
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
      select: { line: true, outcome: true, recordId: true, seen: true, cells: true },
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
    const late = plans.filter(({ outcome }) => outcome === "refused");
    if (late.length > 0) await settleRows(tx, of.id, late);
    stale.push(...late);
    last = rows.at(-1)?.line ?? last;
    done += rows.length;
    await progress.report(done, total, `${done} of ${total} rows written`);
  }
}

type CheckedRow = Pick<ImportRow, "outcome" | "recordId" | "seen">;

// The check promised one thing; where the register changed since, the row is not written but says so.
function asChecked(plan: RowPlan, row: CheckedRow | undefined): RowPlan {
  const { write } = plan;
  if (!row || !write) return plan;
  const same = plan.outcome === row.outcome && plan.seen === row.seen;
  // A new record gets the id that its row has had since the check.
  if (same && plan.outcome === "create")
    return { ...plan, recordId: row.recordId, write: { ...write, id: row.recordId ?? write.id } };
  if (same && plan.recordId === row.recordId) return plan;
  return {
    ...plan,
    outcome: "refused",
    recordId: null,
    problems: [{ label: null, message: changedSince }],
    write: null,
  };
}

const changedSince =
  "The record changed after the file was checked. Check the file again and look at this row.";

function nothingWritten(stale: readonly RowPlan[]): string {
  const [first] = stale;
  const rows = stale.length === 1 ? "1 row can" : `${stale.length} rows can`;
  const why = first ? ` Row ${first.line}: ${first.problems[0]?.message ?? ""}` : "";
  return `Nothing was written, since ${rows} no longer be taken over.${why} Check the file again.`;
}
