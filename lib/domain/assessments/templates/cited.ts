import "server-only";
import type { Known } from "@/lib/domain/assessments/templates/check";
import type { Template } from "@/lib/domain/assessments/templates/schema";
import { refsOf } from "@/lib/domain/assessments/templates/shipped";
import { frameworksInForce } from "@/lib/domain/frameworks/queries/in-force";
import type { Framework } from "@/lib/domain/frameworks/schema";
import { shippedRiskKeys } from "@/lib/domain/risk-catalogue/queries";
import type { Transaction } from "@/lib/platform/database/client";

type Cites = Pick<Template, "sections">;

/** Returns what the organisation's own questionnaires may cite and suggest: every framework in force, imported ones too. */
export async function pointedAtNow(tx: Transaction): Promise<Known> {
  return { refs: refsOf(await frameworksInForce(tx)), ...shippedRiskKeys() };
}

/** Returns those of these frameworks that a questionnaire cites, in their order. */
export function frameworksCited<F extends Pick<Framework, "key">>(
  { sections }: Cites,
  frameworks: readonly F[],
): F[] {
  const cited = new Set(sourcesIn(sections).map(({ framework }) => framework));
  return frameworks.filter(({ key }) => cited.has(key));
}

/**
 * Returns the frameworks that a questionnaire cites as they are in force, and the title of each requirement that is cited, by
 * "framework ref"; what is in force no longer has no title.
 */
export async function citedIn(tx: Transaction, template: Cites) {
  const cited = frameworksCited(template, await frameworksInForce(tx));
  const titleOf = new Map(
    cited.flatMap(({ key, requirements }) =>
      requirements.map(({ ref, title }): [string, string] => [`${key} ${ref}`, title]),
    ),
  );
  const names = sourcesIn(template.sections).map(({ framework, ref }) => `${framework} ${ref}`);
  return {
    frameworks: cited.map(({ key, name, version }) => ({ key, name, version })),
    titles: Object.fromEntries(
      names.map((name): [string, string] => [name, titleOf.get(name) ?? "no longer in force"]),
    ),
  };
}

function sourcesIn(sections: Template["sections"]) {
  return sections.flatMap(({ questions }) => questions.flatMap(({ sources }) => sources));
}
