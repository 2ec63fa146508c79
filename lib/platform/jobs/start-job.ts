import "server-only";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { announceJob } from "@/lib/platform/jobs/queue";
import type { Context } from "@/lib/platform/operation/operation";

interface NewJob {
  /** The name of the job in the registry. */
  kind: string;
  input: Prisma.InputJsonObject;
  unitId: string;
  /** How much there is to do, where that is known already. */
  total?: number;
}

/** Starts a job for the actor, in the transaction of the command that wants it, and returns its id. */
export async function startJob(
  { tx, actor }: Context,
  { kind, input, unitId, total = 0 }: NewJob,
): Promise<string> {
  if (!actor.personId) throw new Error("A job is started by a person or a token.");
  const { id } = await tx.jobRun.create({
    data: { kind, input, unitId, total, createdById: actor.personId, tokenId: actor.tokenId },
    select: { id: true },
  });
  await announceJob(id);
  return id;
}
