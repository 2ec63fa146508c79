import "server-only";
import { authorOf } from "@/lib/domain/inventory/references";
import { completenessOf } from "@/lib/domain/inventory/rules";
import { systemFacts } from "@/lib/domain/inventory/systems/schema";
import type { Transaction } from "@/lib/platform/database/client";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import type { System } from "@/lib/platform/database/generated/client";
import { Conflict } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import type { PlannedWrite, WrittenRows } from "@/lib/platform/register/import-session";
import { storedDay } from "@/lib/platform/time/day";

type Origin = (line: number) => string;

interface Links {
  models: { modelId: string }[];
  datasets: { datasetId: string }[];
  vendors: { vendorId: string }[];
}

type Linked = System & Links;

const atThisMoment =
  "Somebody changed one of these AI systems at this moment. Nothing was written; check the file again.";

/** Writes many AI systems at once with their parts; a change of stage is a move with the file as its reason. */
export async function writeSystems(
  context: Context,
  rows: readonly PlannedWrite[],
  origin: Origin,
): Promise<WrittenRows> {
  const fresh = rows.filter(({ stored }) => stored === null);
  const known = rows.filter(({ stored }) => stored !== null);
  const created = await createSystems(context, fresh);
  const changed = known.map((row) => [row.line, changedSystem(context, row)] as const);
  await updateSystems(
    context.tx,
    changed.map(([, system]) => system),
  );
  const written = new Map([...created, ...changed]);
  await relink(context.tx, rows, written);
  await keepMoves(context, known, origin);
  const changes = rows.flatMap(({ line, stored }) => {
    const system = written.get(line);
    if (!system) return [];
    const subject = { type: "systems", id: system.id, unitId: system.unitId };
    const action = stored ? "systems.update" : "systems.create";
    return [{ subject, before: stored?.row ?? null, after: { ...system, reason: origin(line) }, action }];
  });
  return { changes, further: [] };
}

function columnsOf({ modelIds, datasetIds, vendorIds, ...values }: Readonly<Record<string, unknown>>) {
  const day = values["nextReviewOn"];
  const columns = values as Partial<System>;
  return day === undefined ? columns : { ...columns, nextReviewOn: storedDay(day as string | null) };
}

function linksOf(values: Readonly<Record<string, unknown>>, before: Links): Links {
  const ids = (key: string) => (values[key] as string[] | undefined)?.toSorted();
  return {
    models: ids("modelIds")?.map((modelId) => ({ modelId })) ?? before.models,
    datasets: ids("datasetIds")?.map((datasetId) => ({ datasetId })) ?? before.datasets,
    vendors: ids("vendorIds")?.map((vendorId) => ({ vendorId })) ?? before.vendors,
  };
}

const unlinked: Links = { models: [], datasets: [], vendors: [] };

function changedSystem({ now }: Context, { stored, values }: PlannedWrite): Linked {
  const before = stored?.row as Linked;
  const columns = { ...before, ...columnsOf(values), ...linksOf(values, before) };
  return {
    ...columns,
    completeness: completenessOf(columns, systemFacts),
    version: before.version + 1,
    updatedAt: now,
  };
}

interface Given {
  id: string;
  number: number;
  version: number;
  createdAt: Date;
}

async function createSystems({ tx, actor, now }: Context, rows: readonly PlannedWrite[]) {
  if (rows.length === 0) return [];
  const drafts = rows.map(({ line, id, values }) => {
    const completeness = completenessOf(values, systemFacts);
    const system = {
      ...columnsOf(values),
      id,
      completeness,
      createdById: authorOf(actor),
      updatedAt: now,
    };
    return { line, system, links: linksOf(values, unlinked) };
  });
  const json = JSON.stringify(drafts.map(({ system }) => system));
  const given = await refuseDuplicate(
    "file",
    atThisMoment,
    () => tx.$queryRaw<Given[]>`
    insert into systems (id, name, purpose, description, "unitId", "ownerId", "technicalOwnerId", stage, kind, criticality,
      exposure, autonomy, "decisionImpact", "humanOversight", "affectedPeople", regions, "dataClasses", "euRoles",
      "personalData", "automatedDecision", "generatesContent", "learnsInUse", "usersInformed", "nextReviewOn", completeness,
      "createdById", "updatedAt")
    select id, name, purpose, description, "unitId", "ownerId", "technicalOwnerId", stage, kind, criticality,
      exposure, autonomy, "decisionImpact", "humanOversight", "affectedPeople", regions, "dataClasses", "euRoles",
      "personalData", "automatedDecision", "generatesContent", "learnsInUse", "usersInformed", "nextReviewOn", completeness,
      "createdById", "updatedAt"
    from jsonb_populate_recordset(null::systems, ${json}::jsonb)
    returning id, number, version, "createdAt"`,
  );
  const byId = new Map(given.map((system) => [system.id, system]));
  return drafts.flatMap(({ line, system, links }) => {
    const stored = byId.get(system.id);
    return stored ? [[line, { ...system, ...stored, ...links } as Linked] as const] : [];
  });
}

