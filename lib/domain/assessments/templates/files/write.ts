import "server-only";
import { stringify } from "yaml";
import { draftTemplate, type Template } from "@/lib/domain/assessments/templates/schema";

// What a field has when nothing is written, so that a file holds only what somebody decided.
const unsaid: Readonly<Record<string, unknown>> = { required: true, notApplicable: false, weight: 1 };

/**
 * Returns a questionnaire as YAML, its fields always in the same order: the same content gives the same text, and reading it
 * gives the same content again.
 */
export function writeYaml(template: Template): string {
  return stringify(tidy(draftTemplate.parse(template)), { lineWidth: 0, aliasDuplicateObjects: false });
}

// Fields stand in the order of the shape; the steps of a scale and translated answers, which have none, by their names.
function tidy(value: unknown, within = ""): unknown {
  if (Array.isArray(value)) return value.map((one) => tidy(one));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, one]) => one !== undefined && unsaid[key] !== one && !(key === "suggests" && isEmpty(one)),
  );
  if (within === "labels" || within === "as") entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, tidy(one, key)]));
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
