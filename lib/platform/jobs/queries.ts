import "server-only";
import * as z from "zod";
import { NotFound } from "@/lib/platform/errors/public-error";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { jobStates } from "@/lib/platform/jobs/job-row";
import { type Context, query } from "@/lib/platform/operation/operation";

/** A job as every door answers it. */
export const jobRecord = z.strictObject({
  id: z.uuid(),
  kind: z.string(),
  state: z.enum(jobStates),
  done: z.int(),
  total: z.int(),
  message: z.string().nullable(),
  result: z.unknown(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  can: z.strictObject({ cancel: z.boolean() }),
});

/** Returns the stored job within what the actor may see: their own; throws NotFound. */
export async function findJob({ tx, actor }: Context, id: string) {
  const own = actor.kind === "system" ? {} : { createdById: actor.personId ?? "" };
  const job = await tx.jobRun.findFirst({ where: { id, ...own } });
  if (!job) throw new NotFound();
  return job;
}

/** How far a job of one's own is, and what came of it. */
export const getJob = query({
  name: "jobs.get",
  summary: "How far a job is",
  permission: jobsOwn,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a job." }) }),
  output: jobRecord,
  run: async (context, { id }): Promise<z.infer<typeof jobRecord>> => {
    const { kind, state, done, total, message, result, leaseUntil, ...job } = await findJob(context, id);
    // Nobody speaks for it any more: it waits for a process that takes it up.
    const abandoned = state === "running" && leaseUntil !== null && leaseUntil < context.now;
    return {
      id,
      kind,
      state: abandoned ? "queued" : (state as (typeof jobStates)[number]),
      done,
      total,
      message: abandoned ? "Interrupted; it begins again shortly." : message,
      result,
      createdAt: job.createdAt.toISOString(),
      startedAt: job.startedAt?.toISOString() ?? null,
      endedAt: job.endedAt?.toISOString() ?? null,
      can: { cancel: (state === "queued" || state === "running") && !job.cancelRequested },
    };
  },
});
