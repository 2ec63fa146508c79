import "server-only";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import { rulesInForce } from "@/lib/domain/threat-models/own-rules/rule-set";
import type { Transaction } from "@/lib/platform/database/client";

/** Returns what a type of element is called; "Not typed" where it has none that is known. */
export function typeName(type: string | null): string {
  return elementTypes().get(type ?? "")?.name ?? "Not typed";
}

/** Returns what tells likelihood × impact as the rules in force suggest it, from 1 to 25; null for a threat without a rule. */
export async function suggestedScores(tx: Transaction): Promise<(ruleId: string | null) => number | null> {
  const rules = await rulesInForce(tx);
  return (ruleId) => {
    const kind = ruleId === null ? undefined : rules.named(ruleId);
    return kind ? kind.likelihood * kind.impact : null;
  };
}
