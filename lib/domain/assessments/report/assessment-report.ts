import "server-only";
import * as z from "zod";
import { assessmentsRead } from "@/lib/domain/assessments/access";
import { assessmentPaper } from "@/lib/domain/assessments/report/paper";
import { Invalid } from "@/lib/platform/errors/public-error";
import { lookBack } from "@/lib/platform/operation/as-of";
import { type Context, command, lookBackTo } from "@/lib/platform/operation/operation";
import { pdfDownload } from "@/lib/platform/report/report-file";

/** Whether what people said about the questions is printed too. */
const commentsField = z
  .enum(["true", "false"], { error: "Say true or false." })
  .default("false")
  .transform((text) => text === "true");

/** One assessment as a PDF, marked with its state; like every export it is in the audit trail. */
export const assessmentReport = command({
  name: "assessments.report",
  summary: "One assessment as PDF, with its answers, figures, evidence and decisions",
  permission: assessmentsRead,
  input: z.strictObject({
    id: z.uuid({ error: "Is not the id of a record." }),
    format: z.enum(["pdf"], { error: "An assessment is printed as pdf." }).default("pdf"),
    comments: commentsField,
    ...lookBack,
  }),
  run: async (context, { id, format, comments, asOf }) => {
    if (comments && asOf !== undefined)
      throw new Invalid([
        { path: "comments", message: "Comments are those of today. Leave the comments or the day out." },
      ]);
    const write = (seen: Context) => assessmentPaper(seen, id, comments);
    const { report, name, ref, unitId } = await (asOf === undefined
      ? write(context)
      : lookBackTo(asOf, context.actor, { permission: assessmentsRead }, write));
    const past = asOf === undefined ? {} : { asOf };
    return {
      result: pdfDownload(name, report, "record"),
      // Not a line of the record's own history, which would then say of each report that it was made.
      change: {
        subject: { type: "assessments", id: null, unitId },
        before: null,
        after: { format, record: ref, id, comments, ...past },
      },
    };
  },
});
