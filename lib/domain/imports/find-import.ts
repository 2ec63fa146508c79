import "server-only";
import { visibleTo } from "@/lib/domain/imports/access";
import { type ImportState, importMapping } from "@/lib/domain/imports/schema";
import type { Import } from "@/lib/platform/database/generated/client";
import { Conflict, NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

/** Returns the stored import, one's own; throws NotFound. */
export async function findImport(context: Context, id: string): Promise<Import> {
  const found = await context.tx.import.findFirst({ where: { AND: [{ id }, visibleTo(context)] } });
  if (!found) throw new NotFound();
  return found;
}

/** Returns which heading feeds which field. */
export function mappingOf({ mapping }: Pick<Import, "mapping">) {
  return importMapping.parse(mapping);
}

type Busy = Pick<Import, "state" | "jobId" | "message">;

/**
 * Returns the state to show. While the row says that a job works on it, the job's own row knows better: one that was
 * cancelled or failed has written nothing, so that a checked import stays checked.
 */
export function shownState({ state, message }: Busy, job: { state: string; message: string | null } | null) {
  const busy = state === "checking" || state === "applying";
  if (!busy || job === null || !["failed", "cancelled"].includes(job.state)) {
    return { state: state as ImportState, message };
  }
  const stopped = job.state === "failed" ? "failed" : "cancelled";
  return { state: (state === "applying" ? "checked" : stopped) as ImportState, message: job.message };
}

/** Returns the import with the state that holds; throws Conflict while a job works on it or when it is applied already. */
export async function findIdleImport(context: Context, id: string): Promise<Import & { state: ImportState }> {
  const found = await findImport(context, id);
  const job =
    found.jobId === null ? null : await context.tx.jobRun.findUnique({ where: { id: found.jobId } });
  const { state } = shownState(found, job);
  if (state === "checking" || state === "applying")
    throw new Conflict("This import is at work. Wait until it has ended, or stop it.");
  if (state === "applied")
    throw new Conflict("This import is applied already. Start a new one with the file.");
  return { ...found, state };
}
