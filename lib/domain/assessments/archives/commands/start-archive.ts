import "server-only";
import * as z from "zod";
import { assessmentsRead } from "@/lib/domain/assessments/access";
import { archiveKind, mostInArchive } from "@/lib/domain/assessments/archives/schema";
import { findAssessments } from "@/lib/domain/assessments/queries/find";
import { assessmentRegister } from "@/lib/domain/assessments/queries/register";
import { Invalid } from "@/lib/platform/errors/public-error";
import { startJob } from "@/lib/platform/jobs/start-job";
import { type Context, command } from "@/lib/platform/operation/operation";
import { exportUnit } from "@/lib/platform/register/export";

const tooMany = `An archive holds at most ${mostInArchive} assessments. Choose fewer, or filter the register.`;

/**
 * Starts to print many assessments into one ZIP archive: those named, or those that filters of the register leave at this
 * moment. Like every export it is in the audit trail, with the references of what was asked for.
 */
export const startArchive = command({
  name: "assessment-archives.start",
  summary: "Print many assessments into one ZIP archive",
  permission: assessmentsRead,
  input: z.strictObject({
    ids: z
      .array(z.uuid({ error: "Is not the id of a record." }))
      .max(mostInArchive, tooMany)
      .optional(),
    filters: z.record(z.string().max(60), z.string().max(4_000)).optional(),
    comments: z.boolean({ error: "Say true or false." }).default(false),
  }),
  output: z.strictObject({ id: z.uuid(), total: z.int() }),
  timeoutMs: 60_000,
  run: async (context, { ids, filters, comments }) => {
    if ((ids === undefined) === (filters === undefined))
      throw new Invalid([{ path: "ids", message: "Name either assessments or filters of the register." }]);
    const found = ids === undefined ? await filtered(context, filters ?? {}) : await named(context, ids);
    if (found.length === 0)
      throw new Invalid([
        { path: "ids", message: "There is nothing to print. Choose at least one assessment." },
      ]);
    const unitId = await exportUnit(context, assessmentsRead);
    const chosen = found.map(({ id }) => id);
    const id = await startJob(context, {
      kind: archiveKind,
      input: { ids: chosen, comments },
      ...{ unitId, total: chosen.length },
    });
    return {
      result: { id, total: chosen.length },
      change: {
        subject: { type: "assessments", id: null, unitId },
        before: null,
        after: { format: "zip", comments, filters: filters ?? null, records: found.map(({ ref }) => ref) },
      },
    };
  },
});

type Chosen = { id: string; ref: string };

async function named(context: Context, ids: readonly string[]): Promise<Chosen[]> {
  const wanted = [...new Set(ids)];
  const found = new Map((await findAssessments(context, wanted)).map((one) => [one.id, one]));
  if (found.size < wanted.length)
    throw new Invalid([
      { path: "ids", message: "One of these assessments does not exist. Choose them again." },
    ]);
  return wanted.map((id) => ({ id, ref: found.get(id)?.ref ?? "" }));
}

async function filtered({ actor }: Context, filters: Readonly<Record<string, string>>): Promise<Chosen[]> {
  if (filters["asOf"] !== undefined)
    throw new Invalid([
      {
        path: "filters.asOf",
        message: "An archive prints assessments as they are today. Leave the day out.",
      },
    ]);
  const { sort: _sort, ...narrowed } = filters;
  const { count } = await assessmentRegister.count.receive(actor, narrowed);
  if (count > mostInArchive) throw new Invalid([{ path: "filters", message: tooMany }]);
  const chosen: Chosen[] = [];
  for await (const rows of assessmentRegister.batches(actor, filters))
    chosen.push(...rows.map(({ id, ref }) => ({ id, ref })));
  return chosen;
}
