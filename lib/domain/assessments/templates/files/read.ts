import "server-only";
import { draftTemplate, type Template } from "@/lib/domain/assessments/templates/schema";
import { type LineProblem, readGuardedYaml } from "@/lib/platform/yaml/guarded-yaml";

/** What a file may be at most: bytes of text, and levels of nesting. */
export const fileLimits = { characters: 500_000, depth: 16 };

/**
 * Returns the questionnaire in a YAML file, as far as it is written, or what is wrong with the file and on which line: what
 * is no YAML that can be read safely, and a field that questionnaires do not have.
 */
export function readYaml(text: string): { draft: Template } | { problems: LineProblem[] } {
  const yaml = readGuardedYaml(text, fileLimits);
  if ("problems" in yaml) return yaml;
  const parsed = draftTemplate.safeParse(yaml.read.value);
  if (parsed.success) return { draft: parsed.data };
  const faults = parsed.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
          path: [...issue.path, key],
          message: `"${key}" is not a field here. Leave it out.`,
        }))
      : [
          {
            path: issue.path,
            message: `${issue.path.join(".") || "The file"}: ${issue.code === "invalid_union" ? "This is none of what can stand here." : issue.message}`,
          },
        ],
  );
  return {
    problems: faults.slice(0, 20).map(({ path, message }) => ({ line: yaml.read.lineOf(path), message })),
  };
}
