import "server-only";
import * as z from "zod";
import { nameFrom, targetFrom } from "@/lib/domain/test-runs/formats/reported";
import type { Outcome } from "@/lib/domain/test-runs/schema";

// What PyRIT writes (pyrit/models, pyrit/memory/memory_exporter.py), read leniently: several fields are announced to go, and
// identifiers are flat objects whose older form has __type__ and __module__.

const text = z.string().nullish();
const identifier = z.unknown().optional();

export const score = z.object({
  score_value: z.union([z.string(), z.boolean(), z.number()]).nullish(),
  status: text,
  score_type: text,
  score_category: z.union([z.string(), z.array(z.string())]).nullish(),
  scorer_class_identifier: identifier,
  id: text,
});
export type PyritScore = z.infer<typeof score>;

export const piece = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  role: text,
  conversation_id: z.union([z.string(), z.number()]),
  response_error: text,
  targeted_harm_categories: z.union([z.string(), z.array(z.string())]).nullish(),
  prompt_target_identifier: identifier,
  attack_identifier: identifier,
  scores: z.array(score).nullish(),
  converted_value: z.unknown().optional(),
  original_value: z.unknown().optional(),
});

export const attackResult = z.object({
  attack_result_id: text,
  conversation_id: text,
  objective: text,
  outcome: text,
  last_score: score.nullish(),
  atomic_attack_identifier: identifier,
  attack_identifier: identifier,
  objective_target_identifier: identifier,
  targeted_harm_categories: z.union([z.string(), z.array(z.string())]).nullish(),
  pyrit_version: text,
  last_response: z.unknown().optional(),
});

export const finding = z.object({ title: z.string().min(1), severity: text, harm_type: text });

/** Returns what a score says of the target: a scorer of refusals says true when the target refused, every other one when the attack worked. */
export function outcomeOfScore(one: PyritScore | null | undefined): Outcome {
  if (!one || one.status === "undetermined" || one.score_value === null || one.score_value === undefined)
    return "inconclusive";
  // A scale has no threshold in the file.
  const said = String(one.score_value).toLowerCase();
  if (one.score_type === "float_scale" || (said !== "true" && said !== "false")) return "inconclusive";
  const refusal = /refusal/i.test(classNameIn(one.scorer_class_identifier) ?? "");
  return (said === "true") === refusal ? "defended" : "vulnerable";
}

/** Returns the words of a list that may be one word. */
export function wordsIn(given: string | string[] | null | undefined): string[] {
  return [given ?? []].flat().flatMap((one) => nameFrom(one) ?? []);
}

/** Returns the class that an identifier names, of whichever age it is. */
export function classNameIn(given: unknown): string | undefined {
  if (typeof given === "string") return nameFrom(given);
  const one = objectIn(given);
  return nameFrom(one?.["class_name"] ?? one?.["__type__"]);
}

/**
 * Returns the class of the attack in an identifier that may nest it in that of a step: the first that is called an attack, else
 * the outermost.
 */
export function strategyIn(given: unknown): string | undefined {
  const names = nested(given).map(classNameIn);
  return names.find((name) => name?.endsWith("Attack") && name !== "AtomicAttack") ?? names[0];
}

/** Returns the tested target that an identifier, or one nested in it, describes, and whether it is Lakera's game. */
export function targetIn(given: unknown): { target: string | undefined; game: boolean } {
  const all = nested(given);
  const game = all.some((one) => classNameIn(one) === "GandalfTarget");
  const target = all.find((one) => /target$/i.test(classNameIn(one) ?? ""));
  const named = target?.["model_name"] ?? target?.["underlying_model_name"] ?? target?.["endpoint"];
  return { target: targetFrom(named) ?? classNameIn(target), game };
}

const mostNested = 200;

function nested(given: unknown): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  const open: unknown[] = [given];
  for (const one of open) {
    if (open.length > mostNested) break;
    if (Array.isArray(one)) open.push(...one.slice(0, 20));
    const object = objectIn(one);
    if (!object) continue;
    if (classNameIn(object) !== undefined) found.push(object);
    open.push(...Object.values(object).slice(0, 50));
  }
  return found;
}

function objectIn(given: unknown): Record<string, unknown> | undefined {
  return typeof given === "object" && given !== null && !Array.isArray(given)
    ? (given as Record<string, unknown>)
    : undefined;
}
