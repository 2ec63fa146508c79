import "server-only";
import { type Json, modelFileLimits as limits } from "@/lib/domain/threat-models/formats/schema";
import { type FieldProblem, Invalid, TooLarge } from "@/lib/platform/errors/public-error";
import { storable } from "@/lib/platform/schema/field";
import { readGuardedYaml } from "@/lib/platform/yaml/guarded-yaml";

/**
 * Returns the object that a JSON or YAML text holds. Throws TooLarge, or Invalid in words that say what to do: for what is
 * neither, for what nests too deep, and for keys and characters that only hostile files have.
 */
export function parseModelText(text: string): Json {
  if (Buffer.byteLength(text) > limits.bytes)
    throw new TooLarge(
      `The threat model is larger than ${limits.bytes / 1_000_000} MB. Leave out pictures, or split it into several models.`,
    );
  const bare = text.replace(/^\uFEFF/, "");
  if (bare.trim() === "") throw refused("The file is empty. Choose a threat model.");
  if (/^\s*</.test(bare))
    throw refused(
      "This is XML. Save the model as JSON: Threat Dragon v2, Threat Model Library, Open Threat Model or CycloneDX.",
    );
  const value = /^\s*[{[]/.test(bare) ? readJson(bare) : readYaml(bare);
  assertSafe(value);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw refused("The file is no object at its top, as every threat model is. Choose another file.");
  return value as Json;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // YAML may be written with braces as well; what is neither is reported as the JSON that it looks like.
    if (text.length <= limits.yamlCharacters / 10) {
      const yaml = readGuardedYaml(text, { characters: limits.yamlCharacters, depth: limits.depth });
      if ("read" in yaml) return yaml.read.value;
    }
    const where = error instanceof Error ? error.message : String(error);
    throw refused(`This is no JSON, or it was cut short: ${where}. Export the file again.`);
  }
}

function readYaml(text: string): unknown {
  if (text.length > limits.yamlCharacters)
    throw new TooLarge(
      `A model in YAML may have ${limits.yamlCharacters.toLocaleString("en")} characters. Save it as JSON.`,
    );
  const yaml = readGuardedYaml(text, { characters: limits.yamlCharacters, depth: limits.depth });
  if ("read" in yaml) return yaml.read.value;
  throw new Invalid(
    yaml.problems.map(({ line, message }) => ({ path: `line ${line}`, message: `Line ${line}: ${message}` })),
  );
}

// Walked without calling itself, so that a hostile depth cannot exhaust the stack.
function assertSafe(value: unknown): void {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limits.depth)
      throw refused(`It is nested more than ${limits.depth} levels deep. Flatten it.`);
    const below: unknown[] = [];
    for (const one of level) {
      if (typeof one === "string" && !storable(one))
        throw refused(`"${shorten(one)}" holds a character that cannot be stored. Remove it.`);
      if (typeof one !== "object" || one === null) continue;
      if (Object.hasOwn(one, "__proto__"))
        throw refused('It has a key "__proto__", which no threat model has. Remove it.');
      for (const inner of Object.values(one)) below.push(inner);
    }
    level = below;
  }
}

/** Returns text from a file in the length of a message, without what a terminal or a page would take for a command. */
export function shorten(text: string): string {
  const line = text.replace(/[\p{C}\s]+/gu, " ").trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

function refused(message: string): Invalid {
  const problem: FieldProblem = { path: "file", message };
  return new Invalid([problem]);
}
