import "server-only";
import { systemsCreate, systemsEdit, systemsMove, visibleTo } from "@/lib/domain/inventory/systems/access";
import { writeSystems } from "@/lib/domain/inventory/systems/commands/import-system-writes";
import { checkGate, refusalOf } from "@/lib/domain/inventory/systems/gates/check";
import { blockingOf } from "@/lib/domain/inventory/systems/gates/rules";
import type { LifecycleGates } from "@/lib/domain/inventory/systems/gates/schema";
import { gatesSetting } from "@/lib/domain/inventory/systems/gates/settings";
import { partIds, withParts } from "@/lib/domain/inventory/systems/links";
import type { Stage } from "@/lib/domain/inventory/systems/options/schema";
import { moveRefusal } from "@/lib/domain/inventory/systems/rules";
import { newSystemFields } from "@/lib/domain/inventory/systems/schema";
import { readSetting } from "@/lib/domain/organization/settings/setting";
import { may } from "@/lib/platform/access/actor";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { importFields } from "@/lib/platform/register/import-field";
import type {
  ImportTarget,
  PlannedWrite,
  RowProblem,
  StoredRecord,
  UnitAndName,
} from "@/lib/platform/register/import-session";
import { dayText } from "@/lib/platform/time/day";

/** How files of AI systems become AI systems; the batch form of adding, changing and moving them. */
export const systemImport: ImportTarget = {
  concept: "systems",
  words: { one: "AI system", many: "AI systems" },
  letter: "S",
  nameKey: "name",
  create: systemsCreate,
  edit: systemsEdit,
  leftOut: [
    { label: "Completeness", why: "It is counted from the facts." },
    { label: "Overdue", why: "It follows from the day of the next review." },
    { label: "Created", why: "Plumbline writes it down itself." },
    { label: "Changed", why: "Plumbline writes it down itself." },
  ],
  async open(context) {
    const { value: gates, version } = await readSetting(context.tx, gatesSetting);
    return {
      fields: importFields(newSystemFields),
      find: (wanted) => findSystems(context, wanted),
      check: (row) => stageProblem(context, gates, row),
      write: (rows, origin) => writeSystems(context, rows, origin, { gates, version }),
    };
  },
};

const named = { select: { name: true } } as const;

const withLinks = {
  unit: named,
  owner: named,
  technicalOwner: named,
  parts: withParts,
} as const satisfies Prisma.SystemInclude;

async function findSystems(
  context: Context,
  { numbers, named: wantedNames }: { numbers: readonly number[]; named: readonly UnitAndName[] },
): Promise<StoredRecord[]> {
  if (numbers.length + wantedNames.length === 0) return [];
  const { tx, actor } = context;
  // By a join with the wanted names: a list of conditions of this length makes the database read the whole register.
  const wanted = await tx.$queryRaw<{ id: string }[]>`
    select s.id from jsonb_to_recordset(${JSON.stringify(wantedNames)}::jsonb) as w("unitId" uuid, name text)
      join systems s on s."unitId" = w."unitId" and s.name = w.name
    union select id from systems where number = any (${numbers}::int[])`;
  if (wanted.length === 0) return [];
  const within = { AND: [visibleTo(actor), { id: { in: wanted.map(({ id }) => id) } }] };
  return (await tx.system.findMany({ where: within, include: withLinks })).map(storedRecord);
}

function storedRecord(found: Prisma.SystemGetPayload<{ include: typeof withLinks }>): StoredRecord {
  const { unit, owner, technicalOwner, parts, ...system } = found;
  const { id, number, version, unitId, ownerId, technicalOwnerId } = system;
  const names: [string | null, string | undefined][] = [
    [unitId, unit.name],
    [ownerId, owner?.name],
    [technicalOwnerId, technicalOwner?.name],
    ...parts.map(({ partId, part }): [string, string] => [partId, part.name]),
  ];
  const links = partIds(parts);
  const values = {
    ...system,
    nextReviewOn: dayText(system.nextReviewOn),
    ...links,
  };
  return {
    id,
    number,
    version,
    unitId,
    values,
    names: Object.fromEntries(names),
    row: { ...system, ...links },
  };
}

// A new system is found in some stage; one that is known moves by the same rules as by hand, and nothing is waived.
async function stageProblem(
  context: Context,
  gates: LifecycleGates,
  { stored, values }: PlannedWrite,
): Promise<RowProblem[]> {
  const stage = values["stage"];
  if (!stored || typeof stage !== "string") return [];
  const refusal = may(context.actor, systemsMove, stored.unitId)
    ? moveRefusal({ stage: String(stored.values["stage"]) }, stage as Stage)
    : "You may not move this AI system to another stage.";
  if (refusal) return [{ label: "Stage", message: refusal }];
  const system = { ...stored.values, ...values, id: stored.id, unitId: stored.unitId };
  const blocking = blockingOf(await checkGate(context, gates, system, stage as Stage));
  return blocking.map((check) => ({ label: "Stage", message: refusalOf([check]) }));
}
