import "server-only";
import { createHash } from "node:crypto";
import type { CheckSummary } from "@/lib/domain/test-runs/summary";

/**
 * Returns by what a finding is known again in a later run, as "v1:" and a SHA-256: its class, check, tested system and place, and
 * nothing that changes from run to run. A later way to make it gets a number of its own.
 */
export function fingerprintOf(
  { threatClass, check, detector, place }: Pick<CheckSummary, "threatClass" | "check" | "detector" | "place">,
  subject: string,
): string {
  const parts = [threatClass ?? "", detector === null ? check : `${check}#${detector}`, subject, place ?? ""];
  return `v1:${createHash("sha256").update(JSON.stringify(parts)).digest("hex")}`;
}
