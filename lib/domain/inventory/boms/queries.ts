import "server-only";
import * as z from "zod";
import { bomsReconcile } from "@/lib/domain/inventory/boms/access";
import { compareStored } from "@/lib/domain/inventory/boms/reconcile/found-bom";
import { bomRecord } from "@/lib/domain/inventory/boms/schema";
import { systemsRead, visibleTo } from "@/lib/domain/inventory/systems/access";
import { findSystem } from "@/lib/domain/inventory/systems/queries";
import { may } from "@/lib/platform/access/actor";
import type { Bom } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });

/** Returns the stored bill of materials of a system that the actor may see; throws NotFound. */
export async function findBom({ tx, actor }: Context, id: string): Promise<Bom> {
  const found = await tx.bom.findFirst({ where: { id, system: visibleTo(actor) } });
  if (!found) throw new NotFound();
  return found;
}

/** One bill of materials with its differences from the register as it is now. */
export const getBom = query({
  name: "boms.get",
  summary: "A bill of materials that came in, with its differences from the register",
  permission: systemsRead,
  input: byId,
  output: bomRecord,
  run: async (context, { id }) => {
    const { matches: _matches, choices: _choices, ...bom } = await findBom(context, id);
    const { open, kept, system } = await compareStored(context, {
      ...bom,
      matches: _matches,
      choices: _choices,
    });
    const shown = ({ value: _value, ...difference }: (typeof open)[number]) => difference;
    return {
      ...bom,
      createdAt: bom.createdAt.toISOString(),
      system: { id: system.id, name: String(system.values["name"]) },
      differences: open.map(shown),
      kept: kept.map(shown),
      can: { reconcile: may(context.actor, bomsReconcile, bom.unitId) },
    };
  },
});

const most = 50;

/** The bills of materials that came in for a system, newest first. */
export const listBoms = query({
  name: "systems.boms",
  summary: "The bills of materials that came in for an AI system, newest first",
  permission: systemsRead,
  input: byId,
  run: async (context, { id: systemId }) => {
    await findSystem(context, systemId, visibleTo(context.actor));
    const found = await context.tx.bom.findMany({
      where: { systemId },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: most,
    });
    return {
      boms: found.map(({ matches: _matches, choices: _choices, createdAt, ...bom }) => ({
        ...bom,
        createdAt: createdAt.toISOString(),
      })),
    };
  },
});
