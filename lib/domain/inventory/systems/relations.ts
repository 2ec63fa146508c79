import "server-only";
import * as z from "zod";
import { partConcept } from "@/lib/domain/inventory/parts/concepts/schema";
import { relationWords } from "@/lib/domain/inventory/parts/relations/schema";
import { inventoryRef } from "@/lib/domain/inventory/rules";
import { systemsRead, visibleTo } from "@/lib/domain/inventory/systems/access";
import { findSystem } from "@/lib/domain/inventory/systems/queries";
import { query } from "@/lib/platform/operation/operation";

/** A part that a system uses, directly or through another part. */
export interface RelatedPart {
  id: string;
  concept: string;
  ref: string;
  name: string;
  /** Share of its facts that are known, in percent. */
  completeness: number;
  /** The system names it itself. */
  direct: boolean;
}

/** One part names another; `label` says how, from the side that names, and `reverse` from the other. */
export interface PartRelation {
  fromId: string;
  toId: string;
  relation: string;
  label: string;
  reverse: string;
}

/** What an AI system is built from: every part that it uses, however far, and how these depend on one another. */
export const systemRelations = query({
  name: "systems.relations",
  summary: "The parts that an AI system uses, directly or through others, and how they are linked",
  permission: systemsRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }): Promise<{ parts: RelatedPart[]; links: PartRelation[] }> => {
    const { tx, actor } = context;
    await findSystem(context, id, visibleTo(actor));
    const reached = await tx.$queryRaw<{ id: string }[]>`
      select id from parts_of_systems(array[${id}::uuid]) as r(id)`;
    const ids = reached.map((one) => one.id);
    const parts = await tx.part.findMany({
      where: { id: { in: ids } },
      include: { systems: { where: { systemId: id }, select: { systemId: true } } },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    });
    const links = await tx.partLink.findMany({
      where: { fromId: { in: ids }, toId: { in: ids } },
      select: { fromId: true, toId: true, relation: true },
      orderBy: [{ from: { name: "asc" } }, { relation: "asc" }, { to: { name: "asc" } }, { toId: "asc" }],
    });
    return {
      parts: parts.map(({ concept, number, name, completeness, systems, ...part }) => ({
        id: part.id,
        concept,
        ref: inventoryRef(partConcept(concept).letter, number),
        name,
        completeness,
        direct: systems.length > 0,
      })),
      links: links.map((link) => ({ ...link, ...relationWords(link.relation) })),
    };
  },
});
