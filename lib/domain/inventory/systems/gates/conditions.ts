import "server-only";
import { todayOf } from "@/lib/domain/inventory/references";
import { completenessOf, gapsOf } from "@/lib/domain/inventory/rules";
import { systemFacts, systemFields } from "@/lib/domain/inventory/systems/schema";
import type { Context } from "@/lib/platform/operation/operation";
import type { GateCondition, GateFinding, GateSubject } from "@/lib/platform/registry/contributions";
import { fieldMeta } from "@/lib/platform/schema/field";
import { dayText } from "@/lib/platform/time/day";
import { formatDay } from "@/lib/platform/time/format-day";

const facts = systemFacts.map((value) => ({ value, label: fieldMeta(systemFields[value]).label }));
const editOf = ({ id }: GateSubject) => `/systems/${id}/edit`;

const factsKnown: GateCondition = {
  key: "systems.facts",
  label: "Named facts are known",
  parameter: { kind: "choices", label: "Facts", options: facts, initial: ["purpose", "ownerId"] },
  async check(_context, system, value) {
    const wanted = Array.isArray(value) ? value : [];
    const missing = gapsOf(Object.fromEntries(wanted.map((fact) => [fact, system[fact]])), wanted);
    if (missing.length === 0) return { state: "holds", found: "All of them are known." };
    const words = missing.map((fact) => facts.find((one) => one.value === fact)?.label ?? fact);
    return { state: "fails", found: `Not known: ${words.join(", ")}.`, mend: editOf(system) };
  },
};

const complete: GateCondition = {
  key: "systems.completeness",
  label: "Enough facts are known",
  parameter: { kind: "number", label: "At least this many percent", min: 1, max: 100, initial: 80 },
  async check(_context, system, value) {
    const known = completenessOf(system, systemFacts);
    const found = `${known} % of the facts are known, ${Number(value)} % are needed.`;
    return known >= Number(value)
      ? { state: "holds", found }
      : { state: "fails", found, mend: editOf(system) };
  },
};

const reviewAhead: GateCondition = {
  key: "systems.review",
  label: "Its next review is planned and not overdue",
  async check(context, system) {
    const next = system["nextReviewOn"];
    const day = next instanceof Date ? dayText(next) : typeof next === "string" ? next : null;
    const mend = `/systems/${system.id}`;
    if (!day) return { state: "unknown", found: "No review is planned.", mend };
    const late = day < (await todayOf(context));
    if (late) return { state: "fails", found: `The review was due on ${formatDay(day)}.`, mend };
    return { state: "holds", found: `The next review is on ${formatDay(day)}.` };
  },
};

const reviewedLately: GateCondition = {
  key: "systems.reviewed",
  label: "It was reviewed lately",
  parameter: { kind: "number", label: "Within this many days", min: 1, max: 3_650, initial: 90 },
  async check({ tx, now }, { id }, value) {
    const last = await tx.inventoryReview.findFirst({
      where: { subjectType: "systems", subjectId: id },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: { createdAt: true },
    });
    const mend = `/systems/${id}`;
    if (!last) return { state: "fails", found: "Nobody has recorded a review.", mend };
    const days = Math.floor((now.getTime() - last.createdAt.getTime()) / 86_400_000);
    const found = `The last review was ${days} days ago, ${Number(value)} are allowed.`;
    return days <= Number(value) ? { state: "holds", found } : { state: "fails", found, mend };
  },
};

const dataKnown: GateCondition = {
  key: "datasets.personal-data",
  label: "It is known of every dataset whether it holds personal data",
  check: async (context, { id }) =>
    everyPart(
      await partsOf(context, id, "datasets"),
      "datasets",
      ({ dataset }) => dataset?.personalData != null,
    ),
};

const vetted: GateCondition = {
  key: "datasets.vetted",
  label: "Every dataset is vetted",
  check: async (context, { id }) =>
    everyPart(await partsOf(context, id, "datasets"), "datasets", ({ dataset }) => dataset?.vettedOn != null),
};

const retention: GateCondition = {
  key: "models.retention",
  label: "It is known of every model how long inputs are kept",
  check: async (context, { id }) =>
    everyPart(
      await partsOf(context, id, "models"),
      "models",
      ({ model }) => model?.providerRetention != null,
    ),
};

const guarded: GateCondition = {
  key: "guardrails.exposed",
  label: "A guardrail is present when customers or the public can reach it",
  async check(context, system) {
    const { exposure } = system;
    if (!exposure) return { state: "unknown", found: "Its exposure is not known.", mend: editOf(system) };
    if (exposure !== "public" && exposure !== "customers")
      return { state: "holds", found: "Neither customers nor the public can reach it." };
    const rails = await partsOf(context, system.id, "guardrails");
    return rails.length > 0
      ? { state: "holds", found: `Guarded by ${rails.map(({ name }) => name).join(", ")}.` }
      : { state: "fails", found: "Outsiders reach it, and it has no guardrail.", mend: editOf(system) };
  },
};

/** The conditions that the inventory itself offers to gates. */
export const inventoryConditions: readonly GateCondition[] = [
  factsKnown,
  complete,
  reviewAhead,
  reviewedLately,
  dataKnown,
  vetted,
  retention,
  guarded,
];

type LinkedPart = Awaited<ReturnType<typeof partsOf>>[number];

function partsOf({ tx }: Context, systemId: string, concept: string) {
  return tx.part.findMany({
    where: { concept, systems: { some: { systemId } } },
    select: {
      id: true,
      name: true,
      dataset: { select: { personalData: true, vettedOn: true } },
      model: { select: { providerRetention: true } },
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
}

function everyPart(
  parts: readonly LinkedPart[],
  concept: string,
  known: (part: LinkedPart) => boolean,
): GateFinding {
  const open = parts.filter((part) => !known(part));
  const [first] = open;
  if (!first)
    return { state: "holds", found: parts.length > 0 ? `All ${parts.length}.` : `It uses no ${concept}.` };
  return {
    state: "unknown",
    found: `Not known of ${open.map(({ name }) => name).join(", ")}.`,
    mend: `/${concept}/${first.id}`,
  };
}
