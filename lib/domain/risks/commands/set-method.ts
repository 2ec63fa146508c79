import "server-only";
import * as z from "zod";
import { saveSetting, topUnit } from "@/lib/domain/organization/settings/setting";
import { risksMethod, risksRead } from "@/lib/domain/risks/access";
import { movesOf, moveToCategories } from "@/lib/domain/risks/commands/move-categories";
import { riskMethod } from "@/lib/domain/risks/method";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { riskMethodSetting } from "@/lib/domain/risks/settings";
import { may } from "@/lib/platform/access/actor";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { longText } from "@/lib/platform/schema/field";

/**
 * Sets the risk method for the whole organisation. Scores keep the version of the method they were made with; the risks
 * of a category that goes move to the one that `moves` names.
 */
export const setRiskMethod = command({
  name: "settings.setRiskMethod",
  summary: "Set the risk method",
  permission: risksMethod,
  input: z.strictObject({
    version: z.int({ error: "Send the version you saw, so that nobody's change is overwritten." }).min(0),
    method: riskMethod,
    reason: longText({
      label: "Reason",
      help: "Why the organisation scores differently from now on.",
      max: 2_000,
    }),
    /** From the key of a category that goes to that of one that stays. */
    moves: z.record(z.string().max(40), z.string().max(40)).optional(),
  }),
  run: async (context, { version: seen, method, reason, moves = {} }) => {
    const { method: before } = await groundOf(context);
    const { value, version, change } = await saveSetting(context, riskMethodSetting, seen, method, reason);
    // It is every risk's, and may move some of them.
    if (!may(context.actor, risksRead, await topUnit(context.tx)))
      throw new Forbidden(
        "Setting the method takes the right to read every risk. Ask an administrator for it.",
      );
    const moved = await moveToCategories(context, await movesOf(context, before, method, moves));
    return { result: { ...value, version, moved: moved.length }, changes: [change, ...moved] };
  },
});
