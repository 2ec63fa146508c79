import "server-only";
import * as z from "zod";
import { threatRulesWrite } from "@/lib/domain/threat-models/access";
import { assertRulesHere } from "@/lib/domain/threat-models/own-rules/find";
import { overrideFields } from "@/lib/domain/threat-models/own-rules/schema";
import { pathRules, threatRules } from "@/lib/domain/threat-models/threat-rules";
import { authorOf } from "@/lib/platform/access/actor";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";

/**
 * Says otherwise of a rule that Plumbline comes with: whether it is asked, in which tier, and what it suggests; what is left
 * out is as Plumbline has it. Each word is kept; the newest counts. `version` is how many there were when it was read.
 */
export const overrideRule = command({
  name: "threatRules.override",
  summary: "Switch a rule on or off, or change its tier and what it suggests",
  permission: threatRulesWrite,
  input: z.strictObject({
    key: z.string().max(80),
    version: z.int({ error: "Say how often this rule was changed when you read it." }).min(0),
    ...overrideFields,
  }),
  run: async (context, { key: ruleId, version, asked, tier, likelihood, impact, reason }) => {
    const { tx, actor } = context;
    const unitId = await assertRulesHere(context);
    const isPath = pathRules().has(ruleId);
    if (!isPath && !threatRules().some(({ id }) => id === ruleId)) throw new NotFound();
    if (isPath && tier !== null)
      throw new Invalid([
        { path: "tier", message: "A search through the model is always made. Leave the tier out." },
      ]);
    const before = await tx.threatRuleOverride.findFirst({
      where: { ruleId },
      orderBy: { number: "desc" },
    });
    const said = { asked: asked === "yes", tier, likelihood: score(likelihood), impact: score(impact) };
    if ((before?.number ?? 0) !== version)
      throw new Conflict("Somebody changed this rule meanwhile. Look at it again.", {
        ...(before ?? {}),
        version: before?.number ?? 0,
      });
    const was = before ?? { asked: true, tier: null, likelihood: null, impact: null };
    const same = (["asked", "tier", "likelihood", "impact"] as const).every((key) => was[key] === said[key]);
    if (same) throw new Invalid([{ path: "asked", message: "That is how the rule is. Change something." }]);
    const after = await refuseDuplicate("version", "Somebody changed this rule meanwhile.", () =>
      tx.threatRuleOverride.create({
        data: { ...said, unitId, ruleId, number: version + 1, reason, createdById: authorOf(actor) },
      }),
    );
    return {
      result: { key: ruleId, version: after.number },
      change: { subject: { type: "threat-rules", id: after.id, unitId }, before, after },
    };
  },
});

function score(given: string | null): number | null {
  return given === null ? null : Number(given);
}
