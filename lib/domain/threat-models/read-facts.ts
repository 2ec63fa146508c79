import "server-only";
import type { GivenFacts } from "@/lib/domain/threat-models/derive-facts";
import { attributeValue } from "@/lib/domain/threat-models/element-types";
import { systemFacts } from "@/lib/domain/threat-models/system-facts";
import { type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";

/** More text than this is no file of facts: there are eight of them. */
export const mostFactBytes = 20_000;

/** Returns the facts of a system that a JSON text gives; throws Invalid with every name and value that is not understood. */
export function readFacts(text: string): GivenFacts {
  const given = objectIn(text);
  const problems: FieldProblem[] = [];
  const facts: Record<string, boolean | null> = {};
  for (const [path, value] of Object.entries(given)) {
    const name = path.replace(/^system\./, "");
    const fact = systemFacts().get(name);
    const read = fact ? attributeValue(fact, value) : { problem: unknownFact(name) };
    if ("problem" in read) problems.push({ path: shorten(path), message: read.problem });
    else facts[name] = typeof read.value === "boolean" ? read.value : null;
  }
  if (problems.length > 0) throw new Invalid(problems);
  return facts;
}

function objectIn(text: string): Record<string, unknown> {
  let given: unknown;
  try {
    given = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Invalid(`The facts are not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return { ...given };
  throw new Invalid('The facts must be one JSON object, such as {"has_agent": true}.');
}

function unknownFact(name: string): string {
  return `There is no fact "${shorten(name)}". There are ${[...systemFacts().keys()].join(", ")}.`;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
