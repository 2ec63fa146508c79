import "server-only";
import * as z from "zod";
import { todayOf } from "@/lib/domain/controls/queries/control";
import { threatChange } from "@/lib/domain/threat-models/commands/write-model";
import { followInventory } from "@/lib/domain/threat-models/follow-inventory";
import type { Change } from "@/lib/platform/audit/change";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { command } from "@/lib/platform/operation/operation";
import { storedDay } from "@/lib/platform/time/day";

/**
 * Brings every threat model that follows the inventory up to it, for changes by people who may not write the model; and
 * lets acceptances whose day has passed be confirmed.
 */
export const followAllModels = command({
  name: "threat-models.followAll",
  summary: "Let threat models follow the inventory, and acceptances of threats end",
  permission: jobsOwn,
  input: z.strictObject({}),
  timeoutMs: 300_000,
  run: async (context) => {
    const { tx, actor, now } = context;
    if (actor.kind !== "system") throw new Forbidden("Threat models follow the inventory by themselves.");
    const models = await tx.storedThreatModel.findMany({
      where: { followsInventory: true },
      select: { id: true },
    });
    const changes: Change[] = await followInventory(
      context,
      models.map(({ id }) => id),
    );
    const today = storedDay(await todayOf(context)) ?? now;
    for (const before of await tx.threat.findMany({ where: { state: "accepted", until: { lt: today } } })) {
      const ended = {
        state: "to-confirm",
        heldState: "accepted",
        drift: "condition-changed",
        decidedOn: null,
      };
      const after = await tx.threat.update({
        where: { id: before.id },
        data: { ...ended, driftReason: "The acceptance has ended.", version: { increment: 1 } },
      });
      changes.push(threatChange(before, after));
    }
    return { result: { changed: changes.length }, changes };
  },
});
