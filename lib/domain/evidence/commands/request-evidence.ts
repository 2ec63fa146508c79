import "server-only";
import * as z from "zod";
import { evidenceGive, evidenceRequest } from "@/lib/domain/evidence/access";
import { requestAnswer, requestChange, writeRequest } from "@/lib/domain/evidence/commands/write-request";
import { findRequest } from "@/lib/domain/evidence/queries/requests";
import { todayOf } from "@/lib/domain/evidence/queries/row";
import { requestRef, requestStateOf } from "@/lib/domain/evidence/rules";
import { evidenceRecord, requestFields, withdrawFields } from "@/lib/domain/evidence/schema";
import { notify, peopleWhoMay } from "@/lib/domain/tasks/commands/notify";
import { subjectFields } from "@/lib/domain/tasks/schema";
import { authorOf, may } from "@/lib/platform/access/actor";
import { Conflict, type FieldProblem, Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { findRecord } from "@/lib/platform/registry/contributions";
import { createInput, recordVersion } from "@/lib/platform/schema/shape";
import { storedDay } from "@/lib/platform/time/day";
import { formatDay } from "@/lib/platform/time/format-day";

/** Asks somebody for evidence on a record that the actor reads; who is asked is told and finds it under their work. */
export const requestEvidence = command({
  name: "evidence-requests.create",
  summary: "Ask somebody for evidence on a record",
  permission: evidenceRequest,
  input: createInput(requestFields).extend(subjectFields),
  output: evidenceRecord,
  run: async (context, { subjectType, subjectId, dueOn, ...asked }) => {
    const { tx, actor } = context;
    const { unitId, ref, name } = await findRecord(context, { subjectType, subjectId });
    if (!may(actor, evidenceRequest, unitId))
      throw new Forbidden(
        "You may read this record but not ask for evidence on it. Ask the unit that keeps it.",
      );
    const problems = await problemsOf(context, asked.askedId, dueOn, unitId);
    if (problems.length > 0) throw new Invalid(problems);
    const request = await tx.evidenceRequest.create({
      data: {
        ...asked,
        ...{ subjectType, subjectId, unitId },
        dueOn: storedDay(dueOn) ?? context.now,
        createdById: authorOf(actor),
      },
    });
    await notify(context, {
      title: `You are asked for evidence on ${ref || name} by ${formatDay(dueOn)}: ${request.title}`,
      subjectType: "evidence-requests",
      subjectId: request.id,
      personIds: [request.askedId],
    });
    return { result: requestAnswer(request), change: requestChange(null, request) };
  },
});

// Who could not open the request could not answer it either.
async function problemsOf(
  context: Context,
  askedId: string,
  dueOn: string,
  unitId: string,
): Promise<FieldProblem[]> {
  const able = await peopleWhoMay(context.tx, evidenceGive, unitId);
  const today = await todayOf(context);
  const who =
    "This person holds no role with which they could hand in evidence in the business unit of the record. Choose somebody who does.";
  const when = `The due date is in the past. Choose ${formatDay(today)} or a later day.`;
  return [
    ...(able.includes(askedId) ? [] : [{ path: "askedId", message: who }]),
    ...(dueOn < today ? [{ path: "dueOn", message: when }] : []),
  ];
}

/** Takes a request back; who was asked is told. */
export const withdrawRequest = command({
  name: "evidence-requests.withdraw",
  summary: "Withdraw a request for evidence",
  permission: evidenceRequest,
  input: z.strictObject({ ...recordVersion, ...withdrawFields }),
  output: evidenceRecord,
  run: async (context, { id, version, reason }) => {
    const before = await findRequest(context, id);
    if (!may(context.actor, evidenceRequest, before.unitId))
      throw new Forbidden("You may read this request but not withdraw it.");
    if (requestStateOf(before) !== "open") throw new Conflict("The request is closed already.");
    const after = await writeRequest(context, before, version, {
      withdrawnAt: context.now,
      withdrawnReason: reason,
    });
    await notify(context, {
      title: `No longer needed: ${requestRef(after.number)} ${after.title}`,
      subjectType: "evidence-requests",
      subjectId: id,
      personIds: [after.askedId],
    });
    return { result: requestAnswer(after), change: requestChange(before, after) };
  },
});
