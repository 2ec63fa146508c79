import "server-only";
import type * as z from "zod";
import { refusal } from "@/lib/domain/frameworks/versions/files/problems";
import { frameworkLimits } from "@/lib/domain/frameworks/versions/schema";
import { readGuardedYaml } from "@/lib/platform/yaml/guarded-yaml";

/** Returns what a YAML library holds, in its shape, and the line of each place in it; throws Invalid with the lines that are wrong. */
export function readLibraryYaml<T>(text: string, shape: z.ZodType<T>) {
  const limits = { characters: frameworkLimits.yamlCharacters, depth: frameworkLimits.depth };
  const yaml = readGuardedYaml(text, limits);
  if ("problems" in yaml) throw refusal(yaml.problems.map(({ line, message }) => `Line ${line}: ${message}`));
  const { value, lineOf } = yaml.read;
  const parsed = shape.safeParse(value);
  if (!parsed.success)
    throw refusal(
      parsed.error.issues.map(
        ({ path, message }) => `Line ${lineOf(path)}: ${path.join(".") || "The file"}: ${message}`,
      ),
    );
  return { library: parsed.data, lineOf };
}

/** Returns the text of a file; throws Invalid where it is not UTF-8. */
export function utf8Of(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refusal(["The file is not UTF-8. Save it as UTF-8."]);
  }
}
