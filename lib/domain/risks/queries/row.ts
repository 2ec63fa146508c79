import "server-only";
import { systemsRead, visibleTo } from "@/lib/domain/inventory/systems/access";
import type { Ground } from "@/lib/domain/risks/queries/method";
import {
  aboveAppetite,
  levelOf,
  offScaleOf,
  overdueOf,
  riskRef,
  shownStatus,
} from "@/lib/domain/risks/rules";
import type { RiskStatus } from "@/lib/domain/risks/schema";
import { type Actor, unitsWith } from "@/lib/platform/access/actor";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import type { Named } from "@/lib/platform/register/column";
import { dayText } from "@/lib/platform/time/day";

const person = { select: { id: true, name: true, email: true } } as const;

const base = {
  id: true,
  number: true,
  version: true,
  title: true,
  category: true,
  threatFamily: true,
  status: true,
  treatment: true,
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
  expectedLoss: true,
  p95Loss: true,
  treatedExpectedLoss: true,
  createdAt: true,
  updatedAt: true,
  unit: { select: { id: true, name: true } },
  owner: person,
} as const satisfies Prisma.RiskSelect;

// Read only when asked for: they outweigh the rest of a row.
const words = {
  cause: true,
  event: true,
  consequence: true,
  treatmentPlan: true,
} as const satisfies Prisma.RiskSelect;

/** Returns what a single risk reads; a risk may concern a system of another business unit, which this reader may not see. */
export const recordSelect = (actor: Actor) =>
  ({
    ...base,
    ...words,
    systems: {
      where: { system: { is: visibleTo(actor) } },
      select: { system: { select: { id: true, name: true } } },
      orderBy: [{ system: { name: "asc" } }, { systemId: "asc" }],
    },
    unitId: true,
    ownerId: true,
    reviewEveryDays: true,
    catalogueKey: true,
    catalogueEdition: true,
    followsControls: true,
    createdById: true,
  }) as const satisfies Prisma.RiskSelect;

/** Returns what the row of these columns reads, but for its systems. */
export function rowSelect(columns: ReadonlySet<string>): typeof base {
  const wordy = Object.keys(words).some((key) => columns.has(key));
  return wordy ? { ...base, ...words } : base;
}

type Row = Prisma.RiskGetPayload<{ select: typeof base }> & { systems?: { system: Named }[] };

/** A risk as it is read by itself, with the names a person sees. */
export type ReadRisk = Prisma.RiskGetPayload<{ select: ReturnType<typeof recordSelect> }>;

/** Returns a risk as every door answers it: names instead of ids, days as text, and what the method makes of its score. */
export function toRow<R extends Row>(risk: R, { method, today }: Pick<Ground, "method" | "today">) {
  const { number, systems, category, currentScore, createdAt, updatedAt, ...rest } = risk;
  const acceptedUntil = dayText(risk.acceptedUntil);
  const status = shownStatus(risk.status as RiskStatus, acceptedUntil, today);
  const [treatmentDueOn, nextReviewOn] = [dayText(risk.treatmentDueOn), dayText(risk.nextReviewOn)];
  const offScale = offScaleOf(risk, method);
  const above = aboveAppetite(currentScore, category, method);
  return {
    ...rest,
    ref: riskRef(number),
    status,
    category,
    currentScore,
    level: offScale.includes("current") ? null : levelOf(currentScore, method),
    offScale,
    appetite: currentScore === 0 ? null : above ? "above" : "within",
    overdue: overdueOf({ status, treatmentDueOn, nextReviewOn }, today),
    quantified: risk.expectedLoss === null ? "no" : risk.treatedExpectedLoss === null ? "today" : "treated",
    treatmentDueOn,
    nextReviewOn,
    acceptedUntil,
    ...(systems ? { systems: systems.map(({ system }) => system) } : {}),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** Returns the systems of many risks that the reader may see; one plain join is quicker than one per row. */
export async function systemsOf(
  { tx, actor }: Context,
  riskIds: readonly string[],
): Promise<Map<string, Named[]>> {
  const [everywhere, units] = [actor.kind === "system", unitsWith(actor, systemsRead)];
  const rows = await tx.$queryRaw<(Named & { riskId: string })[]>`
    select l."riskId"::text as "riskId", s.id::text as id, s.name from risk_systems l join systems s on s.id = l."systemId"
    where l."riskId" = any (${[...riskIds]}::uuid[]) and (${everywhere}::boolean or s."unitId" = any (${units}::uuid[])) order by s.name, s.id`;
  const byRisk = new Map<string, Named[]>();
  for (const { riskId, id, name } of rows) {
    const known = byRisk.get(riskId);
    if (known) known.push({ id, name });
    else byRisk.set(riskId, [{ id, name }]);
  }
  return byRisk;
}
