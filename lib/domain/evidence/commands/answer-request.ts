import "server-only";
import * as z from "zod";
import { evidenceGive, mayAnswer } from "@/lib/domain/evidence/access";
import { attach } from "@/lib/domain/evidence/commands/link-evidence";
import { writeNew } from "@/lib/domain/evidence/commands/write-evidence";
import { requestAnswer, requestChange, writeRequest } from "@/lib/domain/evidence/commands/write-request";
import { findEvidence } from "@/lib/domain/evidence/queries/evidence";
import { findRequest } from "@/lib/domain/evidence/queries/requests";
import { requestRef, requestStateOf } from "@/lib/domain/evidence/rules";
import { answerFields, attachFields, evidenceRecord } from "@/lib/domain/evidence/schema";
import { notify } from "@/lib/domain/tasks/commands/notify";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change, Changed } from "@/lib/platform/audit/change";
import type { EvidenceRequest } from "@/lib/platform/database/generated/client";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { createInput, recordVersion } from "@/lib/platform/schema/shape";

/** Answers a request with a new file: evidence of whoever hands it in, attached to the record that the request is about. */
export const fulfilRequest = command({
  name: "evidence-requests.fulfil",
  summary: "Answer a request for evidence with a new file",
  permission: evidenceGive,
  input: createInput(answerFields).extend(recordVersion),
  output: evidenceRecord,
  run: async (context, { id, version, ...facts }) => {
    const request = await openRequest(context, id);
    const ownerId = context.actor.personId;
    const { evidence, change } = await writeNew(context, {
      ...facts,
      title: request.title,
      ownerId,
      unitId: request.unitId,
    });
    return close(context, request, version, evidence.id, [change]);
  },
});

/** Answers a request with evidence that is there already. */
export const answerRequest = command({
  name: "evidence-requests.answer",
  summary: "Answer a request for evidence with a piece that is there already",
  permission: evidenceGive,
  input: z.strictObject({ ...recordVersion, ...attachFields }),
  output: evidenceRecord,
  run: async (context, { id, version, evidenceId }) => {
    const request = await openRequest(context, id);
    const { withdrawnAt } = await findEvidence(context, evidenceId).catch((error: unknown) => {
      if (!(error instanceof NotFound)) throw error;
      throw new Invalid([
        { path: "evidenceId", message: "There is no such evidence that you may read. Choose another." },
      ]);
    });
    if (withdrawnAt !== null) throw new Conflict("This evidence is withdrawn. Choose another.");
    return close(context, request, version, evidenceId, []);
  },
});

async function openRequest(context: Context, id: string): Promise<EvidenceRequest> {
  const request = await findRequest(context, id);
  if (!mayAnswer(context.actor, request))
    throw new Forbidden("This request is somebody else's. Who was asked answers it.");
  if (requestStateOf(request) !== "open") throw new Conflict("The request is closed already.");
  return request;
}

async function close(
  context: Context,
  before: EvidenceRequest,
  version: number,
  evidenceId: string,
  changes: readonly Change[],
): Promise<Changed<ReturnType<typeof requestAnswer>>> {
  const after = await writeRequest(context, before, version, {
    evidenceId,
    fulfilledAt: context.now,
    fulfilledById: authorOf(context.actor),
  });
  const { subjectType, subjectId, unitId } = after;
  const linked = await attach(context, evidenceId, { subjectType, subjectId, unitId });
  await notify(context, {
    title: `${context.actor.name} handed in what was asked for: ${requestRef(after.number)} ${after.title}`,
    subjectType: "evidence-requests",
    subjectId: after.id,
    personIds: [after.createdById],
  });
  return {
    result: requestAnswer(after),
    changes: [...changes, ...linked.changes, requestChange(before, after)],
  };
}
