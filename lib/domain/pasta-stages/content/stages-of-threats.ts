import "server-only";
import { hidden, labelOf, onceEach, shortRefs } from "@/lib/domain/pasta-stages/content/lines";
import type { Content, Line } from "@/lib/domain/pasta-stages/content/sections";
import { noteSection } from "@/lib/domain/pasta-stages/content/stages-of-scope";
import { stands } from "@/lib/domain/pasta-stages/gate";
import type { PastaRecords } from "@/lib/domain/pasta-stages/queries/records";
import { agentKinds, weaknessKinds } from "@/lib/domain/pasta-stages/schema";
import { threatStateLabel } from "@/lib/domain/threat-models/record/schema";
import { threatRef } from "@/lib/domain/threat-models/rules";

type Threat = PastaRecords["threats"][number];

const threatName = ({ number, title }: Threat) => `${threatRef(number)} ${title}`;

/** Stage 4: which threats there are, by which rule and list, from whom, and which are dismissed for which reason. */
export const threatAnalysis: Content = ({ threats, entries }, names, at) => {
  const [all = "", agents = "", dismissed = ""] = names;
  const gone = threats.filter(({ state }) => ["not-applicable", "avoided", "superseded"].includes(state));
  return [
    {
      ...{ key: "threats", title: all, needed: true, href: at.model("threats") },
      lines: threats
        .filter((one) => !gone.includes(one))
        .map((one) => ({
          key: one.id,
          text: `${threatName(one)}${stands(one) ? "" : ", not decided"}${citedBy(one)}`,
          href: `/threats/${one.id}`,
        })),
    },
    {
      ...{ key: "agents", title: agents, needed: true, href: at.stage(4, "agents") },
      lines: entries.agents.map(({ id, text, kind, motive, means }) => ({
        key: id,
        text: [`${text} (${labelOf(agentKinds, kind).toLowerCase()})`, motive, means]
          .filter(Boolean)
          .join("; "),
      })),
    },
    {
      ...{
        key: "dismissed",
        title: dismissed,
        needed: false,
        href: `${at.model("threats")}?state=not-applicable`,
      },
      lines: gone.map((one) => ({
        key: one.id,
        text: `${threatName(one)}, ${threatStateLabel(one.state).toLowerCase()}: ${one.reason ?? "merged into another"}`,
        href: `/threats/${one.id}`,
      })),
    },
  ];
};

// Rule and lists with their editions, as the threat keeps them.
function citedBy({ ruleId, sources }: Threat): string {
  const cited = Array.isArray(sources) ? (sources as { id: string; edition: string }[]) : [];
  const words = [
    ...(ruleId === null ? ["own threat"] : [`rule ${ruleId}`]),
    ...cited.map(({ id, edition }) => (id.includes(":") ? id : `${id} (${edition})`)),
  ];
  return ` [${words.join(", ")}]`;
}

/** Stage 5: what makes the threats possible here, what shows it, and how well the controls work. */
export const weaknessAnalysis: Content = (records, names, at) => {
  const { entries, controls, evidence } = records;
  const [weaknesses = "", proofs = "", ratings = ""] = names;
  const [gaps = ""] = names.slice(3);
  const href = at.stage(5, "weaknesses");
  const linked = [...new Set(entries.weaknesses.flatMap(({ evidenceIds }) => evidenceIds))];
  return [
    {
      ...{ key: "weaknesses", title: weaknesses, needed: true, href },
      lines: entries.weaknesses.map(({ id, text, kind, threatIds }) => ({
        key: id,
        text: `${text} (${labelOf(weaknessKinds, kind).toLowerCase()}): ${shortRefs(records, threatIds)}`,
      })),
    },
    {
      ...{ key: "evidence", title: proofs, needed: true, href },
      lines: linked.map((id): Line => {
        const text = evidence.get(id);
        return text === undefined ? hidden(id) : { key: id, text, href: `/evidence/${id}` };
      }),
    },
    {
      ...{ key: "ratings", title: ratings, needed: false, href: at.model("threats") },
      lines: onceEach(controls, ({ controlId }) => controlId).map(({ controlId, control }) =>
        control === null
          ? hidden(controlId)
          : {
              key: controlId,
              text: `${control.ref} ${control.title}: ${works[control.share]}`,
              href: `/controls/${controlId}`,
            },
      ),
    },
    noteSection("evaluationGaps", records, at.stage(5, "notes"), gaps),
  ];
};

const works = { 1: "works", 0.5: "works in part", 0: "not shown to work" } as const;
