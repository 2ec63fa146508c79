import "server-only";
import { parseCondition } from "@/lib/domain/threat-models/condition";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import type { Cited } from "@/lib/domain/threat-models/schema";
import { editionsOf } from "@/lib/domain/threat-models/sources";
import { mitigations } from "@/lib/domain/threat-models/threat-rules";
import { type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";

/** Returns what keeps a condition from being read for these types of elements, with the place in it; empty where nothing does. */
export function conditionProblems(condition: string, types: readonly string[]): FieldProblem[] {
  const unknown = types.filter((type) => !elementTypes().has(type));
  if (unknown.length > 0)
    return [{ path: "types", message: `There is no type of element "${unknown[0]}". Choose from the list.` }];
  const problems = types.flatMap((type) => {
    const parsed = parseCondition(condition, type);
    if (!("problem" in parsed)) return [];
    const of = types.length > 1 ? ` Read for: ${elementTypes().get(type)?.name ?? type}.` : "";
    return [{ path: "condition", message: `${parsed.problem}${of}` }];
  });
  return problems.slice(0, 1);
}

/** Returns the problems of mitigations that no list has; empty where there are none. */
export function mitigationProblems(ids: readonly string[]): FieldProblem[] {
  const unknown = ids.filter((id) => !mitigations().has(id));
  if (unknown.length === 0) return [];
  return [{ path: "mitigations", message: `There is no mitigation "${unknown[0]}". Choose from the list.` }];
}

/** Returns the ids that a text names, one a line, each once and with its edition; throws Invalid for an id that no list has. */
export function sourcesIn(text: string | null): Cited[] {
  const ids = [...new Set((text ?? "").split(/[\s,;]+/).filter(Boolean))];
  const lost = ids.find((id) => editionsOf([id]).length === 0);
  if (lost !== undefined)
    throw new Invalid([
      {
        path: "sources",
        message: `No list that Plumbline knows has "${lost}". Write ids with their edition, such as LLM03:2026, or AML.T0053.`,
      },
    ]);
  return editionsOf(ids);
}
