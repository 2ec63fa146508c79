import "server-only";
import { visibleTo as visibleSystems } from "@/lib/domain/inventory/systems/access";
import { unitProblems } from "@/lib/domain/organization/units/access";
import { readCatalogue } from "@/lib/domain/risk-catalogue/read-catalogue";
import type { CatalogueEntry } from "@/lib/domain/risk-catalogue/schema";
import { riskRef } from "@/lib/domain/risks/rules";
import { Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

export interface Adoption {
  entries: readonly string[];
  systemIds: readonly string[];
  mode: "each" | "shared";
  /** For one risk of several systems: the unit that keeps it. */
  unitId?: string | undefined;
}

/** So many risks are added at most with one adoption. */
const most = 500;

/** One risk that would be added, or why it would not. */
export interface PlannedRisk {
  entry: CatalogueEntry;
  title: string;
  unitId: string;
  systems: { id: string; name: string }[];
  /** Why nothing is added: it is in the register already, or may not be added. */
  obstacle: { reason: string; riskId: string | null } | null;
}

type System = { id: string; name: string; unitId: string };

/**
 * Returns what adopting these entries for these systems would add, with a reason for each that it would not. Throws
 * Invalid for an entry that does not exist and for a system or unit out of the actor's reach.
 */
export async function planAdoption(context: Context, adoption: Adoption): Promise<PlannedRisk[]> {
  const entries = chosenEntries(adoption.entries);
  const systems = await chosenSystems(context, adoption.systemIds);
  const problems = await unitProblems(context, adoption.unitId);
  if (problems.length > 0) throw new Invalid(problems);
  if (adoption.mode === "each" && entries.length * systems.length > most)
    throw new Invalid([{ path: "entries", message: `That would be more than ${most} risks. Choose fewer.` }]);
  const wanted = entries.flatMap((entry) =>
    adoption.mode === "each"
      ? systems.map((system) => single(entry, system))
      : [shared(entry, systems, adoption.unitId)],
  );
  const found = await existing(context, wanted);
  return wanted.map((risk) => ({ ...risk, obstacle: obstacleTo(context, risk, found) }));
}

type Wanted = Omit<PlannedRisk, "obstacle">;

function single(entry: CatalogueEntry, { id, name, unitId }: System): Wanted {
  return { entry, title: `${entry.title}: ${name}`.slice(0, 200), unitId, systems: [{ id, name }] };
}

function shared(entry: CatalogueEntry, systems: readonly System[], unitId?: string): Wanted {
  if (!unitId) {
    const message = "Choose the business unit that keeps the risk; you must be allowed to add risks there.";
    throw new Invalid([{ path: "unitId", message }]);
  }
  return { entry, title: entry.title, unitId, systems: systems.map(({ id, name }) => ({ id, name })) };
}

function chosenEntries(keys: readonly string[]): CatalogueEntry[] {
  const { entries } = readCatalogue();
  return keys.map((key) => {
    const entry = entries.find((one) => one.key === key);
    if (entry) return entry;
    throw new Invalid([{ path: "entries", message: `The catalogue has no entry "${key}". Choose again.` }]);
  });
}

async function chosenSystems({ tx, actor }: Context, ids: readonly string[]): Promise<System[]> {
  if (ids.length === 0 || ids.length > 50)
    throw new Invalid([{ path: "systemIds", message: "Choose between 1 and 50 AI systems." }]);
  const systems = await tx.system.findMany({
    where: { AND: [{ id: { in: [...ids] } }, visibleSystems(actor)] },
    select: { id: true, name: true, unitId: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  if (systems.length === ids.length) return systems;
  const message = "One of these AI systems does not exist. Choose them again.";
  throw new Invalid([{ path: "systemIds", message }]);
}

type Existing = Awaited<ReturnType<typeof existing>>;

// The database shows what is in scope; a risk of another unit that the actor cannot see is none of theirs.
function existing({ tx }: Context, wanted: readonly Wanted[]) {
  const keys = wanted.map(({ entry }) => entry.key);
  return tx.risk.findMany({
    where: {
      OR: [
        { catalogueKey: { in: keys }, status: { not: "closed" } },
        { title: { in: wanted.map(({ title }) => title) } },
      ],
    },
    select: {
      id: true,
      number: true,
      title: true,
      unitId: true,
      status: true,
      catalogueKey: true,
      systems: { select: { systemId: true } },
    },
  });
}

function obstacleTo(context: Context, risk: Wanted, found: Existing): PlannedRisk["obstacle"] {
  if (context.actor.kind !== "system" && !context.units.includes(risk.unitId))
    return { reason: "You may not add risks in the business unit of this system.", riskId: null };
  const adopted = found.find(
    ({ catalogueKey, status, systems }) =>
      catalogueKey === risk.entry.key &&
      status !== "closed" &&
      risk.systems.some(({ id }) => systems.some(({ systemId }) => systemId === id)),
  );
  if (adopted) return { reason: `Adopted already as ${riskRef(adopted.number)}.`, riskId: adopted.id };
  const namesake = found.find(({ title, unitId }) => title === risk.title && unitId === risk.unitId);
  return namesake
    ? { reason: `${riskRef(namesake.number)} of this business unit has the same title.`, riskId: namesake.id }
    : null;
}
