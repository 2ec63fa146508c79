import "server-only";
import type { Ground } from "@/lib/domain/risks/queries/method";
import { aboveAppetite, levelOf, overdueOf, riskRef, shownStatus } from "@/lib/domain/risks/rules";
import type { RiskStatus } from "@/lib/domain/risks/schema";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { RegisterRow } from "@/lib/platform/register/column";
import { dayText } from "@/lib/platform/time/day";

const person = { select: { id: true, name: true, email: true } } as const;

/** What a row of the register reads. */
export const rowSelect = {
  id: true,
  number: true,
  version: true,
  title: true,
  category: true,
  threatFamily: true,
  status: true,
  treatment: true,
  cause: true,
  event: true,
  consequence: true,
  treatmentPlan: true,
  inherentScore: true,
  currentScore: true,
  targetScore: true,
  inherentLikelihood: true,
  inherentImpact: true,
  currentLikelihood: true,
  currentImpact: true,
  targetLikelihood: true,
  targetImpact: true,
  treatmentDueOn: true,
  nextReviewOn: true,
  acceptedUntil: true,
  createdAt: true,
  updatedAt: true,
  unit: { select: { id: true, name: true } },
  owner: person,
  systems: { select: { system: { select: { id: true, name: true } } } },
} as const satisfies Prisma.RiskSelect;

/** What a single risk reads beside that. */
export const readSelect = {
  ...rowSelect,
  unitId: true,
  ownerId: true,
  reviewEveryDays: true,
  createdById: true,
} as const satisfies Prisma.RiskSelect;

type Row = Prisma.RiskGetPayload<{ select: typeof rowSelect }>;
export type ReadRisk = Prisma.RiskGetPayload<{ select: typeof readSelect }>;

/** Returns a risk as every door answers it: names instead of ids, days as text, and what the method makes of its score. */
export function toRow(risk: Row, { method, today }: Pick<Ground, "method" | "today">) {
  const { id, version, title, category, threatFamily, treatment, treatmentPlan, cause, event, consequence } =
    risk;
  const { inherentScore, currentScore, targetScore, inherentLikelihood, inherentImpact } = risk;
  const { currentLikelihood, currentImpact, targetLikelihood, targetImpact, unit, owner } = risk;
  const acceptedUntil = dayText(risk.acceptedUntil);
  const status = shownStatus(risk.status as RiskStatus, acceptedUntil, today);
  const [treatmentDueOn, nextReviewOn] = [dayText(risk.treatmentDueOn), dayText(risk.nextReviewOn)];
  return {
    id,
    version,
    ref: riskRef(risk.number),
    title,
    category,
    threatFamily,
    status,
    treatment,
    treatmentPlan,
    cause,
    event,
    consequence,
    inherentScore,
    currentScore,
    targetScore,
    inherentLikelihood,
    inherentImpact,
    currentLikelihood,
    currentImpact,
    targetLikelihood,
    targetImpact,
    level: levelOf(currentScore, method),
    appetite: currentScore === 0 ? null : aboveAppetite(currentScore, category, method) ? "above" : "within",
    overdue: overdueOf({ status, treatmentDueOn, nextReviewOn }, today),
    treatmentDueOn,
    nextReviewOn,
    acceptedUntil,
    unit,
    owner,
    systems: risk.systems.map(({ system }) => system),
    createdAt: risk.createdAt.toISOString(),
    updatedAt: risk.updatedAt.toISOString(),
  } satisfies RegisterRow;
}
