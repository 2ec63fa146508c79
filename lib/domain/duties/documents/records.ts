import "server-only";
import { newSystemFields } from "@/lib/domain/inventory/systems/schema";
import { classifiable } from "@/lib/domain/obligations/access";
import { visibleTo as visibleRisks } from "@/lib/domain/risks/access";
import { riskRef } from "@/lib/domain/risks/rules";
import { valueWords } from "@/lib/platform/audit/words";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { letterhead } from "@/lib/platform/report/letterhead";
import { dayText } from "@/lib/platform/time/day";
import { formatDay } from "@/lib/platform/time/format-day";

/** Returns everything of a system that its documents are drawn from, within the actor's scope; throws NotFound. */
export async function recordsOf(context: Context, id: string) {
  const { tx } = context;
  const found = await tx.system.findFirst({
    where: { AND: [{ id }, classifiable(context)] },
    include: {
      unit: { select: { id: true, name: true } },
      owner: { select: { name: true } },
      moves: { orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
      parts: { select: { part: { select: { id: true, concept: true, name: true } } } },
    },
  });
  if (!found) throw new NotFound();
  const { moves, parts, unit, owner, ...system } = found;
  const named = (concept: string) => parts.flatMap(({ part }) => (part.concept === concept ? [part] : []));
  const ids = (concept: string) => ({
    where: { id: { in: named(concept).map((part) => part.id) } },
    orderBy: [{ name: "asc" as const }, { id: "asc" as const }],
  });
  const risks = await tx.risk.findMany({
    where: { AND: [visibleRisks(context), { systems: { some: { systemId: id } } }] },
    orderBy: [{ currentScore: "desc" }, { id: "asc" }],
    select: { id: true, number: true, title: true, currentScore: true, status: true },
  });
  const assessments = await tx.assessment.findMany({
    where: { systemId: id, state: { not: "withdrawn" } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true, templateKey: true, state: true, approvedAt: true },
  });
  return {
    ...{ system, unit, owner, risks, assessments },
    organisation: (await letterhead(tx)).organisation,
    moves: moves.map(({ fromStage, toStage, reason, createdAt }) => ({
      fromStage,
      toStage,
      reason,
      at: createdAt,
    })),
    models: await tx.aiModel.findMany(ids("models")),
    datasets: await tx.dataset.findMany(ids("datasets")),
    names: (concept: string) =>
      named(concept)
        .map(({ name }) => name)
        .toSorted((a, b) => a.localeCompare(b)),
  };
}

export type Records = Awaited<ReturnType<typeof recordsOf>>;

/** Returns a fact of the system in words, or null where nobody knows it. */
export function factWords({ system }: Records, fact: keyof typeof newSystemFields): string | null {
  const value = (system as Record<string, unknown>)[fact];
  return valueWords(
    fact,
    Array.isArray(value) && value.length === 0 ? null : value,
    newSystemFields,
    new Map(),
  );
}

/** Returns the risks of the system, each with its score, or null where it has none. */
export function riskWords({ risks }: Records): string | null {
  if (risks.length === 0) return null;
  const line = ({ number, title, currentScore, status }: Records["risks"][number]) =>
    `${riskRef(number)} ${title} (${currentScore === 0 ? "not scored" : `current score ${currentScore}`}, ${status})`;
  return risks.map(line).join("\n");
}

/** Returns the models that the system uses with their versions, or null. */
export function modelWords({ models }: Records): string | null {
  return models.length === 0
    ? null
    : models.map(({ name, modelVersion }) => `${name}, version ${modelVersion ?? "not recorded"}`).join("\n");
}

/** Returns the datasets with origin and what was done to them, or null. */
export function datasetWords({ datasets }: Records): string | null {
  const said = (value: boolean | null, yes: string, no: string) =>
    value === null ? `${yes}: not known` : value ? yes : no;
  return datasets.length === 0
    ? null
    : datasets
        .map(
          (one) =>
            `${one.name}: origin ${one.origin ?? "not recorded"}, licence ${one.licence ?? "not recorded"}, ${said(one.cleaned, "cleaned", "not cleaned")}, ${said(one.poisoningChecked, "checked for poisoning", "not checked for poisoning")}`,
        )
        .join("\n");
}

/** Returns the moves from stage to stage with their days and reasons, or null. */
export function moveWords({ moves }: Records): string | null {
  return moves.length === 0
    ? null
    : moves
        .map(
          ({ fromStage, toStage, reason, at }) =>
            `${formatDay(dayText(at) ?? "")}: ${fromStage} to ${toStage}. ${reason}`,
        )
        .join("\n");
}
