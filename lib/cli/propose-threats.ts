import { driftAnswer, driftInWords } from "@/lib/cli/drift-answer";
import { coverageOf } from "@/lib/domain/threat-models/coverage";
import type { GivenFacts } from "@/lib/domain/threat-models/derive-facts";
import { type Drift, driftBetween, type Looked } from "@/lib/domain/threat-models/drift";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import type { FactValue } from "@/lib/domain/threat-models/evaluate";
import { type ReadModel, readThreatModel } from "@/lib/domain/threat-models/formats/read";
import { formatNames } from "@/lib/domain/threat-models/formats/schema";
import {
  type Generated,
  generate,
  type OpenQuestion,
  openQuestions,
} from "@/lib/domain/threat-models/generate";
import type { ThreatModel } from "@/lib/domain/threat-models/model";
import { families } from "@/lib/domain/threat-models/schema";
import { systemFacts } from "@/lib/domain/threat-models/system-facts";
import {
  pathRules,
  type ThreatKind,
  type ThreatRule,
  threatRules,
} from "@/lib/domain/threat-models/threat-rules";

/** What is asked for beside the proposals. */
interface Wish {
  deep: boolean;
  coverage: boolean;
  /** The text of an earlier state of the model, to say what changed since; null where nobody asks. */
  since: string | null;
}

/**
 * Returns what the rules propose for the model in a text, as the command answers it: as JSON, and in words. Throws
 * TooLarge or Invalid where the text is no model.
 */
export function proposeFrom(text: string, given: GivenFacts, { deep, coverage, since }: Wish) {
  const read = readThreatModel(text);
  const rules = deep ? threatRules() : threatRules().filter(({ tier }) => tier === 1);
  const generated = generate(read.model, rules, given);
  const covered = coverage ? coverageOf(read.model, generated, rules, threatRules()) : null;
  const drift = since === null ? null : driftSince(since, { model: read.model, generated }, rules, given);
  const answer = {
    ...answerOf(read, generated),
    ...(covered ? { coverage: covered } : {}),
    ...(drift ? { drift: driftAnswer(drift) } : {}),
  };
  const inWords = () => [
    ...wordsOf(read, generated),
    ...(covered ? emptyPlaces(covered) : []),
    ...(drift ? driftInWords(drift) : []),
  ];
  return { answer, inWords };
}

function driftSince(text: string, now: Looked, rules: readonly ThreatRule[], given: GivenFacts): Drift {
  const { model } = readThreatModel(text);
  return driftBetween({ model, generated: generate(model, rules, given) }, now);
}

function answerOf({ format, version, model, warnings }: ReadModel, generated: Generated) {
  const agentic = hasAgents(model, generated);
  return {
    format,
    version,
    elements: model.elements.map(({ id, name, type }) => ({ id, name, type })),
    flows: model.flows.map(({ id, name, from, to, bidirectional }) => ({
      id,
      name,
      from,
      to,
      bidirectional,
    })),
    zones: model.zones.map(({ id, name, trust, parent }) => ({ id, name, trust, parent })),
    imported_threats: model.threats.map(
      ({ id, title, elementIds: elements, category, status, severity }) => ({
        ...{ id, title, elements },
        ...{ category, status, severity },
      }),
    ),
    proposed_threats: generated.proposals.map(({ rule, elementId, status, fired, unknown }) => ({
      ...kindOf(rule, elementId, agentic),
      status,
      condition: rule.conditionText,
      because: fired.map(factOf),
      needs_answer: unknown.map(nameOf),
    })),
    path_findings: generated.paths.flatMap(({ ruleId, elementId, ways, status, fired, unknown }) => {
      const kind = pathRules().get(ruleId);
      if (!kind) return [];
      const because = fired.map(factOf);
      return {
        ...kindOf(kind, elementId, agentic),
        status,
        paths: ways,
        because,
        needs_answer: unknown.map(nameOf),
      };
    }),
    needs_answer: openQuestions(generated).map((question) => ({
      element: question.on,
      fact: question.fact,
      question: questionOf(model, question),
      rule_ids: question.ruleIds,
    })),
    system: generated.system,
    warnings: [...warnings, ...generated.warnings],
  };
}

