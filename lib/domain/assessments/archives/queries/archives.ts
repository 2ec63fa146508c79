import "server-only";
import * as z from "zod";
import { assessmentsRead } from "@/lib/domain/assessments/access";
import { archiveResult } from "@/lib/domain/assessments/archives/make-archive";
import { archiveDays, archiveKind } from "@/lib/domain/assessments/archives/schema";
import { NotFound } from "@/lib/platform/errors/public-error";
import { Download } from "@/lib/platform/http/download";
import { jobsOwn } from "@/lib/platform/jobs/access";
import type { jobStates } from "@/lib/platform/jobs/job-row";
import { findJob } from "@/lib/platform/jobs/queries";
import { type Context, query } from "@/lib/platform/operation/operation";
import { withinUnits } from "@/lib/platform/operation/within-units";
import { storage } from "@/lib/platform/storage/storage";

const shown = 50;
const kept = archiveDays * 86_400_000;

/** One's own archives of printed assessments, the newest first: how far each is, and until when it is kept. */
export const listArchives = query({
  name: "assessment-archives.list",
  summary: "One's own archives of printed assessments",
  permission: assessmentsRead,
  input: z.strictObject({}),
  run: async (context) => {
    const { tx, actor, now } = context;
    const own = actor.kind === "system" ? {} : { createdById: actor.personId ?? "" };
    const jobs = await tx.jobRun.findMany({
      where: {
        kind: archiveKind,
        createdAt: { gte: new Date(now.getTime() - kept) },
        ...own,
        ...withinUnits(context),
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: shown,
    });
    return {
      rows: jobs.map(({ id, state, done, total, message, result, createdAt, endedAt }) => {
        const made = archiveResult.safeParse(result).data ?? null;
        return {
          ...{ id, done, total, message },
          state: state as (typeof jobStates)[number],
          printed: made?.printed ?? null,
          skipped: made?.skipped ?? null,
          size: made?.size ?? null,
          createdAt: createdAt.toISOString(),
          keptUntil: made && endedAt ? new Date(endedAt.getTime() + kept).toISOString() : null,
        };
      }),
    };
  },
});

/** An archive of one's own, to be saved; throws NotFound before it is ready and once it is no longer kept. */
export const archiveContent = query({
  name: "assessment-archives.content",
  summary: "An archive of printed assessments",
  permission: assessmentsRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of an archive." }) }),
  run: async (context, { id }) => {
    const { kind, result, endedAt } = await findJob(context, id);
    const made = archiveResult.safeParse(result).data;
    if (kind !== archiveKind || !made || !endedAt) throw new NotFound();
    const gone = endedAt.getTime() + kept < context.now.getTime() || !(await storage().has(made.sha256));
    if (gone) throw new NotFound("This archive is no longer kept. Make it again from the register.");
    const name = `assessments-${endedAt.toISOString().slice(0, 10)}.zip`;
    return new Download(name, "application/zip", await storage().get(made.sha256));
  },
});

/** Which archives are past their days; their bytes are removed by the system alone. */
export const pastArchives = query({
  name: "assessment-archives.past",
  summary: "Which archives of printed assessments are no longer kept",
  permission: jobsOwn,
  systemOnly: "Archives are removed by themselves.",
  input: z.strictObject({}),
  run: async ({ tx, now }: Context) => {
    const end = now.getTime() - kept;
    const jobs = await tx.jobRun.findMany({
      // A week of days on which the removal may have failed.
      where: { kind: archiveKind, endedAt: { lt: new Date(end), gte: new Date(end - 7 * 86_400_000) } },
      select: { result: true },
      take: 500,
    });
    return { digests: jobs.flatMap(({ result }) => archiveResult.safeParse(result).data?.sha256 ?? []) };
  },
});
