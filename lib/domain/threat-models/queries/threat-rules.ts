import "server-only";
import * as z from "zod";
import { risksRead } from "@/lib/domain/risks/access";
import { type Attribute, attributeValue, elementTypes } from "@/lib/domain/threat-models/element-types";
import { type Evaluated, evaluate, type Values } from "@/lib/domain/threat-models/evaluate";
import { families } from "@/lib/domain/threat-models/schema";
import { sourcesOf } from "@/lib/domain/threat-models/sources";
import { systemFacts } from "@/lib/domain/threat-models/system-facts";
import {
  mitigations,
  type PathRule,
  pathRules,
  type ThreatRule,
  threatRules,
} from "@/lib/domain/threat-models/threat-rules";
import { type FieldProblem, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";

const asked = z.string().max(200).optional();
const onPaths = { family: "path", familyLabel: "Paths through the model" } as const;

type Rule = ThreatRule | PathRule;

const allRules = (): Rule[] => [...threatRules(), ...pathRules().values()];

/** Returns what a list of rules shows of one; it stands under the type of element that it is for. */
function shown(rule: Rule) {
  const { id: key, title, category, owasp, atlas, agentic } = rule;
  const type = "type" in rule ? rule.type : onPaths.family;
  return {
    ...{ key, title, category, threatFamily: rule.family },
    ...{ family: type, familyLabel: elementTypes().get(type)?.name ?? onPaths.familyLabel },
    condition: "type" in rule ? rule.conditionText : null,
    tier: "type" in rule ? rule.tier : 1,
    sources: [...owasp, ...agentic, ...atlas],
  };
}

/** The rules that propose threats, by the type of element they are for. */
export const listThreatRules = query({
  name: "threatRules.list",
  summary: "The rules that propose threats",
  permission: risksRead,
  input: z.strictObject({ q: asked, type: asked, category: asked, family: asked, tier: asked }),
  run: async (_context, { q, ...wanted }) => {
    const rules = allRules().map(shown);
    const words = (q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (rule: ReturnType<typeof shown>) => {
      const text = [rule.key, rule.title, rule.condition ?? "", ...rule.sources].join(" ").toLowerCase();
      return (
        words.every((word) => text.includes(word)) &&
        (!wanted.type || rule.family === wanted.type) &&
        (!wanted.category || rule.category === wanted.category) &&
        (!wanted.family || rule.threatFamily === wanted.family) &&
        (!wanted.tier || String(rule.tier) === wanted.tier)
      );
    };
    const order = [...elementTypes().keys(), onPaths.family];
    return {
      all: rules.length,
      types: order.map((value) => ({
        value,
        label: elementTypes().get(value)?.name ?? onPaths.familyLabel,
      })),
      entries: order.flatMap((type) => rules.filter((rule) => rule.family === type && fits(rule))),
    };
  },
});

/** One rule with its sources by name and edition, its mitigations, and what it comes to for facts that somebody tries. */
export const getThreatRule = query({
  name: "threatRules.get",
  summary: "One rule that proposes threats, and what it comes to for some facts",
  permission: risksRead,
  input: z.strictObject({
    key: z.string().max(80),
    /** Facts to try, as in an address: "element.third_party=yes&system.multimodal=no". */
    facts: z.string().max(2_000).optional(),
  }),
  run: async (_context, { key, facts }) => {
    const rule = allRules().find(({ id }) => id === key);
    if (!rule) throw new NotFound();
    const asks = "type" in rule ? factsOf(rule) : [];
    return {
      ...shown(rule),
      familyName: families.find(({ value }) => value === rule.family)?.label ?? rule.family,
      ...{ likelihood: rule.likelihood, impact: rule.impact, strideFallback: rule.strideFallback },
      sources: sourcesOf([...rule.owasp, ...rule.agentic, ...rule.atlas]),
      mitigations: rule.mitigationIds.flatMap((id) => mitigations().get(id) ?? []),
      asks,
      tried: facts && "type" in rule ? tried(rule, asks, facts) : null,
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
