"use client";
import { decisionFields } from "@/lib/domain/decisions/schema";
import { ActOnMany, type Chosen, countOf } from "./act-on-many";

/** Asks that several threats be accepted until a day, each by a decision of its own. */
export function AskMany(chosen: Chosen) {
  return (
    <ActOnMany
      {...chosen}
      label={`Ask to accept ${countOf(chosen.rows)}`}
      shape={acceptanceAsked}
      layout={acceptanceLayout}
      act="request-acceptances"
      past="asked for"
    >
      Another person signs for each of them; everybody who may is told.
    </ActOnMany>
  );
}

/** What is said by whoever asks for an acceptance. */
export const acceptanceAsked = { until: decisionFields.until, reason: decisionFields.reason };

export const acceptanceLayout = [{ fields: ["until", "reason"] }];
