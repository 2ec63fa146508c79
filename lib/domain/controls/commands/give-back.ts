import "server-only";
import * as z from "zod";
import { currentFrom } from "@/lib/domain/controls/current-score/rules";
import { effectsOn } from "@/lib/domain/controls/queries/effects";
import { risksEdit } from "@/lib/domain/risks/access";
import { deriveCurrent } from "@/lib/domain/risks/commands/derive-current";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { acceptancesOf, assertCan, findRisk, situationOf } from "@/lib/domain/risks/queries/risk";
import { riskRef } from "@/lib/domain/risks/rules";
import { riskRecord } from "@/lib/domain/risks/schema";
import { Conflict } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { recordVersion } from "@/lib/platform/schema/shape";

/** Gives the current score of a risk back to its controls: from now on it follows them, until a person scores it again. */
export const giveScoreBack = command({
  name: "risks.followControls",
  summary: "Let the current score of a risk follow its controls",
  permission: risksEdit,
  input: z.strictObject(recordVersion),
  output: riskRecord,
  run: async (context, { id, version }) => {
    const risk = await findRisk(context, id);
    const ground = await groundOf(context);
    const { pending } = await acceptancesOf(context, id);
    assertCan("score", context.actor, risk.unitId, situationOf(context.actor, risk, pending, ground));
    await assertWon({ count: risk.version === version ? 1 : 0 }, () => findRisk(context, id));
    const { inherentLikelihood, inherentImpact } = risk;
    if (inherentLikelihood === null || inherentImpact === null)
      throw new Conflict(
        "The risk has no inherent score, from which its controls could lower it. Score that first.",
      );
    const { linked, whole } = (await effectsOn(context, [id])).get(id) ?? { linked: [], whole: true };
    if (linked.length === 0) throw new Conflict("No control is linked to the risk. Link one first.");
    if (!whole)
      throw new Conflict("One of its controls is in a unit that you may not read. Ask somebody who may.");
    const scale = { likelihood: ground.method.likelihood.length, impact: ground.method.impact.length };
    const inherent = { likelihood: inherentLikelihood, impact: inherentImpact };
    const { sentence, ...steps } = currentFrom(inherent, linked, scale);
    const changes = await deriveCurrent(context, risk, { ...steps, reason: sentence });
    const after = await findRisk(context, id);
    return { result: { id, ref: riskRef(risk.number), title: after.title, version: after.version }, changes };
  },
});
