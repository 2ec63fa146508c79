import "server-only";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { previewControls } from "@/lib/domain/controls/queries/applicability";
import { listBoms } from "@/lib/domain/inventory/boms/queries";
import { systemGates } from "@/lib/domain/inventory/systems/gates/queries";
import type { Stage } from "@/lib/domain/inventory/systems/options/schema";
import { getSystem, systemHistory } from "@/lib/domain/inventory/systems/queries";
import { systemRelations } from "@/lib/domain/inventory/systems/relations";
import type { Actor } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";
import { linkedRisks } from "./linked-risks";

/** Returns a system, as of a day if one is given; the page and its title ask for it once. */
export const systemOf = cache(async (id: string, asOf?: string) => {
  const actor = await requireActor();
  return orNotFound(asOfDay(asOf, actor, () => getSystem.execute(actor, { id })));
});

/** Returns everything that the page of a system shows beside the system itself; bills and gates are of today alone. */
export async function readParts(id: string, asOf?: string) {
  const actor = await requireActor();
  const [{ entries }, relations, linked, { boms }, gates] = await asOfDay(asOf, actor, () =>
    Promise.all([
      systemHistory.execute(actor, { id }),
      systemRelations.execute(actor, { id }),
      linkedRisks(actor, id),
      asOf ? { boms: [] } : listBoms.execute(actor, { id }),
      asOf ? [] : gatesAhead(actor, id),
    ]),
  );
  return { entries, relations, linked, boms, gates };
}

// What each stage ahead asks, and which controls would come and go with it.
async function gatesAhead(actor: Actor, id: string) {
  const { gates } = await systemGates.execute(actor, { id });
  return Promise.all(
    gates.map(async (gate) => ({
      ...gate,
      shifts: await previewControls.execute(actor, { systemId: id, stage: gate.stage as Stage }),
    })),
  );
}
