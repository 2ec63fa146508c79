import "server-only";
import * as z from "zod";
import { assessmentsRead } from "@/lib/domain/assessments/access";
import { assessmentPaper } from "@/lib/domain/assessments/report/paper";
import { query } from "@/lib/platform/operation/operation";

/** One assessment as a report, read in a transaction of its own that has ended before the report is drawn. */
export const printAssessment = query({
  name: "assessments.print",
  summary: "One assessment as a report",
  permission: assessmentsRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }), comments: z.boolean() }),
  run: (context, { id, comments }) => assessmentPaper(context, id, comments),
});
