import "server-only";
import * as z from "zod";
import { risksMethod, visibleTo } from "@/lib/domain/risks/access";
import { type RiskMethod, riskMethod } from "@/lib/domain/risks/method";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { aboveAppetite, levelOf, offScaleOf } from "@/lib/domain/risks/rules";
import { methodDifferences } from "@/lib/domain/risks/versions/rules";
import { query } from "@/lib/platform/operation/operation";

const scored = [
  "currentLikelihood",
  "currentImpact",
  "inherentLikelihood",
  "inherentImpact",
  "targetLikelihood",
  "targetImpact",
] as const;

/** What would become of today's risks under a method that is not in force yet; changes nothing. */
export const previewRiskMethod = query({
  name: "settings.previewRiskMethod",
  summary: "What a risk method would change",
  permission: risksMethod,
  input: z.strictObject({ method: riskMethod }),
  run: async (context, { method: draft }) => {
    const { method } = await groundOf(context);
    const groups = await context.tx.risk.groupBy({
      by: ["category", "currentScore", ...scored],
      where: { AND: [visibleTo(context), { status: { not: "closed" } }] },
      _count: { _all: true },
    });
    type Group = (typeof groups)[number];
    const count = (holds: (group: Group) => boolean) =>
      groups.filter(holds).reduce((sum, { _count }) => sum + _count._all, 0);
    const levelIn = (group: Group, by: RiskMethod) =>
      offScaleOf(group, by).includes("current") ? null : levelOf(group.currentScore, by);
    const above = (group: Group, by: RiskMethod) => aboveAppetite(group.currentScore, group.category, by);
    return {
      risks: count(() => true),
      levels: draft.bands.map(({ level, label }) => ({
        level,
        label,
        before: count((group) => levelIn(group, method) === level),
        after: count((group) => levelIn(group, draft) === level),
      })),
      levelChanged: count((group) => levelIn(group, method) !== levelIn(group, draft)),
      newlyAbove: count((group) => above(group, draft) && !above(group, method)),
      noLongerAbove: count((group) => above(group, method) && !above(group, draft)),
      offScale: count((group) => offScaleOf(group, draft).length > 0),
      differences: methodDifferences(method, draft),
    };
  },
});

/** How many risks, closed ones among them, use each category. */
export const countCategories = query({
  name: "settings.countRiskCategories",
  summary: "How many risks use each category of the risk method",
  permission: risksMethod,
  input: z.strictObject({}),
  run: async (context) => {
    const groups = await context.tx.risk.groupBy({
      by: ["category"],
      where: visibleTo(context),
      _count: { _all: true },
      orderBy: { category: "asc" },
    });
    return { categories: groups.map(({ category, _count }) => ({ key: category, risks: _count._all })) };
  },
});
