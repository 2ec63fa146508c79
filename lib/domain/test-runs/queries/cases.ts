import "server-only";
import { runRef } from "@/lib/domain/test-runs/runs/schema";
import type { Finding } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

const most = 20;
/** So many other runs are looked through for the same prompts. */
const mostSeen = 1_000;

/** Returns failed cases of a finding in the newest run that saw it, each with the other runs in which the same prompt failed. */
export async function casesOf({ tx }: Context, { fingerprint, lastSeenRunId }: Finding) {
  const cases = await tx.failedCase.findMany({
    where: { runId: lastSeenRunId, fingerprint },
    orderBy: [{ promptHash: "asc" }, { id: "asc" }],
    take: most,
  });
  const seen = await tx.failedCase.findMany({
    where: { promptHash: { in: cases.map((one) => one.promptHash) }, runId: { not: lastSeenRunId } },
    select: { promptHash: true, run: { select: { id: true, number: true } } },
    orderBy: { id: "desc" },
    take: mostSeen,
  });
  return cases.map(({ id, promptHash, times, caseId, prompt, answer }) => {
    const runs = new Map(
      seen.filter((one) => one.promptHash === promptHash).map(({ run }) => [run.id, runRef(run.number)]),
    );
    return {
      ...{ id, promptHash, times, caseId, prompt, answer },
      alsoIn: [...runs].map(([runId, ref]) => ({ id: runId, ref })),
    };
  });
}
