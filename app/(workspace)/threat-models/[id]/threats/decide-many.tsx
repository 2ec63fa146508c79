"use client";
import { decisionOnThreat } from "@/lib/domain/threat-models/record/schema";
import { ActOnMany, type Chosen, countOf } from "./act-on-many";

/** Decides several threats alike. */
export function DecideMany(chosen: Chosen) {
  return (
    <ActOnMany
      {...chosen}
      label={`Decide ${countOf(chosen.rows)}`}
      tone="primary"
      shape={decisionOnThreat}
      layout={decisionLayout}
      act="decide"
      past="decided"
    >
      What you decide stays while the values that made a threat apply do.
    </ActOnMany>
  );
}

/** What is asked for a decision. */
export const decisionLayout = [{ fields: ["state", "reason"] }];
