import "server-only";
import * as z from "zod";
import { meaningOf } from "@/lib/domain/threat-models/drawing/content";
import type { Drawing } from "@/lib/domain/threat-models/drawing/schema";
import { threatRef } from "@/lib/domain/threat-models/rules";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type { Threat } from "@/lib/platform/database/generated/client";
import { dayText } from "@/lib/platform/time/day";

/** A threat as a frozen version and a sign-off keep it. */
export const frozenThreat = z.looseObject({
  ref: z.string(),
  key: z.string(),
  title: z.string(),
  state: z.string(),
  reason: z.string().nullable(),
});

/** Returns the threats of a model as a version keeps them, in the order of their keys. */
export function frozenThreats(threats: readonly Threat[]): object[] {
  return [...threats]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((threat) => {
      const { key, ruleId, ruleVersion, title, elementIds, category, family, sources } = threat;
      const { fired, unknown, state, reason } = threat;
      return {
        ...{
          ref: threatRef(threat.number),
          key,
          ruleId,
          ruleVersion,
          title,
          elementIds,
          category,
          family,
          sources,
        },
        ...{ fired, unknown, state, reason, until: dayText(threat.until) },
      };
    });
}

/** Returns the SHA-256 of a drawing with its threats, in canonical form (RFC 8785). */
export function frozenDigest(drawing: Drawing, threats: readonly object[]): string {
  return canonicalDigest({ drawing: meaningOf(drawing), threats });
}
