import "server-only";
import type { Gathered } from "@/lib/domain/audit-packs/contents/gather";
import { counted, howMany, registerTable } from "@/lib/domain/audit-packs/report/tables";
import type { TrendPoint } from "@/lib/domain/programme/schema";
import { heatMapBlock } from "@/lib/domain/risks/report";
import { levelOf } from "@/lib/domain/risks/rules";
import type { Block } from "@/lib/platform/report/model";

/** Returns the section on risks: where they sat, how that came to be, and each of them. */
export function riskSections(gathered: Gathered, trend: readonly TrendPoint[]): Block[] {
  const { risks } = gathered.registers;
  const { method } = gathered.frame.ground;
  const open = risks.rows.filter(({ status }) => status !== "closed");
  const cells = method.likelihood.flatMap((_, row) =>
    method.impact.map((_step, column) => {
      const [likelihood, impact] = [row + 1, column + 1];
      const count = howMany(
        open,
        (risk) => risk["currentLikelihood"] === likelihood && risk["currentImpact"] === impact,
      );
      return { likelihood, impact, level: levelOf(likelihood * impact, method), count };
    }),
  );
  const outside = open.length - cells.reduce((sum, { count }) => sum + count, 0);
  return [
    { kind: "heading", level: 1, text: "Risks" },
    {
      kind: "paragraph",
      text: `${counted(risks.rows.length, "risk")}, ${open.length.toLocaleString("en")} of them not closed. Scores are likelihood × impact by version ${gathered.frame.ground.methodVersion} of the risk method.`,
    },
    heatMapBlock(method, cells, "Where the risks that are not closed sat"),
    ...(outside > 0
      ? [
          {
            kind: "paragraph",
            style: "muted",
            text: `${counted(outside, "risk")} without a score on the scales ${outside === 1 ? "is" : "are"} not in the figure.`,
          } as const,
        ]
      : []),
    {
      kind: "trend",
      title: "High and critical risks at the end of each month",
      counted: "risks",
      points: trend.map(({ month, high }) => ({ label: month, value: high })),
    },
    registerTable(
      gathered,
      risks,
      ["ref", "title", "owner", "status", "inherentScore", "currentScore", "treatment"],
      "Every risk, the highest current score first",
    ),
  ];
}
