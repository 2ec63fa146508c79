import "server-only";
import * as z from "zod";
import type { Threat } from "@/lib/platform/database/generated/client";
import { recordVersion } from "@/lib/platform/schema/shape";

/** Threats of one model that somebody chose, each in the version that they saw. */
export const chosenThreats = z
  .array(z.strictObject(recordVersion), { error: "Choose at least one threat." })
  .min(1, "Choose at least one threat.")
  .max(500, "Choose at most 500 threats at a time.");

/** What became of one of several threats. */
export interface ThreatRow {
  id: string;
  ref: string | null;
  done: boolean;
  /** Why nothing was written, in words that say what to do. */
  message: string | null;
  version: number | null;
}

export const changedMeanwhile = "Somebody changed this threat meanwhile. Look at it again.";

/** Returns why a threat that somebody chose is not the one that they saw; null where it is. */
export function whyNotThis(stored: Threat | undefined, version: number): string | null {
  if (!stored) return "There is no such threat in this model.";
  return stored.version === version ? null : changedMeanwhile;
}
