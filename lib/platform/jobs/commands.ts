import "server-only";
import * as z from "zod";
import { Conflict } from "@/lib/platform/errors/public-error";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { findJob } from "@/lib/platform/jobs/queries";
import { command } from "@/lib/platform/operation/operation";

/** Asks a job of one's own to stop: a waiting one ends at once, a running one at its next step. */
export const cancelJob = command({
  name: "jobs.cancel",
  summary: "Cancel a job",
  permission: jobsOwn,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a job." }) }),
  output: z.strictObject({ id: z.uuid(), state: z.string() }),
  run: async (context, { id }) => {
    const before = await findJob(context, id);
    const ended = {
      state: "cancelled",
      cancelRequested: true,
      endedAt: context.now,
      message: "Cancelled before it began.",
    };
    const waiting = await context.tx.jobRun.updateMany({ where: { id, state: "queued" }, data: ended });
    if (waiting.count === 0) {
      const running = await context.tx.jobRun.updateMany({
        where: { id, state: "running" },
        data: { cancelRequested: true },
      });
      if (running.count === 0) throw new Conflict("This has ended already and cannot be cancelled.");
    }
    const after = await findJob(context, id);
    return {
      result: { id, state: after.state },
      change: { subject: { type: "jobs", id, unitId: after.unitId }, before, after },
    };
  },
});
