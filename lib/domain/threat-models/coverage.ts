import "server-only";
import * as z from "zod";
import { shippedFrameworks, shippedTable } from "@/lib/domain/frameworks/queries/shipped";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import type { Generated } from "@/lib/domain/threat-models/generate";
import type { ThreatModel } from "@/lib/domain/threat-models/model";
import { byId } from "@/lib/domain/threat-models/resolve";
import { type Category, categories, families } from "@/lib/domain/threat-models/schema";
import { pathRules, type ThreatKind, type ThreatRule } from "@/lib/domain/threat-models/threat-rules";

/** How much was proposed in one place, and why nothing was where it is empty. */
interface Cell {
  open: number;
  needsAnswer: number;
  /** Null where something was proposed. */
  why: string | null;
}

/** One line of a list that is to be covered: a family, a risk of OWASP with its edition, a tactic of ATLAS. */
interface Covered extends Cell {
  id: string;
  name: string;
}

/** What the proposals cover. */
export interface Coverage {
  /** Each element and flow against the letters of STRIDE and the four harms. */
  elements: readonly { id: string; name: string; cells: Readonly<Record<Category, Cell>> }[];
  families: readonly Covered[];
  lists: readonly { framework: string; edition: string; entries: readonly Covered[] }[];
}

interface Threat {
  kind: ThreatKind;
  elementId: string;
  open: boolean;
}

/**
 * Returns what was proposed for a model, beside all that could be: `used` are the rules that were asked, `all` those there
 * are, `off` the ids of those that the organisation does not ask.
 */
export function coverageOf(
  model: ThreatModel,
  { proposals, paths, system }: Generated,
  used: readonly ThreatRule[],
  every: readonly ThreatRule[],
  off: ReadonlySet<string> = new Set(),
): Coverage {
  const [quiet = [], all = []] = [true, false].map((is) => every.filter(({ id }) => off.has(id) === is));
  const kinds = pathRules();
  const threats: Threat[] = [
    ...proposals.map(({ rule, elementId, status }) => ({ kind: rule, elementId, open: status === "open" })),
    ...paths.flatMap(({ ruleId, elementId, status }) => {
      const kind = kinds.get(ruleId);
      return kind ? [{ kind, elementId, open: status === "open" }] : [];
    }),
  ];
  const types = new Set(model.elements.filter(({ outOfScope }) => !outOfScope).map(({ type }) => type));
  if (model.flows.some(({ outOfScope }) => !outOfScope)) types.add("data_flow");
  const listed = (id: string, name: string, names: (kind: ThreatKind) => boolean): Covered => {
    const among = threats.filter(({ kind }) => names(kind));
    return { id, name, ...cellOf(among, () => whyNone(names, { used, all, quiet }, types)) };
  };
  return {
    elements: elementRows(model, threats, { used, all, quiet }),
    families: families.map(({ value, label }) => listed(value, label, ({ family }) => family === value)),
    lists: listedFrameworks().map(({ framework, edition, agentic, entries }) => ({
      framework,
      edition,
      entries: entries.map(({ id, name, names }) =>
        agentic && system["has_agent"] === false
          ? { id, name, open: 0, needsAnswer: 0, why: "The system has no agent and no tool." }
          : listed(id, name, names),
      ),
    })),
  };
}

function cellOf(threats: readonly Threat[], why: () => string): Cell {
  const open = threats.filter((threat) => threat.open).length;
  return { open, needsAnswer: threats.length - open, why: threats.length > 0 ? null : why() };
}

/** Rules that were asked, all that are asked at some depth, and those that the organisation does not ask. */
interface Asked {
  used: readonly ThreatRule[];
  all: readonly ThreatRule[];
  quiet: readonly ThreatRule[];
}

const switchedOff = "The organisation does not ask the rules for it.";

function whyNone(
  names: (kind: ThreatKind) => boolean,
  { used, all, quiet }: Asked,
  types: ReadonlySet<string | null>,
): string {
  const here = (rules: readonly ThreatRule[]) => rules.some((rule) => names(rule) && types.has(rule.type));
  if (here(used)) return "The rules that name it do not apply: their conditions do not hold.";
  if (here(all)) return "Only a deep analysis asks the rules that name it.";
  if (here(quiet)) return switchedOff;
  return all.some(names) ? "No part of the model is of a type that such a rule is for." : "No rule names it.";
}

function elementRows(
  { elements, flows }: ThreatModel,
  threats: readonly Threat[],
  { used, all, quiet }: Asked,
): Coverage["elements"] {
  const byElement = Map.groupBy(threats, ({ elementId }) => elementId);
  const rulesFor = (rules: readonly ThreatRule[]) =>
    new Set(rules.map((rule) => `${rule.type} ${rule.category}`));
  const [inUse, there, silenced] = [rulesFor(used), rulesFor(all), rulesFor(quiet)];
  const parts = [...elements, ...flows.map((flow) => ({ ...flow, type: "data_flow" }))].sort(byId);
  return parts.map(({ id, name, type, outOfScope }) => {
    const why = (category: Category) => {
      if (outOfScope) return "Out of scope.";
      if (type === null) return "It has no type that rules know.";
      const key = `${type} ${category}`;
      if (inUse.has(key)) return "The rules for it do not apply: their conditions do not hold.";
      if (there.has(key)) return "Only a deep analysis asks the rules for it.";
      if (silenced.has(key)) return switchedOff;
      return `No rule of this category is for ${elementTypes().get(type)?.name ?? type}.`;
    };
    const own = Map.groupBy(byElement.get(id) ?? [], ({ kind }) => kind.category);
    const cells = categories.map((category) => [
      category,
      cellOf(own.get(category) ?? [], () => why(category)),
    ]);
    return { id, name, cells: Object.fromEntries(cells) as Record<Category, Cell> };
  });
}

const technique = z.object({ id: z.string(), tactics: z.string() });

interface Listed {
  framework: string;
  edition: string;
  agentic: boolean;
  entries: readonly { id: string; name: string; names: (kind: ThreatKind) => boolean }[];
}

let known: readonly Listed[] | undefined;

function listedFrameworks(): readonly Listed[] {
  known ??= readLists();
  return known;
}

function readLists(): Listed[] {
  const frameworks = new Map(shippedFrameworks().map((framework) => [framework.key, framework]));
  const tactics = new Map(
    shippedTable("threats/atlas-techniques.csv", technique).map(({ id, tactics: of }) => [id, of.split(";")]),
  );
  return ["owasp-llm-2026", "owasp-llm-2025", "owasp-agentic", "mitre-atlas"].map((key) => {
    const framework = frameworks.get(key);
    if (!framework) throw new Error(`The framework ${key} is not among the shipped ones.`);
    const wanted = framework.requirements.filter(({ kind }) => key !== "mitre-atlas" || kind === "tactic");
    return {
      framework: framework.name,
      edition: framework.version,
      agentic: key === "owasp-agentic",
      entries: wanted.map(({ ref: id, title: name }) => ({
        id,
        name,
        names: ({ owasp, agentic, atlas }: ThreatKind) =>
          owasp.includes(id) || agentic.includes(id) || atlas.some((one) => tactics.get(one)?.includes(id)),
      })),
    };
  });
}
