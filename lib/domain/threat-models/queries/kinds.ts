import "server-only";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import { kindNamed } from "@/lib/domain/threat-models/threat-rules";

/** Returns what a type of element is called; "Not typed" where it has none that is known. */
export function typeName(type: string | null): string {
  return elementTypes().get(type ?? "")?.name ?? "Not typed";
}

/** Returns likelihood × impact as the rule of a threat suggests, from 1 to 25; null for a threat without a rule. */
export function suggestedScore(ruleId: string | null): number | null {
  const kind = ruleId === null ? undefined : kindNamed(ruleId);
  return kind ? kind.likelihood * kind.impact : null;
}
