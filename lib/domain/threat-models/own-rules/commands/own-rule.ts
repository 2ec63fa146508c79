import "server-only";
import * as z from "zod";
import { threatRulesWrite } from "@/lib/domain/threat-models/access";
import {
  citedIn,
  conditionProblems,
  mitigationProblems,
  sourceProblems,
} from "@/lib/domain/threat-models/own-rules/check-rule";
import { assertRulesHere, findOwnRule } from "@/lib/domain/threat-models/own-rules/find";
import { ownRuleKey } from "@/lib/domain/threat-models/own-rules/rules";
import {
  ownRuleFields,
  ownRuleLimits,
  ownRuleRecord,
  retireRuleFields,
} from "@/lib/domain/threat-models/own-rules/schema";
import { authorOf } from "@/lib/platform/access/actor";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import type { OwnThreatRule, Prisma } from "@/lib/platform/database/generated/client";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { createInput, defined, recordVersion, updateInput } from "@/lib/platform/schema/shape";

type Data = Prisma.OwnThreatRuleUncheckedUpdateManyInput;

/** Adds a rule of one's own, in the grammar of those that Plumbline comes with; models ask it when they are generated next. */
export const createOwnRule = command({
  name: "own-threat-rules.create",
  summary: "Add a rule of one's own that proposes threats",
  permission: threatRulesWrite,
  input: createInput(ownRuleFields),
  output: ownRuleRecord,
  run: async (context, { sources, ...fields }) => {
    const { tx, actor } = context;
    const unitId = await assertRulesHere(context);
    check(fields, sources);
    if ((await tx.ownThreatRule.count()) >= ownRuleLimits.rules)
      throw new Conflict(`There are ${ownRuleLimits.rules} rules already. Change one that is retired.`);
    const after = await once(() =>
      tx.ownThreatRule.create({
        data: { ...fields, sources: citedIn(sources), unitId, createdById: authorOf(actor) },
      }),
    );
    return answer(null, after);
  },
});

/** Changes a rule of one's own; threats that it found are asked about again where its condition or its words changed. */
export const updateOwnRule = command({
  name: "own-threat-rules.update",
  summary: "Change a rule of one's own that proposes threats",
  permission: threatRulesWrite,
  input: updateInput(ownRuleFields),
  output: ownRuleRecord,
  run: async (context, { id, version, sources, ...fields }) => {
    const before = await changeable(context, id);
    const words = defined(fields);
    check({ ...before, ...words }, sources ?? null);
    const data = { ...words, ...(sources === undefined ? {} : { sources: citedIn(sources) }) };
    return answer(before, await once(() => written(context, id, version, data)));
  },
});

/** Retires a rule of one's own: it is not asked any more, and the threats that it found wait to be confirmed. */
export const retireOwnRule = command({
  name: "own-threat-rules.retire",
  summary: "Retire a rule of one's own",
  permission: threatRulesWrite,
  input: z.strictObject({ ...recordVersion, ...retireRuleFields }),
  output: ownRuleRecord,
  run: async (context, { id, version, reason: retiredReason }) => {
    const before = await changeable(context, id);
    if (before.retiredAt !== null) throw new Conflict("It is retired already.");
    return answer(before, await written(context, id, version, { retiredAt: context.now, retiredReason }));
  },
});

/** Asks a retired rule again. */
export const restoreOwnRule = command({
  name: "own-threat-rules.restore",
  summary: "Ask a retired rule of one's own again",
  permission: threatRulesWrite,
  input: z.strictObject(recordVersion),
  output: ownRuleRecord,
  run: async (context, { id, version }) => {
    const before = await changeable(context, id);
    if (before.retiredAt === null) throw new Conflict("It is not retired.");
    return answer(before, await written(context, id, version, { retiredAt: null, retiredReason: null }));
  },
});

async function changeable(context: Context, id: string): Promise<OwnThreatRule> {
  const found = await findOwnRule(context, id);
  await assertRulesHere(context);
  return found;
}

function check(
  { condition, types, mitigations }: Pick<OwnThreatRule, "condition" | "types" | "mitigations">,
  sources: string | null,
) {
  const problems = [
    ...conditionProblems(condition, types),
    ...mitigationProblems(mitigations),
    ...sourceProblems(sources),
  ];
  if (problems.length > 0) throw new Invalid(problems);
}

function once<T>(write: () => Promise<T>): Promise<T> {
  return refuseDuplicate("title", "Another rule of yours has this title. Choose another.", write);
}

async function written(context: Context, id: string, version: number, data: Data): Promise<OwnThreatRule> {
  const [after] = await context.tx.ownThreatRule.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: after ? 1 : 0 }, () => findOwnRule(context, id));
  return after as OwnThreatRule;
}

function answer(before: OwnThreatRule | null, after: OwnThreatRule) {
  const { id, number, unitId, version } = after;
  return {
    result: { id, key: ownRuleKey(number), version },
    change: { subject: { type: "own-threat-rules", id, unitId }, before, after },
  };
}
