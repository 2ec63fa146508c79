import "server-only";
import type { Route } from "@/lib/domain/frameworks/schema";
import { datesOf } from "@/lib/domain/obligations/date-outcome";
import type { Law } from "@/lib/domain/obligations/law";
import type { Classified, Outcome } from "@/lib/domain/obligations/schema";
import type { Step } from "@/lib/domain/obligations/walk";

/** An outcome with the requirements it rests on, and whether no open question can still take it away. */
export interface Found {
  classified: Classified;
  firm: boolean;
  refs: readonly string[];
}

/** For whom and by which way an outcome was found. */
export interface Way {
  role: string | null;
  route: Route | null;
  /** The point of Annex III that it is about. */
  point: Step | null;
}

/** Returns the outcome of a step with its articles and dates; throws when the tree names what the Act's data lacks. */
export function outcomeOf(law: Law, step: Step, outcome: Outcome, { role, route: by, point }: Way): Found {
  const facts = law.tree.outcomes.get(outcome);
  const route = by === "annex_iii" || outcome.startsWith("high") ? by : null;
  const basis = [...(point ? [point.question] : []), ...step.basis];
  const deciding = [...(point?.question.catalogueRefs ?? []), ...step.question.catalogueRefs];
  const dated = facts?.datedBy ? [facts.datedBy] : deciding;
  return {
    classified: {
      outcome,
      legalRef: legalRefOf(basis),
      ...datesOf(dated.map(law.requirement), route),
      role,
      route,
      path: step.path,
      note: step.choice.note,
    },
    firm: step.firm,
    refs: basis.flatMap(({ catalogueRefs }) => catalogueRefs),
  };
}

// The deciding question's own reference stands last and word for word; what led to it stands before.
function legalRefOf(basis: readonly Step["question"][]): string {
  const own = basis.at(-1)?.legalRef ?? "";
  const parts = (refs: string) => refs.split("; ").filter((ref) => !ref.startsWith("applies from"));
  const before = new Set(basis.slice(0, -1).flatMap(({ legalRef }) => parts(legalRef)));
  for (const ref of parts(own)) before.delete(ref);
  return [...before, ...parts(own)].join("; ");
}
