import "server-only";
import * as z from "zod";
import { shippedFrameworks, shippedTable } from "@/lib/domain/frameworks/queries/shipped";
import { type Condition, parseCondition } from "@/lib/domain/threat-models/condition";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import {
  type Category,
  type Cited,
  categories,
  type Family,
  families,
} from "@/lib/domain/threat-models/schema";

/** What a rule says of the threat that it proposes. */
export interface ThreatKind {
  /** Never given to another rule: "STRAI-LLM-01", or "PATH-01". */
  id: string;
  category: Category;
  title: string;
  /** How it comes about, where its author says so. */
  description?: string | null;
  family: Family;
  /** Ids of the OWASP Top 10 for LLM applications with their edition, the newest edition first. */
  owasp: readonly string[];
  /** Ids of MITRE ATLAS; empty where no technique fits. */
  atlas: readonly string[];
  /** Ids of OWASP's lists for agentic AI, which say something only of a system with agents. */
  agentic: readonly string[];
  /** All of these with framework and edition, where that is not the shipped one. */
  cited?: readonly Cited[];
  /** From 1 to 5, suggested; a person decides. */
  likelihood: number;
  impact: number;
  mitigationIds: readonly string[];
  /** The letter of STRIDE under which formats without AI harms know it. */
  strideFallback: Category;
}

/** A rule that looks for paths through the model. */
export interface PathRule extends ThreatKind {
  /** The rule of flows that says the same of the system as a whole; where a path is found, it is on its flows alone. */
  standsFor: string | null;
}

/** A rule that proposes a threat wherever an element of its type meets its condition. */
export interface ThreatRule extends ThreatKind {
  type: string;
  /** The condition as its author wrote it. */
  conditionText: string;
  condition: Condition;
  /** 1 is proposed always, 2 in a deep analysis alone. */
  tier: 1 | 2;
}

const text = z.string().trim().min(1);
const list = z.string().transform((cell) =>
  cell
    .split(";")
    .map((id) => id.trim())
    .filter(Boolean),
);
const score = z.coerce.number().int().min(1).max(5);
const kindRow = z.strictObject({
  rule_id: z.string().regex(/^(STRAI-[A-Z]{3}|PATH)-\d\d$/),
  stride_category: z.enum(categories),
  threat_title: text,
  seed_threat: z.enum(families.map(({ value }) => value) as [Family, ...Family[]]),
  owasp_llm: list,
  atlas_ids: list,
  agentic_id: list,
  default_likelihood: score,
  default_impact: score,
  mitigation_ids: list,
  owasp_llm_2026: list,
  stride_fallback: z.enum(categories),
});
const ruleRow = kindRow.extend({
  element_type: text,
  condition: text,
  mitigations: list,
  tier: z.enum(["1", "2"]),
});
const pathRow = kindRow.extend({ stands_for: z.string() });
const mitigationRow = z.object({ id: z.string(), title: text, kind: text, description: text });

/** What can be done against a threat. */
type Mitigation = z.output<typeof mitigationRow>;

let knownMitigations: ReadonlyMap<string, Mitigation> | undefined;
let knownRules: readonly ThreatRule[] | undefined;
let knownPaths: ReadonlyMap<string, PathRule> | undefined;

/** Returns the mitigations that rules name, by id. */
export function mitigations(): ReadonlyMap<string, Mitigation> {
  knownMitigations ??= new Map(
    shippedTable("threats/mitigations.csv", mitigationRow).map((one) => [one.id, one]),
  );
  return knownMitigations;
}

/** Returns the 191 rules that Plumbline comes with, in the order of their ids; throws where one points at nothing. */
export function threatRules(): readonly ThreatRule[] {
  knownRules ??= readRules();
  return knownRules;
}

/** Returns what the eight path rules say of their threats, by id; throws where one points at nothing. */
export function pathRules(): ReadonlyMap<string, PathRule> {
  knownPaths ??= readPaths();
  return knownPaths;
}

function readRules(): ThreatRule[] {
  const file = "stride-ai-rules.csv";
  const cited = citedIds();
  const rules = shippedTable(`threats/${file}`, ruleRow).map((line): ThreatRule => {
    const { rule_id, element_type: type, condition: conditionText, tier } = line;
    if (!elementTypes().has(type)) throw new Error(`${file}: ${rule_id} is for no type of element.`);
    const parsed = parseCondition(conditionText, type);
    if ("problem" in parsed) throw new Error(`${file}: ${rule_id} cannot be read. ${parsed.problem}`);
    const { condition } = parsed;
    return { ...kindOf(file, line, cited), type, conditionText, condition, tier: tier === "1" ? 1 : 2 };
  });
  return rules.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function readPaths(): Map<string, PathRule> {
  const file = "path-rules.csv";
  const cited = citedIds();
  const rules = new Set(threatRules().map(({ id }) => id));
  const kinds = shippedTable(`threats/${file}`, pathRow).map((line): PathRule => {
    const standsFor = line.stands_for || null;
    if (standsFor !== null && !rules.has(standsFor))
      throw new Error(`${file}: ${line.rule_id} stands for ${standsFor}, which is no rule.`);
    return { ...kindOf(file, line, cited), standsFor };
  });
  return new Map(kinds.map((kind) => [kind.id, kind]));
}

function kindOf(file: string, line: z.output<typeof kindRow>, cited: ReadonlySet<string>): ThreatKind {
  const owasp = [...line.owasp_llm_2026, ...line.owasp_llm];
  for (const id of [...owasp, ...line.atlas_ids, ...line.agentic_id, ...line.mitigation_ids])
    if (!cited.has(id)) throw new Error(`${file}: ${line.rule_id} names ${id}, which no list has.`);
  return {
    id: line.rule_id,
    category: line.stride_category,
    title: line.threat_title,
    family: line.seed_threat,
    owasp,
    atlas: line.atlas_ids,
    agentic: line.agentic_id,
    likelihood: line.default_likelihood,
    impact: line.default_impact,
    mitigationIds: line.mitigation_ids,
    strideFallback: line.stride_fallback,
  };
}

// Every id that a rule may name: risks, threats and techniques with their edition, and mitigations.
function citedIds(): Set<string> {
  const lists = ["owasp-llm-2025", "owasp-llm-2026", "owasp-agentic", "mitre-atlas"];
  return new Set([
    ...shippedFrameworks()
      .filter(({ key }) => lists.includes(key))
      .flatMap(({ requirements }) => requirements.map(({ ref }) => ref)),
    ...mitigations().keys(),
  ]);
}
