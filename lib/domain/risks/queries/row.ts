import "server-only";
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
import type { Transaction } from "@/lib/platform/database/client";
import type { Prisma } from "@/lib/platform/database/generated/client";
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

const links = {
  systems: {
    select: { system: { select: { id: true, name: true } } },
    orderBy: [{ system: { name: "asc" } }, { systemId: "asc" }],
  },
} as const satisfies Prisma.RiskSelect;

/** What a single risk reads. */
export const recordSelect = {
  ...base,
  ...words,
  ...links,
  unitId: true,
  ownerId: true,
  reviewEveryDays: true,
  catalogueKey: true,
  catalogueEdition: true,
  followsControls: true,
  createdById: true,
} as const satisfies Prisma.RiskSelect;

/** Returns what the row of these columns reads, but for its systems. */
export function rowSelect(columns: ReadonlySet<string>): typeof base {
  const wordy = Object.keys(words).some((key) => columns.has(key));
  return wordy ? { ...base, ...words } : base;
}

// Null where the database hides the system from this reader: a risk may concern one of another business unit.
type Links = { systems: { system: { id: string; name: string } | null }[] };
type Row = Prisma.RiskGetPayload<{ select: typeof base }> & Partial<Links>;

/** A risk as it is read by itself, with the names a person sees. */
export type ReadRisk = Prisma.RiskGetPayload<{ select: typeof recordSelect }>;

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
    ...(systems ? { systems: visibleSystems(systems) } : {}),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** Returns the systems of many risks that the reader may see; one plain join is quicker than one per row. */
export async function systemsOf(tx: Transaction, riskIds: readonly string[]): Promise<Map<string, Named[]>> {
  const rows = await tx.$queryRaw<(Named & { riskId: string })[]>`
    select l."riskId"::text as "riskId", s.id::text as id, s.name from risk_systems l join systems s on s.id = l."systemId"
    where l."riskId" = any (${[...riskIds]}::uuid[]) order by s.name, s.id`;
  const byRisk = new Map<string, Named[]>();
  for (const { riskId, id, name } of rows) {
    const known = byRisk.get(riskId);
    if (known) known.push({ id, name });
    else byRisk.set(riskId, [{ id, name }]);
  }
  return byRisk;
}

/** Returns the linked systems that the reader may see. */
export function visibleSystems(links: Links["systems"]): { id: string; name: string }[] {
  return links.flatMap(({ system }) => (system ? [{ id: system.id, name: system.name }] : []));
}
