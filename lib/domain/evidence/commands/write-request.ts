import "server-only";
import { findRequest } from "@/lib/domain/evidence/queries/requests";
import { requestRef } from "@/lib/domain/evidence/rules";
import type { Change } from "@/lib/platform/audit/change";
import type { EvidenceRequest, Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";

/** Writes a request if it still has the version that was seen; throws Conflict with it as it is now otherwise. */
export async function writeRequest(
  context: Context,
  { id }: EvidenceRequest,
  version: number,
  data: Prisma.EvidenceRequestUncheckedUpdateManyInput,
): Promise<EvidenceRequest> {
  const [after] = await context.tx.evidenceRequest.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: after ? 1 : 0 }, () => findRequest(context, id));
  return after as EvidenceRequest;
}

/** Returns the change of a request for the audit trail. */
export function requestChange(before: EvidenceRequest | null, after: EvidenceRequest): Change {
  return {
    subject: { type: "evidence-requests", id: after.id, unitId: after.unitId },
    before,
    after,
  };
}

/** Returns what a command answers about a request. */
export function requestAnswer({ id, number, title, version }: EvidenceRequest) {
  return { id, ref: requestRef(number), title, version };
}
