import "server-only";
import { parseCondition } from "@/lib/domain/threat-models/condition";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import { tidySources } from "@/lib/domain/threat-models/own-rules/rules";
import { ownRuleLimits } from "@/lib/domain/threat-models/own-rules/schema";
import { citedList } from "@/lib/domain/threat-models/schema";
import { editionsOf } from "@/lib/domain/threat-models/sources";
import { mitigations } from "@/lib/domain/threat-models/threat-rules";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { FieldProblem } from "@/lib/platform/errors/public-error";

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

const idsIn = (text: string | null) =>
  tidySources(text ?? "")
    .split("\n")
    .filter(Boolean);

/** Returns the problems of a text that names sources: an id that no list has, or more than a rule may name. */
export function sourceProblems(text: string | null): FieldProblem[] {
  const ids = idsIn(text);
  const lost = ids.find((id) => editionsOf([id]).length === 0);
  if (lost !== undefined)
    return [
      {
        path: "sources",
        message: `No list that Plumbline knows has "${lost}". Write ids with their edition, such as LLM03:2026, or AML.T0053.`,
      },
    ];
  if (editionsOf(ids).length <= ownRuleLimits.sources) return [];
  return [
    { path: "sources", message: `A rule names up to ${ownRuleLimits.sources} sources. Leave some out.` },
  ];
}

/** Returns the ids that a text names, one a line, each once and with its edition, as a rule keeps them. */
export function citedIn(text: string | null): Prisma.InputJsonArray {
  return editionsOf(idsIn(text)).map((one) => ({ ...one }));
}

/** Returns the sources of a rule as they are written, one a line; null where it names none. */
export function sourceLines(sources: unknown): string | null {
  const ids = citedList.parse(sources).map(({ id }) => id);
  return ids.join("\n") || null;
}

/** Returns the types of elements as a file names them, each also by its id. */
export function typeOptions(): { value: string; label: string }[] {
  return [...elementTypes().keys()].map((value) => ({ value, label: value.replaceAll("_", " ") }));
}