function kindOf(kind: ThreatKind, element: string, agentic: boolean) {
  return {
    rule_id: kind.id,
    element,
    title: kind.title,
    category: kind.category,
    seed_family: kind.family,
    owasp: kind.owasp,
    atlas: kind.atlas,
    agentic: agentic ? kind.agentic : [],
    suggested: { likelihood: kind.likelihood, impact: kind.impact },
    mitigations: kind.mitigationIds,
  };
}

const factOf = ({ fact, on, value }: FactValue) => ({ fact, on, value });
const nameOf = ({ fact, on }: FactValue) => ({ fact, on });

// OWASP's lists for agentic AI say something only of a system with an agent, a tool or a memory.
function hasAgents({ elements }: ThreatModel, { system }: Generated): boolean {
  return system["has_agent"] === true || elements.some(({ type }) => type === "memory_store");
}

function questionOf(model: ThreatModel, { on, fact }: OpenQuestion): string {
  const [scope = "", name = ""] = fact.split(".");
  if (scope === "system") return systemFacts().get(name)?.question ?? fact;
  const type = scope === "flow" ? "data_flow" : model.elements.find(({ id }) => id === on)?.type;
  const question =
    elementTypes()
      .get(type ?? "")
      ?.attributes.get(name)?.question ?? fact;
  return `${labelOf(model, on ?? "")}: ${question}`;
}

// Tools draw flows without a name; their ends say which one it is.
function labelOf({ elements, flows }: ThreatModel, id: string): string {
  const element = (wanted: string | null) => elements.find((one) => one.id === wanted);
  const flow = flows.find((one) => one.id === id);
  const end = (wanted: string | null) => (wanted === null ? "somewhere" : element(wanted)?.name || wanted);
  return element(id)?.name || flow?.name || (flow ? `${end(flow.from)} to ${end(flow.to)}` : id);
}

function wordsOf({ format, version, model, warnings }: ReadModel, generated: Generated): string[] {
  const { proposals, paths } = generated;
  const count = (status: string) => proposals.filter((one) => one.status === status).length;
  const name = (id: string) => labelOf(model, id);
  const inFamily = families.map(({ value, label }) => {
    const found = proposals.filter(({ rule }) => rule.family === value).length;
    return `${label.toLowerCase()} ${found}`;
  });
  // What most rules wait for comes first.
  const questions = openQuestions(generated).sort((a, b) => b.ruleIds.length - a.ruleIds.length);
  return [
    `${formatNames[format]} ${version}: ${model.elements.length} elements, ${model.flows.length} flows, ${model.zones.length} zones, ${model.threats.length} threats in the file.`,
    `Proposed: ${count("open")} open, ${count("needs_answer")} need an answer; ${inFamily.join(", ")}.`,
    ...paths.map(({ ruleId, elementId, status, ways }) => {
      const way = (ways[0]?.elements ?? []).map(name).join(" > ");
      const state = status === "open" ? "open" : "needs an answer";
      return `${ruleId} at ${name(elementId)}, ${state}: ${pathRules().get(ruleId)?.title}: ${way}`;
    }),
    ...questions.slice(0, mostAsked).map((question) => `Asked: ${questionOf(model, question)}`),
    ...(questions.length > mostAsked
      ? [`Asked as well: ${questions.length - mostAsked} more questions; --json has them all.`]
      : []),
    ...[...warnings, ...generated.warnings].map((warning) => `Note: ${warning}`),
  ];
}

/** So many questions are shown in words; all of them in JSON. */
const mostAsked = 20;

function emptyPlaces({ families: found, lists }: ReturnType<typeof coverageOf>): string[] {
  const empty = (where: string, { id, name, why }: { id: string; name: string; why: string | null }) =>
    why === null ? [] : [`Empty: ${where}${id === name ? id : `${id} ${name}`}: ${why}`];
  return [
    ...found.flatMap(({ name, why }) => empty("", { id: name, name, why })),
    ...lists.flatMap(({ entries, edition }) =>
      entries.flatMap((entry) => empty(`edition ${edition}, `, entry)),
    ),
  ];
}
