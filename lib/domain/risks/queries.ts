import "server-only";
import * as z from "zod";
import { risksAccept, risksEdit, risksRead, risksReview, visibleTo } from "@/lib/domain/risks/access";
import { riskRef } from "@/lib/domain/risks/rules";
import { riskColumns } from "@/lib/domain/risks/schema";
import { may } from "@/lib/platform/access/actor";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import type { RegisterRow } from "@/lib/platform/register/column";
import { idsOf } from "@/lib/platform/register/filter";
import { register } from "@/lib/platform/register/register";
import { dayText } from "@/lib/platform/time/day";

const person = { select: { id: true, name: true, email: true } } as const;

const rowSelect = {
  id: true, number: true, version: true, title: true, category: true, threatFamily: true, status: true, treatment: true,
  cause: true, event: true, consequence: true, treatmentPlan: true,
  inherentScore: true, currentScore: true, targetScore: true,
  inherentLikelihood: true, inherentImpact: true, currentLikelihood: true, currentImpact: true, targetLikelihood: true, targetImpact: true,
  treatmentDueOn: true, nextReviewOn: true, acceptedUntil: true, createdAt: true, updatedAt: true,
  unit: { select: { id: true, name: true } },
  owner: person,
  systems: { select: { system: { select: { id: true, name: true } } } },
} as const satisfies Prisma.RiskSelect;

type Row = Prisma.RiskGetPayload<{ select: typeof rowSelect }>;

function toRow({ number, systems, treatmentDueOn, nextReviewOn, acceptedUntil, createdAt, updatedAt, ...risk }: Row): RegisterRow {
  return {
    ...risk,
    ref: riskRef(number),
    systems: systems.map(({ system }) => system),
    treatmentDueOn: dayText(treatmentDueOn),
    nextReviewOn: dayText(nextReviewOn),
    acceptedUntil: dayText(acceptedUntil),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** The risk register: list, count and batches. */
export const riskRegister = register<Prisma.RiskWhereInput, Prisma.RiskOrderByWithRelationInput>({
  concept: "risks",
  title: "Risk register",
  columns: riskColumns,
  permission: risksRead,
  sort: "-currentScore",
  visibleTo,
  search: (words) => ({ OR: [{ title: { contains: words, mode: "insensitive" } }, { event: { contains: words, mode: "insensitive" } }] }),
  filters: {
    systems: (text, key) => ({ systems: { some: { systemId: { in: idsOf(text, key) } } } }),
    category: (text) => ({ category: { in: text.split(",") } }),
    currentCell: cell("currentLikelihood", "currentImpact"),
    inherentCell: cell("inherentLikelihood", "inherentImpact"),
  },
  fetch: async (tx, what) => (await tx.risk.findMany({ ...what, select: rowSelect })).map(toRow),
  count: (tx, where) => tx.risk.count({ where }),
});

// "3x4": the risks of one cell of the heat map.
function cell(likelihood: "currentLikelihood" | "inherentLikelihood", impact: "currentImpact" | "inherentImpact") {
  return (text: string): Prisma.RiskWhereInput => {
    const [x, y] = text.split("x").map(Number);
    return { [likelihood]: x ?? 0, [impact]: y ?? 0 };
  };
}

/** Returns the whole stored risk within the actor's scope, as the audit trail keeps it; throws NotFound. */
export async function findRisk(context: Context, id: string) {
  const risk = await context.tx.risk.findFirst({
    where: { AND: [{ id }, visibleTo(context)] },
    include: { systems: { select: { systemId: true } } },
  });
  if (!risk) throw new NotFound();
  return risk;
}

/** One risk with its links and what the actor may do with it. */
export const getRisk = query({
  name: "risks.get",
  summary: "One risk",
  permission: risksRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }) => {
    const risk = await context.tx.risk.findFirst({
      where: { AND: [{ id }, visibleTo(context)] },
      select: { ...rowSelect, reviewEveryDays: true, createdById: true },
    });
    if (!risk) throw new NotFound();
    const { reviewEveryDays, createdById, ...row } = risk;
    const allowed = (permission: typeof risksEdit) => may(context.actor, permission, row.unit.id);
    return {
      ...toRow(row),
      reviewEveryDays,
      createdById,
      can: { edit: allowed(risksEdit), accept: allowed(risksAccept), review: allowed(risksReview) },
    };
  },
});
