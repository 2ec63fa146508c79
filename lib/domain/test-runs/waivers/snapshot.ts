import "server-only";
import { findingRef } from "@/lib/domain/test-runs/findings/rules";
import type { Finding } from "@/lib/platform/database/generated/client";

/** Returns exactly what somebody who signs a waiver has before them; the decision keeps it with its digest. */
export function waiverSnapshot(finding: Finding): object {
  const { id, number, title, systemId, modelId, fingerprint, tool, check, detector, place } = finding;
  const { threatClass, severity, severityRank, severityReason, occurrences, evaluated } = finding;
  const { failurePercent, failureLow, failureHigh, state, lastSeenAt, lastSeenRunId } = finding;
  return {
    record: "finding",
    ...{ id, ref: findingRef(number), title, systemId, modelId, fingerprint, tool, check, detector, place },
    ...{ threatClass, severity, severityRank, severityReason, occurrences, evaluated },
    ...{ failurePercent, failureLow, failureHigh, state, lastSeenAt: lastSeenAt.toISOString() },
    lastSeenRunId,
  };
}