// One statement for all of them; the version decides between this import and another writer.
async function updateSystems(tx: Transaction, systems: readonly Linked[]): Promise<void> {
  if (systems.length === 0) return;
  const json = JSON.stringify(systems.map(({ models, datasets, vendors, ...system }) => system));
  const count = await refuseDuplicate(
    "file",
    atThisMoment,
    () => tx.$executeRaw`
    update systems s set name = d.name, purpose = d.purpose, description = d.description, "ownerId" = d."ownerId",
      "technicalOwnerId" = d."technicalOwnerId", stage = d.stage, kind = d.kind, criticality = d.criticality,
      exposure = d.exposure, autonomy = d.autonomy, "decisionImpact" = d."decisionImpact",
      "humanOversight" = d."humanOversight", "affectedPeople" = d."affectedPeople", regions = d.regions,
      "dataClasses" = d."dataClasses", "euRoles" = d."euRoles", "personalData" = d."personalData",
      "automatedDecision" = d."automatedDecision", "generatesContent" = d."generatesContent",
      "learnsInUse" = d."learnsInUse", "usersInformed" = d."usersInformed", "nextReviewOn" = d."nextReviewOn",
      completeness = d.completeness, version = d.version, "updatedAt" = d."updatedAt"
    from jsonb_populate_recordset(null::systems, ${json}::jsonb) d
    where s.id = d.id and s.version = d.version - 1`,
  );
  if (count !== systems.length) throw new Conflict(atThisMoment);
}

// The links that a row names are made anew; those it does not name stay as they are.
async function relink(tx: Transaction, rows: readonly PlannedWrite[], written: ReadonlyMap<number, Linked>) {
  const naming = (key: string) => {
    const named = rows.filter(({ values }) => values[key] !== undefined);
    return {
      stale: named.flatMap(({ stored }) => (stored ? [stored.id] : [])),
      systems: named.flatMap(({ line }) => written.get(line) ?? []),
    };
  };
  const [models, datasets, vendors] = [naming("modelIds"), naming("datasetIds"), naming("vendorIds")];
  const own = ({ id: systemId, unitId }: Linked) => ({ systemId, unitId });
  const modelLinks = models.systems.flatMap((system) =>
    system.models.map((link) => ({ ...own(system), ...link })),
  );
  const datasetLinks = datasets.systems.flatMap((system) =>
    system.datasets.map((link) => ({ ...own(system), ...link })),
  );
  const vendorLinks = vendors.systems.flatMap((system) =>
    system.vendors.map((link) => ({ ...own(system), ...link })),
  );
  if (models.stale.length > 0) await tx.systemModel.deleteMany({ where: { systemId: { in: models.stale } } });
  if (datasets.stale.length > 0)
    await tx.systemDataset.deleteMany({ where: { systemId: { in: datasets.stale } } });
  if (vendors.stale.length > 0)
    await tx.systemVendor.deleteMany({ where: { systemId: { in: vendors.stale } } });
  if (modelLinks.length > 0) await tx.systemModel.createMany({ data: modelLinks });
  if (datasetLinks.length > 0) await tx.systemDataset.createMany({ data: datasetLinks });
  if (vendorLinks.length > 0) await tx.systemVendor.createMany({ data: vendorLinks });
}

async function keepMoves(
  { tx, actor }: Context,
  rows: readonly PlannedWrite[],
  origin: Origin,
): Promise<void> {
  const data = rows.flatMap(({ line, stored, values }) => {
    const toStage = values["stage"];
    if (!stored || typeof toStage !== "string") return [];
    const fromStage = String(stored.values["stage"]);
    return [
      {
        systemId: stored.id,
        unitId: stored.unitId,
        fromStage,
        toStage,
        reason: origin(line),
        movedById: authorOf(actor),
      },
    ];
  });
  if (data.length > 0) await tx.lifecycleMove.createMany({ data });
}
