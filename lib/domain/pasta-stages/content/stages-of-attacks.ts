import "server-only";
import { techniqueWords } from "@/lib/domain/attack-trees/queries";
import { hidden, onceEach, shortRefs } from "@/lib/domain/pasta-stages/content/lines";
import type { Content, Line } from "@/lib/domain/pasta-stages/content/sections";
import { riskRef } from "@/lib/domain/risks/rules";
import { dayText } from "@/lib/platform/time/day";

const mostPaths = 50;

/** Stage 6: how an attack, or a chain of failures, comes about step by step, and what came out when it was tried. */
export const attackModelling: Content = (records, names, at) => {
  const { trees, entries } = records;
  const [paths = "", cases = "", tests = "", coverage = ""] = names;
  const href = at.model("attack-trees");
  return [
    {
      ...{ key: "paths", title: paths, needed: true, href },
      lines: trees.flatMap(({ id, ref, title, nodes, paths: ways }) => {
        const step = new Map(nodes.map((node) => [node.id, node]));
        const words = (nodeId: string) => {
          const node = step.get(nodeId);
          const technique = node ? techniqueWords(node) : null;
          return `${node?.name}${technique ? ` [${technique}]` : ""}`;
        };
        const told = ways.slice(0, mostPaths).map(({ steps }) => ({
          key: `${id} ${steps.join(" ")}`,
          text: `${ref} ${title}: ${steps.map(words).join(" → ")}`,
          href: `/attack-trees/${id}`,
        }));
        return told.toSorted((a, b) => (a.key < b.key ? -1 : 1));
      }),
    },
    {
      ...{ key: "cases", title: cases, needed: true, href: at.stage(6, "abuseCases") },
      lines: entries.abuseCases.map(({ id, text, story, threatIds }) => ({
        key: id,
        text: `${text}: ${story} (${shortRefs(records, threatIds)})`,
      })),
    },
    {
      ...{ key: "tests", title: tests, needed: true, href },
      lines: trees.flatMap(({ id, ref, nodes }) =>
        nodes.flatMap((node) =>
          node.test === null
            ? []
            : [
                {
                  ...{ key: `${id} ${node.id}`, text: `${ref} ${node.name}: ${node.test}` },
                  href: `/attack-trees/${id}`,
                },
              ],
        ),
      ),
    },
    {
      ...{ key: "coverage", title: coverage, needed: true, href },
      lines: trees.map(({ id, ref, title, paths: ways }) => ({
        ...{ key: id, text: `${ref} ${title}`, href: `/attack-trees/${id}` },
        note: `${ways.filter(({ standing }) => standing === "closed").length} of ${ways.length} ways are closed by working controls`,
      })),
    },
  ];
};

/** Stage 7: which risks of the register the threats became, what is done about them, and when to look again. */
export const riskAnalysis: Content = ({ model, risks, controls, entries }, names, at) => {
  const [register = "", plan = "", acceptances = "", mapping = "", triggers = "", report = ""] = names;
  const each = onceEach(risks, ({ riskId }) => riskId);
  const seen = each.flatMap(({ risk }) => (risk === null ? [] : [risk]));
  const unseen = each.flatMap(({ riskId, risk }) => (risk === null ? [hidden(riskId)] : []));
  const of = (risk: (typeof seen)[number], text: string): Line => ({
    ...{ key: risk.id, text: `${riskRef(risk.number)} ${risk.title}: ${text}`, href: `/risks/${risk.id}` },
    personIds: risk.ownerId === null ? [] : [risk.ownerId],
  });
  const score = (value: number) => (value === 0 ? "not scored" : String(value));
  const mapped = onceEach(controls, ({ controlId }) => controlId);
  return [
    {
      ...{ key: "risks", title: register, needed: true, href: at.model("threats") },
      lines: [
        ...seen.map((risk) =>
          of(
            risk,
            `inherent ${score(risk.inherentScore)}, residual ${score(risk.currentScore)}, target ${score(risk.targetScore)}`,
          ),
        ),
        ...unseen,
      ],
    },
    {
      ...{ key: "plan", title: plan, needed: seen.length > 0, href: at.model("threats") },
      lines: seen.flatMap((risk) =>
        risk.treatment === null
          ? []
          : [
              of(
                risk,
                [risk.treatment, risk.treatmentPlan, dayText(risk.treatmentDueOn)].filter(Boolean).join(", "),
              ),
            ],
      ),
    },
    {
      ...{ key: "acceptances", title: acceptances, needed: false, href: at.model("threats") },
      lines: seen.flatMap((risk) =>
        risk.acceptedUntil === null ? [] : [of(risk, `accepted until ${dayText(risk.acceptedUntil)}`)],
      ),
    },
    {
      ...{ key: "mapping", title: mapping, needed: seen.length > 0, href: at.model("threats") },
      lines: mapped.map(({ controlId, control }) =>
        control === null
          ? hidden(controlId)
          : {
              key: controlId,
              text: `${control.ref} ${control.title}${control.libraryKey ? ` [${control.libraryKey}]` : ""}`,
              href: `/controls/${controlId}`,
            },
      ),
    },
    {
      ...{ key: "triggers", title: triggers, needed: true, href: at.stage(7, "triggers") },
      lines: entries.triggers.map(({ id, text, action, ownerId }) => ({
        ...{ key: id, text: `${text}: ${action}` },
        personIds: ownerId === null ? [] : [ownerId],
      })),
    },
    {
      ...{
        key: "report",
        title: report,
        needed: true,
        href: `/api/v1/threat-models/${model.id}/report?format=pdf`,
      },
      lines: [{ key: "pdf", text: "The threat model as a PDF, with this record of PASTA" }],
    },
  ];
};
