import "server-only";
import { hasRelease } from "@/lib/domain/pasta-stages/content/lines";
import type { Content, Places, Section } from "@/lib/domain/pasta-stages/content/sections";
import { attackModelling, riskAnalysis } from "@/lib/domain/pasta-stages/content/stages-of-attacks";
import { decomposition, objectives, technicalScope } from "@/lib/domain/pasta-stages/content/stages-of-scope";
import { threatAnalysis, weaknessAnalysis } from "@/lib/domain/pasta-stages/content/stages-of-threats";
import { type Check, gatesOf, type PastaFacts } from "@/lib/domain/pasta-stages/gate";
import type { PastaRecords } from "@/lib/domain/pasta-stages/queries/records";
import { stageHref } from "@/lib/domain/pasta-stages/rules";
import { type PastaStage, pastaStages } from "@/lib/domain/pasta-stages/stages";
import { riskRef } from "@/lib/domain/risks/rules";
import { partNames } from "@/lib/domain/threat-models/drawing/rules";
import { threatRef } from "@/lib/domain/threat-models/rules";

const contents: readonly Content[] = [
  ...[objectives, technicalScope, decomposition],
  ...[threatAnalysis, weaknessAnalysis, attackModelling, riskAnalysis],
];

/** A stage with what it leaves behind and what its gate finds. */
export interface StageContent {
  stage: PastaStage;
  sections: readonly Section[];
  gate: readonly Check[];
}

/** Returns the seven stages of a threat model with what each leaves behind and what its gate finds, by number. */
export function contentOf(records: PastaRecords): ReadonlyMap<number, StageContent> {
  const { id, systemId } = records.model;
  const at: Places = {
    stage: (number, part) => `${stageHref(id, number)}${part ? `#${part}` : ""}`,
    model: (page) => `/threat-models/${id}/${page}`,
    system: `/systems/${systemId}`,
  };
  const all = pastaStages().map((stage) => ({
    stage,
    sections: contents[stage.number - 1]?.(records, stage.outputs, at) ?? [],
  }));
  const gates = gatesOf(factsOf(records, all, at));
  return new Map(all.map((one) => [one.stage.number, { ...one, gate: gates.get(one.stage.number) ?? [] }]));
}

function factsOf(
  records: PastaRecords,
  all: readonly { stage: PastaStage; sections: readonly Section[] }[],
  at: Places,
): PastaFacts {
  const { drawing, entries, components, system, classification } = records;
  const edit = `${at.system}/edit`;
  const described = (name: string, held: boolean, href = edit) => ({ id: name, name, held, href });
  const said = new Set(entries.components.map(({ elementId }) => elementId));
  const zoned = new Set(drawing.elements.filter(({ zoneIds }) => zoneIds.length > 0).map(({ id }) => id));
  const called = partNames(drawing);
  const begins = ["pasta/1#objectives", "model#elements", "model#flows", "threats"];
  return {
    objectives: entries.objectives.map(({ id, text, limit, ownerId }) => ({
      ...{ id, name: text, limit, ownerId, href: at.stage(1, "objectives") },
    })),
    described: [
      described("Purpose", Boolean(system?.purpose)),
      described("Owner", Boolean(system?.ownerId)),
      described("Affected people", (system?.affectedPeople.length ?? 0) > 0),
      described("Decision impact", Boolean(system?.decisionImpact)),
      described(
        "Classification under the EU AI Act",
        Boolean(classification?.riskClass),
        `${at.system}/classification`,
      ),
    ],
    components: drawing.elements
      .filter(({ outOfScope, type }) => !outOfScope && hasRelease(type))
      .map(({ id, name }) => ({
        ...{ id, name: name || id, href: at.stage(2, "components") },
        known: components.has(id) || said.has(id),
      })),
    flows: drawing.flows
      .filter(({ outOfScope }) => !outOfScope)
      .map(({ id, from, to, contentClasses }) => ({
        ...{ id, name: called[id] ?? id, href: at.model("model#flows") },
        ...{ from: from !== null, to: to !== null, content: contentClasses.length > 0 },
        zones: [from, to].every((end) => end !== null && zoned.has(end)),
      })),
    threats: threatFacts(records),
    risks: [...new Map(records.risks.map(({ riskId, risk }) => [riskId, risk]))].map(([id, risk]) => ({
      ...{ id, name: risk ? `${riskRef(risk.number)} ${risk.title}` : "A risk", href: `/risks/${id}` },
      ...{ seen: risk !== null, treatment: Boolean(risk?.treatment), owner: Boolean(risk?.ownerId) },
      review: Boolean(risk?.nextReviewOn),
    })),
    outputs: new Map(
      all.map(({ stage, sections }) => [
        stage.number,
        sections
          .filter(({ needed }) => needed)
          .map(({ key, title, lines, href }) => ({ id: key, name: title, written: lines.length > 0, href })),
      ]),
    ),
    begin: (stage) => at.model(begins[stage - 1] ?? "threats"),
  };
}

function threatFacts({
  threats,
  risks,
  trees,
  entries,
  suggestedScore,
}: PastaRecords): PastaFacts["threats"] {
  // A finding that none was found counts with evidence alone.
  const weak = new Set(
    entries.weaknesses.flatMap(({ kind, threatIds, evidenceIds }) =>
      kind === "weakness" || evidenceIds.length > 0 ? threatIds : [],
    ),
  );
  const nodes = trees.flatMap((tree) => tree.nodes);
  const attacked = new Set(nodes.flatMap(({ threatIds }) => threatIds));
  const tried = new Set(nodes.flatMap(({ threatIds, test }) => (test === null ? [] : threatIds)));
  return threats.map(({ id, number, title, state, ruleId }) => {
    const own = risks.filter(({ threatId }) => threatId === id);
    const scored = own.flatMap(({ risk }) => (risk && risk.inherentScore > 0 ? [risk.inherentScore] : []));
    return {
      ...{ id, name: `${threatRef(number)} ${title}`, state, href: `/threats/${id}` },
      score: scored.length > 0 ? Math.max(...scored) : suggestedScore(ruleId),
      ...{ weakness: weak.has(id), attack: attacked.has(id), test: tried.has(id), risk: own.length > 0 },
    };
  });
}
