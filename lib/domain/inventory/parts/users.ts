import "server-only";
import { visibleTo as systemsVisibleTo } from "@/lib/domain/inventory/systems/access";
import type { Context } from "@/lib/platform/operation/operation";
import type { Named } from "@/lib/platform/register/column";

/** An AI system that uses a part, and the parts through which it does; none where it uses it directly. */
export interface PartUser extends Named {
  stage: string;
  unit: Named;
  via: Named[];
}

/** Returns the systems that use each of these parts, directly or through others, as far as the actor sees them. */
export async function usersOf(
  { tx, actor }: Context,
  parts: readonly string[],
): Promise<Map<string, PartUser[]>> {
  const uses = await tx.$queryRaw<{ part: string; systemId: string; via: string[] }[]>`
    select part, "systemId", via from systems_using(${[...parts]}::uuid[])`;
  const systems = await tx.system.findMany({
    where: { AND: [{ id: { in: uses.map(({ systemId }) => systemId) } }, systemsVisibleTo(actor)] },
    select: { id: true, name: true, stage: true, unit: { select: { id: true, name: true } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const through = uses.flatMap(({ part, via }) => (via.includes(part) ? [] : via));
  const names = await tx.part.findMany({
    where: { id: { in: [...new Set(through)] } },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const byPart = Map.groupBy(uses, ({ part }) => part);
  return new Map(
    parts.map((id) => [id, systems.flatMap((system) => userOf(system, byPart.get(id) ?? [], names))]),
  );
}

function userOf(
  system: Omit<PartUser, "via">,
  uses: readonly { part: string; systemId: string; via: string[] }[],
  names: readonly Named[],
): PartUser[] {
  const use = uses.find(({ systemId }) => systemId === system.id);
  if (!use) return [];
  const direct = use.via.includes(use.part);
  return [{ ...system, via: direct ? [] : names.filter(({ id }) => use.via.includes(id)) }];
}
