import * as z from "zod";
import { tidySources } from "@/lib/domain/threat-models/own-rules/rules";
import { categories, families, tiers } from "@/lib/domain/threat-models/schema";
import { column } from "@/lib/platform/register/column";
import { choice, chosen, instant, integer, longText, reference, text } from "@/lib/platform/schema/field";

/** How much the organisation may say of its own; each limit is told where it is met. */
export const ownRuleLimits = { rules: 500, types: 22, mitigations: 64, sources: 40 } as const;

const score = (label: string) =>
  integer({ label, help: "Suggested, from 1 to 5; a person decides.", min: 1, max: 5 });

/** What an organisation says of a rule of its own. */
export const ownRuleFields = {
  title: text({
    label: "Title",
    help: "What goes wrong, in a sentence.",
    example: "A supplier's agent orders in our name",
  }),
  description: longText({
    label: "Description",
    help: "How it comes about, for those who decide on it.",
    max: 4_000,
  }).nullable(),
  types: chosen({
    label: "Types of elements",
    help: "The rule looks at these.",
    max: ownRuleLimits.types,
  }).min(1, "Choose at least one type of element."),
  condition: text({
    label: "Applies when",
    help: 'Facts joined by "and", "or" and "not", or "always". Each chosen type must know the facts.',
    example: "element.third_party and not element.has_dpa",
    max: 500,
  }),
  category: choice(
    categories.map((value) => ({ value, label: value })),
    { label: "Category", help: "A letter of STRIDE, or a harm that needs no attacker." },
  ),
  family: choice(families, { label: "Family" }),
  tier: choice(tiers, { label: "Tier" }),
  likelihood: score("Likelihood"),
  impact: score("Impact"),
  mitigations: chosen({
    label: "Mitigations",
    help: "What helps against it.",
    max: ownRuleLimits.mitigations,
  }),
  sources: longText({
    label: "Sources",
    help: "Ids of OWASP and MITRE ATLAS, one a line, such as LLM03:2026, ASI02 or AML.T0053.",
    max: 1_200,
  })
    .overwrite(tidySources)
    .nullable(),
};

const ownRuleStates = [
  { value: "asked", label: "Asked", tone: "good", help: "Models ask it when their threats are generated." },
  {
    value: "retired",
    label: "Retired",
    tone: "neutral",
    help: "No longer asked; the threats that it found wait to be confirmed.",
  },
] as const;

/** The columns of the register of rules of one's own. */
export const ownRuleColumns = [
  column("ref", text({ label: "Ref" }), {
    ...{ sortable: false, shown: true, width: 96, filter: null, field: "number" },
  }),
  column("title", ownRuleFields.title, { shown: true, width: 300 }),
  column("state", choice(ownRuleStates, { label: "State" }), { sortable: false, shown: true, width: 110 }),
  column("types", ownRuleFields.types, { shown: true, width: 220 }),
  column("condition", ownRuleFields.condition, { shown: true, width: 320 }),
  column("category", ownRuleFields.category, { shown: true, width: 170 }),
  column("family", ownRuleFields.family, { width: 200 }),
  column("tier", ownRuleFields.tier, { width: 150 }),
  column("likelihood", ownRuleFields.likelihood, { shown: true }),
  column("impact", ownRuleFields.impact, { shown: true }),
  column("mitigations", ownRuleFields.mitigations, { filter: null }),
  column("sources", ownRuleFields.sources, { sortable: false }),
  column("description", ownRuleFields.description, { sortable: false }),
  column("unit", reference("units", { label: "Business unit" }), { sortable: false }),
  column("createdAt", instant({ label: "Added" }), {}),
  column("updatedAt", instant({ label: "Changed" }), {}),
];

/** Why a rule of one's own is no longer asked. */
export const retireRuleFields = {
  reason: longText({ label: "Reason", help: "In words that can be followed later.", max: 2_000 }),
};

/** The fields whose words the history of a rule of one's own uses. */
export const ownRuleHistory = {
  ...ownRuleFields,
  retiredAt: instant({ label: "Retired" }),
  retiredReason: retireRuleFields.reason,
};

const asPlumbline = "As Plumbline has it";
const scores = ["1", "2", "3", "4", "5"].map((value) => ({ value, label: value }));

/** What an organisation says otherwise of a rule that Plumbline comes with. */
export const overrideFields = {
  asked: choice(
    [
      { value: "yes", label: "Asked" },
      { value: "no", label: "Switched off", help: "Its threats wait to be confirmed; none is lost." },
    ],
    { label: "The rule is" },
  ),
  tier: choice(tiers, { label: "Tier", none: asPlumbline }).nullable(),
  likelihood: choice(scores, { label: "Suggested likelihood", none: asPlumbline }).nullable(),
  impact: choice(scores, { label: "Suggested impact", none: asPlumbline }).nullable(),
  reason: longText({ label: "Reason", help: "Why, in words an auditor can follow.", max: 2_000 }),
};

/** How a rule stands in this organisation. */
export const ruleStandings = [
  { value: "shipped", label: "As Plumbline has it" },
  { value: "changed", label: "Changed here" },
  { value: "off", label: "Switched off" },
  { value: "own", label: "Our own" },
] as const;

export type RuleStanding = (typeof ruleStandings)[number]["value"];

/** A rule of one's own as every door answers it. */
export const ownRuleRecord = z.looseObject({ id: z.uuid(), key: z.string(), version: z.int() });
