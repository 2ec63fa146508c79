import "server-only";
import { partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import { completenessOf } from "@/lib/domain/inventory/rules";
import { partFields } from "@/lib/domain/inventory/systems/links";
import { systemFacts } from "@/lib/domain/inventory/systems/schema";
import type { Change } from "@/lib/platform/audit/change";
import type { Transaction } from "@/lib/platform/database/client";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import type { Ids } from "@/prisma/seed/demo/organisation";
import { loadParts } from "@/prisma/seed/demo/parts";

/** Creates the parts and the systems with their links and moves; returns the changes for the audit trail. */
export async function loadInventory(
  tx: Transaction,
  content: DemoContent,
  ids: Ids,
  calendar: Calendar,
): Promise<Change[]> {
  const changes = await loadParts(tx, content, ids, calendar);
  for (const one of content.systems) {
    const system = await loadSystem(tx, one, ids, calendar);
    const subject = { type: "systems", id: system.id, unitId: system.unitId };
    changes.push({ subject, before: null, after: { ...system, ...linkedBy(one) } });
  }
  return changes;
}

// The parts of a system by field, as the audit trail keeps them.
function linkedBy(system: DemoContent["systems"][number]): Record<string, string[]> {
  return Object.fromEntries(
    partFields.map(({ concept, field }) => [
      field,
      system[concept].map((key) => demoId(concept, key)).sort(),
    ]),
  );
}

function complete<T extends Record<string, unknown>>(
  record: T,
  facts: readonly string[],
): T & { completeness: number } {
  return { ...record, completeness: completenessOf(record, facts) };
}

function kept(ids: Ids, unit: string, owner: string | null, createdById: string) {
  return { unitId: ids.unit(unit), ownerId: ids.personOrNone(owner), createdById };
}

function loadSystem(tx: Transaction, system: DemoContent["systems"][number], ids: Ids, calendar: Calendar) {
  const { key, unit, owner, technicalOwner, nextReview, registered, moves, ...described } = system;
  const { models, datasets, prompts, tools, agents, guardrails, vendors, ...facts } = described;
  const keys = { models, datasets, prompts, tools, agents, guardrails, vendors };
  const partIds = partConcepts.flatMap(({ concept }) => keys[concept].map((one) => demoId(concept, one)));
  const unitId = ids.unit(unit);
  const record = {
    ...facts,
    id: demoId("systems", key),
    ...kept(ids, unit, owner, ids.person(registered.by)),
    technicalOwnerId: ids.personOrNone(technicalOwner),
    nextReviewOn: calendar.day(nextReview),
  };
  return tx.system.create({
    data: {
      ...complete(record, systemFacts),
      createdAt: calendar.ago(registered.daysAgo),
      parts: { create: partIds.map((partId) => ({ part: { connect: { id: partId } } })) },
      moves: {
        create: moves.map(({ from, to, reason, by, daysAgo }) => ({
          unitId,
          fromStage: from,
          toStage: to,
          reason,
          movedById: ids.person(by),
          createdAt: calendar.ago(daysAgo),
        })),
      },
    },
  });
}
