import "server-only";
import * as z from "zod";
import { todayOf } from "@/lib/domain/controls/queries/control";
import { notify } from "@/lib/domain/tasks/commands/notify";
import { threatChange } from "@/lib/domain/threat-models/commands/write-model";
import { followInventory } from "@/lib/domain/threat-models/follow-inventory";
import { followRules } from "@/lib/domain/threat-models/follow-rules";
import { threatRef } from "@/lib/domain/threat-models/rules";
import type { Change } from "@/lib/platform/audit/change";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { command } from "@/lib/platform/operation/operation";
import { storedDay } from "@/lib/platform/time/day";

/**
 * Brings every threat model that follows the inventory up to it, for changes by people who may not write the model; asks
 * rules that changed in every model; and lets acceptances whose day has passed be confirmed, telling the owner.
 */
export const followAllModels = command({
  name: "threat-models.followAll",
  summary: "Let threat models follow the inventory and the rules, and acceptances of threats end",
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
    changes.push(...(await followRules(context)));
    const today = storedDay(await todayOf(context)) ?? now;
    const past = await tx.threat.findMany({
      where: { state: "accepted", until: { lt: today } },
      include: { model: { select: { ownerId: true } } },
      orderBy: { number: "asc" },
    });
    for (const { model, ...before } of past) {
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
      await notify(context, {
        title: `The acceptance of ${threatRef(before.number)} ${before.title} has ended. Say what is so now.`,
        ...{ subjectType: "threat-models", subjectId: before.threatModelId },
        personIds: [model.ownerId, before.decidedById],
      });
    }
    return { result: { changed: changes.length }, changes };
  },
});
