import "server-only";
import * as z from "zod";
import { risksRead } from "@/lib/domain/risks/access";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { riskDefinition } from "@/lib/domain/risks/queries/register";
import { riskColumns } from "@/lib/domain/risks/register/schema";
import { levelOf, scoreColumns } from "@/lib/domain/risks/rules";
import { scoreKinds } from "@/lib/domain/risks/schema";
import { lookBack } from "@/lib/platform/operation/as-of";
import { query } from "@/lib/platform/operation/operation";
import { filterInput, type ListRequest } from "@/lib/platform/register/list-input";
import { conditionOf } from "@/lib/platform/register/register";

const kinds = scoreKinds.map(({ value }) => value) as ["current", "inherent", "target"];
const extra = Object.keys({ ...riskDefinition.filters, ...riskDefinition.lookups });

const input = filterInput(riskColumns, extra).extend({
  ...lookBack,
  score: z.enum(kinds, { error: `score is one of: ${kinds.join(", ")}.` }).default("current"),
});

/** How many risks sit in each cell of likelihood × impact, within the filters of the register and the actor's scope. */
export const riskHeatMap = query({
  name: "risks.heatMap",
  summary: "Counts of risks by likelihood and impact",
  permission: risksRead,
  input: input as unknown as z.ZodType<ListRequest & { score: (typeof kinds)[number] }, ListRequest>,
  run: async (context, { score, ...filters }) => {
    const { method } = await groundOf(context);
    const columns = scoreColumns(score);
    const where = await conditionOf(riskDefinition, context, filters);
    const found = await context.tx.risk.groupBy({
      by: [columns.likelihood, columns.impact],
      where,
      _count: { _all: true },
    });
    const counts = new Map(
      found.map((cell) => [`${cell[columns.likelihood]}x${cell[columns.impact]}`, cell._count._all]),
    );
    const [rows, width] = [method.likelihood.length, method.impact.length];
    const cells = [...Array(rows * width).keys()].map((i) => {
      const [likelihood, impact] = [rows - Math.floor(i / width), (i % width) + 1];
      const key = `${likelihood}x${impact}`;
      return { likelihood, impact, level: levelOf(likelihood * impact, method), count: counts.get(key) ?? 0 };
    });
    const all = found.reduce((sum, cell) => sum + cell._count._all, 0);
    const scored = cells.reduce((sum, cell) => sum + cell.count, 0);
    const unscored = found
      .filter((cell) => !cell[columns.likelihood] || !cell[columns.impact])
      .reduce((sum, cell) => sum + cell._count._all, 0);
    return {
      score,
      cells,
      scored,
      unscored,
      /** Scored by a step that the scales no longer have. */
      offScale: all - scored - unscored,
      all,
      likelihood: method.likelihood,
      impact: method.impact,
    };
  },
});
