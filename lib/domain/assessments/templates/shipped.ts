import "server-only";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { faultsOf, type Known } from "@/lib/domain/assessments/templates/check";
import { readYaml } from "@/lib/domain/assessments/templates/files/read";
import { type Template, template } from "@/lib/domain/assessments/templates/schema";
import { shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";
import type { Framework } from "@/lib/domain/frameworks/schema";
import { shippedRiskKeys } from "@/lib/domain/risk-catalogue/queries";

const folder = "prisma/reference/questionnaires";
let known: readonly Template[] | undefined;

/**
 * Returns every version of the questionnaires that Plumbline comes with, read once and without a database: older versions stay
 * beside newer ones, since assessments were answered by them. Throws with the file and the place where one does not fit: its
 * shape, a source that no framework has, a condition on a later question.
 */
function everyVersion(): readonly Template[] {
  known ??= readdirSync(path.resolve(folder))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => readTemplate(file, readFileSync(path.resolve(folder, file), "utf8")));
  return known;
}

/** Returns the questionnaires that Plumbline offers, by title: of each the newest version alone. */
export function shippedTemplates(): readonly Template[] {
  return newestOf(everyVersion());
}

/** Returns a questionnaire that Plumbline comes with by its key, the newest version where none is named; null where there is none. */
export function shippedTemplate(key: string, version?: number): Template | null {
  const versions = everyVersion().filter((one) => one.key === key);
  const wanted =
    version === undefined ? newestOf(versions) : versions.filter((one) => one.version === version);
  return wanted[0] ?? null;
}

/** Returns of each questionnaire the version with the highest number, by title. */
export function newestOf(templates: readonly Template[]): Template[] {
  return templates
    .filter(({ key, version }) => !templates.some((one) => one.key === key && one.version > version))
    .toSorted((a, b) => a.title.localeCompare(b.title, "en"));
}

/** Returns a questionnaire written as YAML, checked whole; throws Error naming the file and everything that is wrong with it. */
export function readTemplate(file: string, text: string): Template {
  const read = readYaml(text);
  if ("problems" in read)
    throw new Error(
      `${file}: ${read.problems.map(({ line, message }) => `line ${line}: ${message}`).join(" ")}`,
    );
  const faults = faultsOf(read.draft, pointedAt());
  if (faults.length > 0)
    throw new Error(`${file}: ${faults.map(({ place, message }) => `${place}: ${message}`).join(" ")}`);
  return template.parse(read.draft);
}

let targets: Known | undefined;

/** Returns what the questionnaires that Plumbline comes with may cite and suggest. */
function pointedAt(): Known {
  targets ??= { refs: refsOf(shippedFrameworks()), ...shippedRiskKeys() };
  return targets;
}

/** Returns the references of each framework by its key. */
export function refsOf(frameworks: readonly Framework[]): Known["refs"] {
  return new Map(
    frameworks.map(({ key, requirements }) => [key, new Set(requirements.map(({ ref }) => ref))]),
  );
}
