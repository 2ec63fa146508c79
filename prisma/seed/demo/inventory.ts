import "server-only";
import { datasetFacts } from "@/lib/domain/inventory/datasets/schema";
import { modelFacts } from "@/lib/domain/inventory/models/schema";
import { completenessOf } from "@/lib/domain/inventory/rules";
import { systemFacts } from "@/lib/domain/inventory/systems/schema";
import { vendorFacts } from "@/lib/domain/inventory/vendors/schema";
import type { Change } from "@/lib/platform/audit/change";
import type { Transaction } from "@/lib/platform/database/client";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import type { Ids } from "@/prisma/seed/demo/organisation";

/** Creates vendors, models, datasets and systems with their links and moves; returns the changes for the audit trail. */
export async function loadInventory(
  tx: Transaction,
  content: DemoContent,
  ids: Ids,
  calendar: Calendar,
): Promise<Change[]> {
  const keeper = ids.person(content.people.find((person) => person.persona === "lead")?.key ?? "");
  const changes: Change[] = [];
  const note = (type: string, record: { id: string; unitId: string }) =>
    changes.push({ subject: { type, id: record.id, unitId: record.unitId }, before: null, after: record });
  for (const { key, unit, owner, contractEnds, nextReview, ...facts } of content.vendors) {
    const common = {
      id: demoId("vendors", key),
      ...kept(ids, unit, owner, keeper),
      nextReviewOn: calendar.day(nextReview),
    };
    note(
      "vendors",
      await tx.vendor.create({
        data: complete({ ...facts, ...common, contractEndsOn: calendar.day(contractEnds) }, vendorFacts),
      }),
    );
  }
  for (const { key, unit, owner, trainingCutOff, nextReview, ...facts } of content.models) {
    const common = {
      id: demoId("models", key),
      ...kept(ids, unit, owner, keeper),
      nextReviewOn: calendar.day(nextReview),
    };
    note(
      "models",
      await tx.aiModel.create({
        data: complete({ ...facts, ...common, trainingCutOff: calendar.day(trainingCutOff) }, modelFacts),
      }),
    );
  }
  for (const { key, unit, owner, nextReview, ...facts } of content.datasets) {
    const common = {
      id: demoId("datasets", key),
      ...kept(ids, unit, owner, keeper),
      nextReviewOn: calendar.day(nextReview),
    };
    note("datasets", await tx.dataset.create({ data: complete({ ...facts, ...common }, datasetFacts) }));
  }
  for (const system of content.systems) note("systems", await loadSystem(tx, system, ids, calendar));
  return changes;
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
  const {
    key,
    unit,
    owner,
    technicalOwner,
    nextReview,
    models,
    datasets,
    vendors,
    registered,
    moves,
    ...facts
  } = system;
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
      models: { create: models.map((one) => ({ modelId: demoId("models", one), unitId })) },
      datasets: { create: datasets.map((one) => ({ datasetId: demoId("datasets", one), unitId })) },
      vendors: { create: vendors.map((one) => ({ vendorId: demoId("vendors", one), unitId })) },
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
