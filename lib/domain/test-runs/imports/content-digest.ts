import "server-only";
import type { ResultsRead } from "@/lib/domain/test-runs/read-results";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type { TestImport } from "@/lib/platform/database/generated/client";

type Bound = Pick<
  TestImport,
  "modelId" | "modelVersion" | "promptId" | "promptVersion" | "commit" | "branch" | "build"
>;

/**
 * Returns a SHA-256 of what a file says and of what it is bound to: the same results in other bytes have the same. Runs of which
 * the file names neither time nor id are told apart by the commit or build that the sender says.
 */
export function contentDigestOf(read: ResultsRead, bound: Bound): string {
  const { modelId, modelVersion, promptId, promptVersion, commit, branch, build } = bound;
  const runs = read.runs.map(
    ({ tool, toolVersion, runId, startedAt, finishedAt, complete, commit: source }) => [
      ...[tool ?? null, toolVersion ?? null, runId ?? null, startedAt ?? null, finishedAt ?? null],
      ...[complete ?? null, source ?? null],
    ],
  );
  const checks = read.checks
    .map(({ check, detector, place, closer, counts }) =>
      JSON.stringify([
        ...[check, detector, place, closer],
        ...[counts.defended, counts.vulnerable, counts.error, counts.inconclusive, counts.skipped],
      ]),
    )
    .toSorted();
  const said = [[modelId, modelVersion, promptId, promptVersion, commit, branch, build], read.format];
  return canonicalDigest([said, runs, checks]);
}
