import "server-only";
import * as z from "zod";
import { settleAcceptances } from "@/lib/domain/threat-models/acceptance/follow";
import { followInventory } from "@/lib/domain/threat-models/follow-inventory";
import { followRules } from "@/lib/domain/threat-models/follow-rules";
import type { Change } from "@/lib/platform/audit/change";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { command } from "@/lib/platform/operation/operation";

/**
 * Brings every threat model that follows the inventory up to it, for changes by people who may not write the model; asks
 * rules that changed in every model; ends acceptances of threats whose last day has passed, and lets others go stale.
 */
export const followAllModels = command({
  name: "threat-models.followAll",
  summary: "Let threat models follow the inventory and the rules, and acceptances of threats end",
  permission: jobsOwn,
  systemOnly: "Threat models follow the inventory by themselves.",
  input: z.strictObject({}),
  timeoutMs: 300_000,
  run: async (context) => {
    const { tx } = context;
    const models = await tx.storedThreatModel.findMany({
      where: { followsInventory: true },
      select: { id: true },
    });
    const changes: Change[] = await followInventory(
      context,
      models.map(({ id }) => id),
    );
    changes.push(...(await followRules(context)));
    changes.push(...(await settleAcceptances(context)));
    return { result: { changed: changes.length }, changes };
  },
});
