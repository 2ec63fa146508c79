import "server-only";
import * as z from "zod";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { risksRead } from "@/lib/domain/risks/access";
import { threatModelsRead, threatRulesWrite } from "@/lib/domain/threat-models/access";
import { type Attribute, attributeValue, elementTypes } from "@/lib/domain/threat-models/element-types";
import { type Evaluated, evaluate, type Values } from "@/lib/domain/threat-models/evaluate";
import { overridesOf } from "@/lib/domain/threat-models/own-rules/overrides";
import { type RuleSet, rulesInForce } from "@/lib/domain/threat-models/own-rules/rule-set";
import { ownRuleNumber } from "@/lib/domain/threat-models/own-rules/rules";
import { families } from "@/lib/domain/threat-models/schema";
import { editionsOf, shownSources } from "@/lib/domain/threat-models/sources";
import { systemFacts } from "@/lib/domain/threat-models/system-facts";
import { mitigations, type PathRule, type ThreatRule } from "@/lib/domain/threat-models/threat-rules";
import { versionOf } from "@/lib/domain/threat-models/threats/settle";
import { may, unitsWith } from "@/lib/platform/access/actor";
import { type FieldProblem, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";

const asked = z.string().max(200).optional();
const onPaths = { family: "path", familyLabel: "Paths through the model" } as const;

type Rule = ThreatRule | PathRule;

const typeOf = (rule: Rule) => ("type" in rule ? rule.type : onPaths.family);
const nameOf = (type: string) => elementTypes().get(type)?.name ?? onPaths.familyLabel;

/** Returns what a list of rules shows of one; it stands under the first type of element that it is for. */
function shown(rules: readonly Rule[], { standing, off }: RuleSet, fired: ReadonlyMap<string, number>) {
  const [rule] = rules as [Rule];
  const { id: key, title, category, owasp, atlas, agentic } = rule;
  return {
    ...{ key, title, category, threatFamily: rule.family },
    ...{ family: typeOf(rule), familyLabel: nameOf(typeOf(rule)) },
    types: rules.map((one) => ({ value: typeOf(one), label: nameOf(typeOf(one)) })),
    condition: "type" in rule ? rule.conditionText : null,
    tier: "type" in rule ? rule.tier : 1,
    sources: [...owasp, ...agentic, ...atlas],
    ...{ standing: standing(key), asked: !off.has(key), threats: fired.get(key) ?? 0 },
  };
}

const byKey = (set: RuleSet) => [...Map.groupBy([...set.rules, ...set.paths], ({ id }: Rule) => id).values()];

// How many threats of the models that the actor may read each rule found.
async function firedIn({ tx, actor }: Context): Promise<Map<string, number>> {
  const mine = actor.kind === "system" ? {} : { unitId: { in: unitsWith(actor, threatModelsRead) } };
  const groups = await tx.threat.groupBy({
    by: ["ruleId"],
    where: { ...mine, ruleId: { not: null }, state: { not: "superseded" } },
    _count: true,
  });
  return new Map(groups.map(({ ruleId, _count }) => [ruleId ?? "", _count]));
}

/** The rules that propose threats, by the type of element they are for, with how many threats each found. */
export const listThreatRules = query({
  name: "threatRules.list",
  summary: "The rules that propose threats",
  permission: risksRead,
  input: z.strictObject({
    ...{ q: asked, type: asked, category: asked, family: asked, tier: asked, standing: asked },
  }),
  run: async (context, { q, ...wanted }) => {
    const set = await rulesInForce(context.tx);
    const fired = await firedIn(context);
    const rules = byKey(set).map((same) => shown(same, set, fired));
    const words = (q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (rule: ReturnType<typeof shown>) => {
      const text = [rule.key, rule.title, rule.condition ?? "", ...rule.sources].join(" ").toLowerCase();
      return (
        words.every((word) => text.includes(word)) &&
        (!wanted.type || rule.types.some(({ value }) => value === wanted.type)) &&
        (!wanted.category || rule.category === wanted.category) &&
        (!wanted.family || rule.threatFamily === wanted.family) &&
        (!wanted.tier || String(rule.tier) === wanted.tier) &&
        (!wanted.standing || rule.standing === wanted.standing)
      );
    };
    const order = [...elementTypes().keys(), onPaths.family];
    return {
      all: rules.length,
      types: order.map((value) => ({ value, label: nameOf(value) })),
      entries: order.flatMap((type) => rules.filter((rule) => rule.family === type && fits(rule))),
      can: { write: may(context.actor, threatRulesWrite, await topUnit(context.tx)) },
    };
  },
});

/** One rule with its sources by name and edition, its mitigations, what the organisation says otherwise of it, and what it comes to for facts that somebody tries. */
export const getThreatRule = query({
  name: "threatRules.get",
  summary: "One rule that proposes threats, and what it comes to for some facts",
  permission: risksRead,
  input: z.strictObject({
    key: z.string().max(80),
    /** Facts to try, as in an address: "element.third_party=yes&system.multimodal=no". */
    facts: z.string().max(2_000).optional(),
  }),
  run: async (context, { key, facts }) => {
    const { tx, actor } = context;
    const set = await rulesInForce(tx);
    const same = [...set.rules, ...set.paths].filter(({ id }) => id === key);
    const [rule] = same;
    if (!rule) throw new NotFound();
    const asks = "type" in rule ? factsOf(rule) : [];
    const number = ownRuleNumber(key);
    const own = number === null ? null : await tx.ownThreatRule.findUnique({ where: { number } });
    return {
      ...shown(same, set, await firedIn(context)),
      familyName: families.find(({ value }) => value === rule.family)?.label ?? rule.family,
      ...{ description: rule.description ?? null, edition: versionOf(rule) },
      ...{ likelihood: rule.likelihood, impact: rule.impact, strideFallback: rule.strideFallback },
      sources: shownSources(rule.cited ?? editionsOf([...rule.owasp, ...rule.agentic, ...rule.atlas])),
      mitigations: rule.mitigationIds.flatMap((id) => mitigations().get(id) ?? []),
      asks,
      tried: facts && "type" in rule ? tried(rule, asks, facts) : null,
      own: own && { id: own.id, version: own.version, retiredReason: own.retiredReason },
      overrides: number === null ? await overridesOf(tx, key) : [],
      can: { write: may(actor, threatRulesWrite, await topUnit(tx)) },
    };
  },
});

interface AskedFact extends Attribute {
  /** By its name in conditions: "element.third_party". */
  fact: string;
}

function factsOf({ type, condition }: ThreatRule): AskedFact[] {
  const found = condition.flat().flatMap(({ scope, name }): AskedFact[] => {
    const of = scope === "flow" ? "data_flow" : type;
    const attribute =
      scope === "system" ? systemFacts().get(name) : elementTypes().get(of)?.attributes.get(name);
    return attribute ? [{ ...attribute, fact: `${scope}.${name}` }] : [];
  });
  return [...new Map(found.map((one) => [one.fact, one])).values()];
}

function tried({ condition }: ThreatRule, asks: readonly AskedFact[], facts: string): Evaluated {
  const scopes: Record<string, Values> = { element: {}, flow: {}, system: {} };
  const problems: FieldProblem[] = [];
  for (const [path, given] of new URLSearchParams(facts)) {
    const fact = asks.find((one) => one.fact === path);
    const read = fact ? attributeValue(fact, given) : { problem: "The rule does not ask for it." };
    if ("problem" in read) problems.push({ path, message: read.problem });
    else if (fact) {
      const scope = fact.fact.split(".")[0] ?? "";
      scopes[scope] = { ...scopes[scope], [fact.name]: read.value };
    }
  }
  if (problems.length > 0) throw new Invalid(problems);
  return evaluate(condition, {
    element: { id: "element", values: scopes["element"] ?? {} },
    flows: [{ id: "flow", values: scopes["flow"] ?? {} }],
    system: scopes["system"] ?? {},
  });
}
