import "server-only";
import type { RiskMethod } from "@/lib/domain/risks/method";
import { methodTables } from "@/lib/domain/risks/method-tables";
import { riskHeatMap } from "@/lib/domain/risks/queries/heat-map";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { levels } from "@/lib/domain/risks/register/schema";
import type { RegisterReport, RegisterWords } from "@/lib/platform/register/register-report";
import type { Block, HeatMapBlock } from "@/lib/platform/report/model";

/** What the register of risks adds to its export: the words of the risk method, and the heat map of the filtered risks. */
export const riskReport: RegisterReport = {
  concept: "risks",
  words: async (context) => methodWords((await groundOf(context)).method),
  async method(context) {
    const { method, methodVersion } = await groundOf(context);
    return methodTables(method, methodVersion);
  },
  async figures(context, filters) {
    const { method } = await groundOf(context);
    const { cells, unscored, offScale } = await riskHeatMap.execute(context.actor, filters);
    return [
      heatMapBlock(method, cells, context.asOf ? "Where the risks sat" : "Where the risks sit now"),
      ...missing(unscored, "not scored yet"),
      ...missing(offScale, "scored by a step that the risk method no longer has"),
    ];
  },
};

function missing(count: number, why: string): Block[] {
  const rest = count === 1 ? "1 risk is" : `${count} risks are`;
  return count > 0
    ? [{ kind: "paragraph", style: "muted", text: `${rest} ${why} and not in the figure.` }]
    : [];
}

/** Returns the words that only the risk method knows: its categories and its bands. */
function methodWords({ categories, bands }: Pick<RiskMethod, "categories" | "bands">): RegisterWords {
  return {
    options: { category: categories.map(({ key, label }) => ({ value: key, label })) },
    bands: bands.map(({ level, label, from }) => ({ label, from, tone: toneOf(level) })),
  };
}

/** Risks that sit in one cell of likelihood and impact, both counted from 1. */
interface Cell {
  likelihood: number;
  impact: number;
  level: string | null;
  count: number;
}

/** Returns where so many risks sit as a figure. */
export function heatMapBlock(method: RiskMethod, cells: readonly Cell[], title: string): HeatMapBlock {
  const bandOf = (level: string | null) =>
    Math.max(
      method.bands.findIndex((band) => band.level === level),
      0,
    );
  return {
    kind: "heatMap",
    title,
    counted: cells.reduce((sum, { count }) => sum + count, 0) === 1 ? "risk" : "risks",
    rows: { label: "Likelihood", levels: method.likelihood.map(({ label }) => label) },
    columns: { label: "Impact", levels: method.impact.map(({ label }) => label) },
    bands: method.bands.map(({ label, level }) => ({
      letter: label.charAt(0),
      word: label,
      tone: toneOf(level),
    })),
    cells: method.likelihood.map((_, row) =>
      method.impact.map((_step, column) => {
        const cell = cells.find(({ likelihood, impact }) => likelihood === row + 1 && impact === column + 1);
        return { count: cell?.count ?? 0, band: bandOf(cell?.level ?? null) };
      }),
    ),
  };
}

function toneOf(level: string) {
  return levels.find(({ value }) => value === level)?.tone ?? "neutral";
}
