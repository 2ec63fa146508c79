import "server-only";
import { parseCondition } from "@/lib/domain/threat-models/condition";
import { ownRuleKey } from "@/lib/domain/threat-models/own-rules/rules";
import type { RuleStanding } from "@/lib/domain/threat-models/own-rules/schema";
import { type Category, citedList, type Family } from "@/lib/domain/threat-models/schema";
import {
  type PathRule,
  pathRules,
  type ThreatKind,
  type ThreatRule,
  threatRules,
} from "@/lib/domain/threat-models/threat-rules";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type { Transaction } from "@/lib/platform/database/client";
import type { OwnThreatRule, ThreatRuleOverride } from "@/lib/platform/database/generated/client";

/** The rules as one organisation asks them: what Plumbline comes with, what was said otherwise of it, and rules of one's own. */
export interface RuleSet {
  /** Every rule about elements and flows, those that are not asked among them; a rule for several types once for each. */
  rules: readonly ThreatRule[];
  paths: readonly PathRule[];
  /** Ids of rules that are not asked: switched off, or retired. */
  off: ReadonlySet<string>;
  /** Of all that the organisation says otherwise and that generating looks at; null where it says nothing. */
  digest: string | null;
  /** Returns what the rule with this id says of its threats; undefined where there is none. */
  named(id: string): ThreatRule | PathRule | undefined;
  /** Returns the rules about elements and flows that are asked at a depth: "1" for the usual ones, "2" for all. */
  at(depth: string): readonly ThreatRule[];
  standing(id: string): RuleStanding;
}

type Override = Pick<ThreatRuleOverride, "ruleId" | "asked" | "tier" | "likelihood" | "impact">;

/** Returns the rules as the organisation of this transaction asks them now. */
export async function rulesInForce(tx: Transaction): Promise<RuleSet> {
  const overrides = await tx.threatRuleOverride.findMany({
    distinct: ["ruleId"],
    orderBy: [{ ruleId: "asc" }, { number: "desc" }],
  });
  const own = await tx.ownThreatRule.findMany({ orderBy: { number: "asc" } });
  return ruleSet(overrides, own);
}

/** Returns the rules with what an organisation says otherwise of them, and its own. */
function ruleSet(overrides: readonly Override[], own: readonly OwnThreatRule[]): RuleSet {
  const said = new Map(overrides.filter(saysSomething).map((one) => [one.ruleId, one]));
  const ours = own.flatMap(rulesOf);
  const rules = [...threatRules().map((rule) => changed(rule, said.get(rule.id))), ...ours];
  const paths = [...pathRules().values()].map((rule) => changed(rule, said.get(rule.id)));
  const off = new Set([
    ...[...said.values()].flatMap(({ ruleId, asked }) => (asked ? [] : [ruleId])),
    ...own.flatMap(({ number, retiredAt }) => (retiredAt === null ? [] : [ownRuleKey(number)])),
  ]);
  const byId = new Map<string, ThreatRule | PathRule>();
  for (const rule of [...rules, ...paths]) if (!byId.has(rule.id)) byId.set(rule.id, rule);
  const ownIds = new Set(ours.map(({ id }) => id));
  return {
    ...{ rules, paths, off },
    digest: digestFor(said, own),
    named: (id) => byId.get(id),
    at: (depth) => rules.filter(({ id, tier }) => !off.has(id) && (depth === "2" || tier === 1)),
    standing: (id) => (ownIds.has(id) ? "own" : off.has(id) ? "off" : said.has(id) ? "changed" : "shipped"),
  };
}

// What was taken back leaves a rule as Plumbline has it.
function saysSomething({ asked, tier, likelihood, impact }: Override): boolean {
  return !asked || tier !== null || likelihood !== null || impact !== null;
}

// The same object where nothing is said: its version is kept by it.
function changed<R extends ThreatKind>(rule: R, said: Override | undefined): R {
  if (!said) return rule;
  const { tier, likelihood, impact } = said;
  return {
    ...rule,
    ...(tier && "tier" in rule ? { tier: tier === "2" ? 2 : 1 } : {}),
    ...(likelihood === null ? {} : { likelihood }),
    ...(impact === null ? {} : { impact }),
  };
}

/** Returns a stored rule as generating asks it, once for each of its types; a type or fact that is gone leaves it out there. */
function rulesOf(own: OwnThreatRule): ThreatRule[] {
  const cited = citedList.parse(own.sources);
  const of = (pattern: RegExp) => cited.flatMap(({ framework, id }) => (pattern.test(framework) ? [id] : []));
  return own.types.flatMap((type) => {
    const parsed = parseCondition(own.condition, type);
    if ("problem" in parsed) return [];
    const rule: ThreatRule = {
      ...{ id: ownRuleKey(own.number), title: own.title, description: own.description, type },
      ...{ category: own.category as Category, family: own.family as Family },
      ...{ owasp: of(/^owasp-llm/), agentic: of(/^owasp-agentic/), atlas: of(/^mitre-atlas/), cited },
      ...{ conditionText: own.condition, condition: parsed.condition, tier: own.tier === "2" ? 2 : 1 },
      ...{ likelihood: own.likelihood, impact: own.impact, mitigationIds: own.mitigations },
      strideFallback: fallbackOf(own.category as Category),
    };
    return [rule];
  });
}

// Formats without AI harms: as the rules that Plumbline comes with say it of the same harm.
function fallbackOf(category: Category): Category {
  return threatRules().find((rule) => rule.category === category)?.strideFallback ?? category;
}

function digestFor(said: ReadonlyMap<string, Override>, own: readonly OwnThreatRule[]): string | null {
  if (said.size === 0 && own.length === 0) return null;
  const overrides = [...said.values()].map(({ ruleId, asked, tier }) => ({ ruleId, asked, tier }));
  const rules = own.map(({ number, retiredAt, title, types, condition, category, family, ...one }) => ({
    ...{ number, retired: retiredAt !== null, title, types, condition, category, family },
    ...{ tier: one.tier, sources: one.sources, mitigations: one.mitigations },
  }));
  return canonicalDigest({ overrides, rules }).slice(0, 16);
}
