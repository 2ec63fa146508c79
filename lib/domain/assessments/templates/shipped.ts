import "server-only";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { checkTemplate, type Known } from "@/lib/domain/assessments/templates/check";
import { type Template, template } from "@/lib/domain/assessments/templates/schema";
import { shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";
import { shippedRiskKeys } from "@/lib/domain/risk-catalogue/queries";

const folder = "prisma/reference/questionnaires";
let known: readonly Template[] | undefined;

/**
 * Returns the questionnaires that Plumbline comes with, by title, read once and without a database. Throws with the file and
 * the place where one does not fit: its shape, a source that no framework has, a condition on a later question.
 */
export function shippedTemplates(): readonly Template[] {
  known ??= readdirSync(path.resolve(folder))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => readTemplate(file, readFileSync(path.resolve(folder, file), "utf8")))
    .toSorted((a, b) => a.title.localeCompare(b.title, "en"));
  return known;
}

/** Returns a questionnaire written as YAML, checked whole; throws Error naming the file and everything that is wrong with it. */
export function readTemplate(file: string, text: string): Template {
  const parsed = template.safeParse(parse(text));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  const faults = checkTemplate(parsed.data, pointedAt());
  if (faults.length > 0) throw new Error(`${file}: ${faults.join(" ")}`);
  return parsed.data;
}

function pointedAt(): Known {
  const refs = new Map(
    shippedFrameworks().map(({ key, requirements }) => [key, new Set(requirements.map(({ ref }) => ref))]),
  );
  return { refs, ...shippedRiskKeys() };
}
