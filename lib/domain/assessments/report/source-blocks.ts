import "server-only";
import type { SeenAssessment } from "@/lib/domain/assessments/queries/assessment";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import type { Block } from "@/lib/platform/report/model";

type Cited = Pick<SeenAssessment, "template" | "titles" | "frameworks">;

/** The frameworks that a questionnaire cites, in the order in which the list of sources numbers them. */
function citedBy({ template, frameworks }: Cited) {
  const cited = template.sections.flatMap(({ questions }) => questions.flatMap(({ sources }) => sources));
  return frameworks.flatMap(({ key, name, version }) => {
    const refs = [...new Set(cited.filter(({ framework }) => framework === key).map(({ ref }) => ref))];
    return refs.length === 0 ? [] : [{ key, name, version, refs }];
  });
}

/** Returns what says of a question what it rests on, with the numbers of the list of sources: "[1] MAP 1.1, MAP 1.3". */
export function citations(cited: Cited): (question: Question) => string | null {
  const numbers = new Map(citedBy(cited).map(({ key }, index) => [key, index + 1]));
  return ({ sources }) => {
    const frameworks = [...new Set(sources.map(({ framework }) => framework))].toSorted(
      (one, other) => (numbers.get(one) ?? 0) - (numbers.get(other) ?? 0),
    );
    const lines = frameworks.map((key) => {
      const refs = sources.filter(({ framework }) => framework === key).map(({ ref }) => ref);
      return `[${numbers.get(key) ?? "?"}] ${refs.join(", ")}`;
    });
    return lines.join("\n") || null;
  };
}

/** Returns each requirement that the questionnaire cites with its title, framework by framework. */
export function sourceBlocks(cited: Cited): Block[] {
  const items = citedBy(cited).map(({ key, name, version, refs }) => {
    const named = refs.map((ref) => `${ref} ${cited.titles[`${key} ${ref}`] ?? ""}`.trim());
    return { text: `${name}, ${version}`, reference: `${named.join("; ")}.` };
  });
  return items.length === 0
    ? []
    : [
        { kind: "heading", level: 1, text: "Sources", appendix: true },
        { kind: "sources", items },
      ];
}
