import "server-only";
import { type Attribute, attributeValue, elementTypes } from "@/lib/domain/threat-models/element-types";
import type { Values } from "@/lib/domain/threat-models/evaluate";
import type { placesOf } from "@/lib/domain/threat-models/generate";
import { systemFacts } from "@/lib/domain/threat-models/system-facts";
import { type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";

const line = /^(?:(element|flow|system)\.)?([a-z][a-z_]*)\s*[=:]\s*(.*)$/;
const mostTold = 10;

/**
 * Returns one made-up element of each type with the facts that a text says, one a line, and one flow that touches it. Throws
 * Invalid with the line of what cannot be read.
 */
export function readFactLines(text: string, types: readonly string[]): ReturnType<typeof placesOf> {
  const problems: FieldProblem[] = [];
  const said: Record<"element" | "flow" | "system", Record<string, Values[string]>> = {
    ...{ element: {}, flow: {}, system: {} },
  };
  for (const [at, written] of text.split(/\r?\n/).entries()) {
    if (written.trim() === "") continue;
    const read = readLine(written.trim(), types);
    if ("problem" in read) problems.push({ path: "facts", message: `Line ${at + 1}: ${read.problem}` });
    else said[read.scope][read.name] = read.value;
  }
  if (problems.length > 0) throw new Invalid(problems.slice(0, mostTold));
  return types.map((type) => {
    const flow = { id: "flow", values: type === "data_flow" ? { ...said.flow, ...said.element } : said.flow };
    const element = { id: type, values: type === "data_flow" ? {} : said.element };
    return {
      ...{ id: type, type },
      facts: { element, flows: [flow], system: said.system },
    };
  });
}

type Read =
  | { scope: "element" | "flow" | "system"; name: string; value: Values[string] }
  | { problem: string };

function readLine(written: string, types: readonly string[]): Read {
  const [, scope = "element", name = "", given = ""] = line.exec(written) ?? [];
  if (name === "")
    return { problem: `"${written.slice(0, 60)}" is no fact. Write one a line, such as third_party = yes.` };
  const attribute = attributeOf(scope, name, types);
  if (!attribute)
    return {
      problem: `nothing called "${name}" is known of ${scope === "system" ? "a system" : `the chosen types`}.`,
    };
  const read = attributeValue(attribute, given);
  if ("problem" in read) return { problem: read.problem };
  return { scope: scope as "element" | "flow" | "system", name, value: read.value };
}

function attributeOf(scope: string, name: string, types: readonly string[]): Attribute | undefined {
  if (scope === "system") return systemFacts().get(name);
  const among = scope === "flow" ? ["data_flow"] : types;
  for (const type of among) {
    const found = elementTypes().get(type)?.attributes.get(name);
    if (found) return found;
  }
  return undefined;
}
