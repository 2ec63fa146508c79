import "server-only";
import { visibleTo } from "@/lib/domain/test-runs/access";
import { findingRef } from "@/lib/domain/test-runs/findings/rules";
import { type ImportState, runRef } from "@/lib/domain/test-runs/runs/schema";
import type { Finding, TestImport, TestRun } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import type { FoundRecord } from "@/lib/platform/registry/contributions";

/** Returns the stored import of results within the actor's scope; throws NotFound. */
export async function findTestImport(context: Context, id: string): Promise<TestImport> {
  const found = await context.tx.testImport.findFirst({ where: { AND: [{ id }, visibleTo(context)] } });
  if (!found) throw new NotFound();
  return found;
}

/** Returns the state to show: while a job works on an import, the job's own row knows better what came of it. */
export function stateOf(
  { state }: Pick<TestImport, "state">,
  job: { state: string; message: string | null } | null,
): { state: ImportState; message: string | null } {
  const busy = state === "checking" || state === "applying";
  if (!busy || job === null || !["failed", "cancelled"].includes(job.state))
    return { state: state as ImportState, message: null };
  const ended = job.state === "failed" ? "failed" : "cancelled";
  return { state: state === "applying" && ended === "cancelled" ? "checked" : ended, message: job.message };
}

/** Returns the stored run within the actor's scope; throws NotFound. */
export async function findRun(context: Context, id: string): Promise<TestRun> {
  const found = await context.tx.testRun.findFirst({ where: { AND: [{ id }, visibleTo(context)] } });
  if (!found) throw new NotFound();
  return found;
}

/** Returns the stored finding within the actor's scope, as the audit trail keeps it; throws NotFound. */
export async function findFinding(context: Context, id: string): Promise<Finding> {
  const found = await context.tx.finding.findFirst({ where: { AND: [{ id }, visibleTo(context)] } });
  if (!found) throw new NotFound();
  return found;
}

/** Returns those of these findings that the actor may see, as other concepts name them. */
export async function findFindings(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.finding.findMany({
    where: { AND: [{ id: { in: [...ids] } }, visibleTo(context)] },
    select: { id: true, number: true, title: true, unitId: true, ownerId: true },
  });
  return found.map(({ number, title, ...one }) => ({ ...one, name: title, ref: findingRef(number) }));
}

/** Returns those of these runs that the actor may see, as other concepts name them. */
export async function findRuns(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.testRun.findMany({
    where: { AND: [{ id: { in: [...ids] } }, visibleTo(context)] },
    select: { id: true, number: true, tool: true, fileName: true, unitId: true },
  });
  return found.map(({ number, tool, fileName, ...one }) => ({
    ...{ ...one, ownerId: null, ref: runRef(number), name: `${tool}, ${fileName}` },
  }));
}
