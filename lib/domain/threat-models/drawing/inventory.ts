import "server-only";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

type Reading = Pick<Context, "tx">;

/** An AI system with every part it uses, however far, as a drawing is made from them. */
export type Inventory = NonNullable<Awaited<ReturnType<typeof readInventory>>>;

/**
 * Returns a system and the parts that it uses, directly or through others, within the walls of the database; throws
 * NotFound. Whoever reads a system reads what it is made of.
 */
export async function readInventory({ tx }: Reading, systemId: string) {
  const system = await tx.system.findUnique({ where: { id: systemId } });
  if (!system) throw new NotFound();
  const reached = await tx.$queryRaw<{ id: string }[]>`
    select id from parts_of_systems(array[${systemId}::uuid]) as r(id)`;
  const where = { id: { in: reached.map(({ id }) => id) } };
  const ids = where.id.in;
  const orderBy = { number: "asc" } as const;
  const protecting = await tx.partLink.findMany({ where: { relation: "protects", toId: { in: ids } } });
  const guards = { id: { in: [...ids, ...protecting.map(({ fromId }) => fromId)] } };
  return {
    system,
    models: await tx.aiModel.findMany({ where, orderBy }),
    datasets: await tx.dataset.findMany({ where, orderBy }),
    prompts: await tx.prompt.findMany({ where, orderBy }),
    tools: await tx.tool.findMany({ where, orderBy }),
    agents: await tx.agent.findMany({ where, orderBy }),
    guardrails: await tx.guardrail.findMany({ where: guards, orderBy }),
    vendors: await tx.vendor.findMany({ where, orderBy }),
    links: await tx.partLink.findMany({
      where: { fromId: { in: [...ids, ...guards.id.in] } },
      orderBy: [{ fromId: "asc" }, { relation: "asc" }, { toId: "asc" }],
    }),
    /** The parts that the system names itself. */
    direct: new Set(
      (await tx.systemPart.findMany({ where: { systemId }, select: { partId: true } })).map(
        ({ partId }) => partId,
      ),
    ),
  };
}

/** Returns the ids that a part names in one way. */
export function namedBy({ links }: Pick<Inventory, "links">, fromId: string, relation: string): string[] {
  return links.filter((link) => link.fromId === fromId && link.relation === relation).map(({ toId }) => toId);
}

/** Returns which of these records of the inventory are there for the reader, as what they are named as. */
export async function readInventoryIds(
  { tx }: Reading,
  named: readonly { concept: string; partId: string }[],
): Promise<Set<string>> {
  const ids = (systems: boolean) =>
    named.filter(({ concept }) => (concept === "systems") === systems).map(({ partId }) => partId);
  const parts = await tx.part.findMany({
    where: { id: { in: ids(false) } },
    select: { id: true, concept: true },
  });
  const systems = await tx.system.findMany({ where: { id: { in: ids(true) } }, select: { id: true } });
  const conceptOf = new Map([
    ...parts.map(({ id, concept }) => [id, concept] as const),
    ...systems.map(({ id }) => [id, "systems"] as const),
  ]);
  return new Set(
    named.filter(({ concept, partId }) => conceptOf.get(partId) === concept).map(({ partId }) => partId),
  );
}
