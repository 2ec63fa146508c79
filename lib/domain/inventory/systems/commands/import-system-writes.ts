import "server-only";
import { authorOf } from "@/lib/domain/inventory/references";
import { completenessOf } from "@/lib/domain/inventory/rules";
import { checkGate } from "@/lib/domain/inventory/systems/gates/check";
import type { LifecycleGates } from "@/lib/domain/inventory/systems/gates/schema";
import { partFields, splitParts } from "@/lib/domain/inventory/systems/links";
import type { Stage } from "@/lib/domain/inventory/systems/options/schema";
import { systemFacts } from "@/lib/domain/inventory/systems/schema";
import type { Transaction } from "@/lib/platform/database/client";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import type { System } from "@/lib/platform/database/generated/client";
import { Conflict } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import type { PlannedWrite, WrittenRows } from "@/lib/platform/register/import-session";
import { storedDay } from "@/lib/platform/time/day";

type Origin = (line: number) => string;

/** The gates in force while the file is read. */
interface Gate {
  gates: LifecycleGates;
  version: number;
}

type Links = Record<(typeof partFields)[number]["field"], string[]>;
type Linked = System & Links;

const atThisMoment =
  "Somebody changed one of these AI systems at this moment. Nothing was written; check the file again.";

/** Writes many AI systems at once with their parts; a change of stage is a move with the file as its reason. */
export async function writeSystems(
  context: Context,
  rows: readonly PlannedWrite[],
  origin: Origin,
  gate: Gate,
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
  await keepMoves(context, known, origin, gate);
  const changes = rows.flatMap(({ line, stored }) => {
    const system = written.get(line);
    if (!system) return [];
    const subject = { type: "systems", id: system.id, unitId: system.unitId };
    const action = stored ? "systems.update" : "systems.create";
    return [{ subject, before: stored?.row ?? null, after: { ...system, reason: origin(line) }, action }];
  });
  return { changes, further: [] };
}

function columnsOf(values: Readonly<Record<string, unknown>>) {
  const { fields } = splitParts(values);
  const day = fields["nextReviewOn"];
  const columns = fields as Partial<System>;
  return day === undefined ? columns : { ...columns, nextReviewOn: storedDay(day as string | null) };
}

function linksOf(values: Readonly<Record<string, unknown>>, before: Partial<Links>): Links {
  return Object.fromEntries(
    partFields.map(({ field }) => [
      field,
      (values[field] as string[] | undefined)?.toSorted() ?? before[field] ?? [],
    ]),
  ) as Links;
}

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
    return { line, system, links: linksOf(values, {}) };
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
  const json = JSON.stringify(systems.map((system) => splitParts(system).fields));
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
  for (const { field, concept } of partFields) {
    const named = rows.filter(({ values }) => values[field] !== undefined);
    const stale = named.flatMap(({ stored }) => (stored ? [stored.id] : []));
    if (stale.length > 0)
      await tx.systemPart.deleteMany({ where: { systemId: { in: stale }, part: { concept } } });
    const data = named
      .flatMap(({ line }) => written.get(line) ?? [])
      .flatMap(({ id: systemId, unitId, [field]: ids }) =>
        ids.map((partId) => ({ systemId, unitId, partId })),
      );
    if (data.length > 0) await tx.systemPart.createMany({ data });
  }
}

async function keepMoves(
  context: Context,
  rows: readonly PlannedWrite[],
  origin: Origin,
  { gates, version }: Gate,
): Promise<void> {
  const data = [];
  for (const { line, stored, values } of rows) {
    const toStage = values["stage"];
    if (!stored || typeof toStage !== "string") continue;
    const { id: systemId, unitId } = stored;
    const system = { ...stored.values, ...values, id: systemId, unitId };
    data.push({
      systemId,
      unitId,
      fromStage: String(stored.values["stage"]),
      toStage,
      reason: origin(line),
      movedById: authorOf(context.actor),
      gateVersion: version,
      checks: await checkGate(context, gates, system, toStage as Stage),
    });
  }
  if (data.length > 0) await context.tx.lifecycleMove.createMany({ data });
}
