import type { Level, RiskMethod } from "@/lib/domain/risks/method";
import type { RiskStatus, ScoreKind, Treatment } from "@/lib/domain/risks/schema";
import { addDays } from "@/lib/platform/time/day";

/** Returns likelihood × impact, or 0 while one of them is not set. */
export function scoreOf(likelihood: number | null, impact: number | null): number {
  return likelihood === null || impact === null ? 0 : likelihood * impact;
}

/** Returns the level of a score by the bands of the method, or null for a risk that is not scored. */
export function levelOf(score: number, method: Pick<RiskMethod, "bands">): Level | null {
  return method.bands.find((band) => score >= band.from && score <= band.to)?.level ?? null;
}

type Steps = Partial<Record<`${ScoreKind}${"Likelihood" | "Impact"}`, number | null>>;

/** Returns the scores of a risk that use a step which the method's scales no longer have: they must be made anew. */
export function offScaleOf(risk: Steps, method: Pick<RiskMethod, "likelihood" | "impact">): ScoreKind[] {
  return (["inherent", "current", "target"] as const).filter(
    (kind) =>
      (risk[`${kind}Likelihood`] ?? 0) > method.likelihood.length ||
      (risk[`${kind}Impact`] ?? 0) > method.impact.length,
  );
}

/** Returns the highest score of a category that needs no special role to be accepted; an unknown category has none. */
export function appetiteOf(category: string, method: Pick<RiskMethod, "categories">): number {
  return method.categories.find(({ key }) => key === category)?.appetite ?? 0;
}

/** Returns whether a score lies above the appetite of its category; an unknown category has none. */
export function aboveAppetite(
  score: number,
  category: string,
  method: Pick<RiskMethod, "categories">,
): boolean {
  return score > appetiteOf(category, method);
}

/** Returns the label of a category in the method, or its key where the method no longer has it. */
export function categoryLabel(category: string, method: Pick<RiskMethod, "categories">): string {
  return method.categories.find(({ key }) => key === category)?.label ?? category;
}

/** Returns the short reference people use, such as R-0012. */
export function riskRef(number: number): string {
  return `R-${String(number).padStart(4, "0")}`;
}

/** Returns the status that follows when a treatment is chosen or taken back; acceptance and closing have acts of their own. */
export function statusAfterTreatment(status: RiskStatus, treatment: Treatment | null): RiskStatus {
  if (status === "accepted" || status === "closed") return status;
  return treatment === null || treatment === "accept" ? "open" : "treating";
}

/** Returns the status to show: an acceptance past its last day has ended, also before anybody wrote that down. */
export function shownStatus(status: RiskStatus, acceptedUntil: string | null, today: string): RiskStatus {
  return status === "accepted" && acceptedUntil !== null && acceptedUntil < today ? "open" : status;
}

/** Returns the day of the next review: after the risk's own interval, else that of its level; null for neither. */
export function nextReviewAfter(
  today: string,
  risk: { currentScore: number; inherentScore: number; reviewEveryDays: number | null },
  method: Pick<RiskMethod, "bands" | "reviewDays">,
): string | null {
  const level = levelOf(risk.currentScore || risk.inherentScore, method);
  const days = risk.reviewEveryDays ?? (level === null ? null : method.reviewDays[level]);
  return days === null ? null : addDays(today, days);
}

/** What is overdue on a risk: its treatment, its review, both or nothing. A closed risk has nothing to be late with. */
export function overdueOf(
  risk: { status: RiskStatus; treatmentDueOn: string | null; nextReviewOn: string | null },
  today: string,
): ("treatment" | "review")[] {
  const late = (day: string | null) => day !== null && day < today;
  if (risk.status === "closed") return [];
  const treatment = risk.status !== "accepted" && late(risk.treatmentDueOn);
  return [
    ...(treatment ? (["treatment"] as const) : []),
    ...(late(risk.nextReviewOn) ? (["review"] as const) : []),
  ];
}

/** The parts of a risk that a signature under it stands on. */
export interface Material {
  title: string;
  cause: string | null;
  event: string | null;
  consequence: string | null;
  category: string;
  currentScore: number;
}

const materialWords = {
  title: "Title",
  cause: "Cause",
  event: "Event",
  consequence: "Consequence",
  category: "Category",
} as const;

/** Returns the labels of what changed so much that a signature under the risk as it was no longer stands. */
export function materialChanges(before: Material, after: Material): string[] {
  const words = Object.entries(materialWords) as [keyof typeof materialWords, string][];
  const changed = words
    .filter(([key]) => (before[key] ?? "") !== (after[key] ?? ""))
    .map(([, label]) => label);
  return after.currentScore > before.currentScore ? [...changed, "Current score"] : changed;
}

/** Returns the three columns in which a risk keeps the newest score of a kind. */
export function scoreColumns<K extends ScoreKind>(kind: K) {
  return { likelihood: `${kind}Likelihood`, impact: `${kind}Impact`, score: `${kind}Score` } as const;
}

interface Scored {
  likelihood: number;
  impact: number;
  score: number;
}

/** Returns what a score was called by the method it was made with; null where that version is not known any more. */
export function scoreWords({ likelihood, impact, score }: Scored, method: RiskMethod | undefined) {
  if (!method) return null;
  const level = levelOf(score, method);
  return {
    likelihood: method.likelihood[likelihood - 1]?.label ?? null,
    impact: method.impact[impact - 1]?.label ?? null,
    level,
    levelLabel: method.bands.find((band) => band.level === level)?.label ?? null,
  };
}
