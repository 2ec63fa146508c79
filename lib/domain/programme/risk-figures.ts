import "server-only";
import { endsWithin, riskCounts } from "@/lib/domain/programme/risk-counts";
import type { Figure } from "@/lib/domain/programme/schema";
import type { Ground } from "@/lib/domain/risks/queries/method";
import { threatFamilies } from "@/lib/domain/risks/schema";
import type { Context } from "@/lib/platform/operation/operation";
import { addDays } from "@/lib/platform/time/day";

const notClosed = "status=open,treating,accepted";

/** Returns the figures of the risk register; none of them counts a closed risk. */
export async function riskFigures(context: Context, ground: Ground) {
  const { all, between, ofFamily } = await riskCounts(context, ground);
  const { method, today } = ground;
  const of = all.count;
  const day = context.asOf === undefined ? "" : `&asOf=${context.asOf}`;
  const figure = (key: string, label: string, count: number, filter: string, base = of): Figure => ({
    key,
    label,
    count,
    of: base,
    href: `/risks?${filter}${day}`,
  });
  const byLevel = [...method.bands]
    .reverse()
    .map(({ level, label, from, to }) =>
      figure(level, label, between(from, to), `level=${level}&${notClosed}`),
    );
  const byFamily = threatFamilies.map(({ value, label }) =>
    figure(value, label, ofFamily(value), `threatFamily=${value}&${notClosed}`),
  );
  const ofNone = figure("none", "None of these", ofFamily(null), `threatFamily=none&${notClosed}`);
  const ending = `status=accepted&acceptedUntil=${today}..${addDays(today, endsWithin)}`;
  return {
    open: of,
    byLevel,
    byFamily: [...byFamily, ofNone],
    unscored: figure("unscored", "Risks not scored", between(0, 0), `level=none&${notClosed}`),
    aboveAppetite: figure("appetite", "Risks above appetite", all.above, "appetite=above"),
    unowned: figure("unowned", "Risks without an owner", all.unowned, `owner=none&${notClosed}`),
    treatmentsOverdue: figure("treatments", "Treatments overdue", all.treatments, "overdue=treatment"),
    reviewsOverdue: figure("reviews", "Risk reviews overdue", all.reviews, "overdue=review"),
    acceptancesEnding: figure(
      "acceptances",
      `Acceptances ending in ${endsWithin} days`,
      all.ending,
      ending,
      all.accepted,
    ),
  };
}
