import "server-only";
import type { Figure } from "@/lib/domain/programme/schema";
import { visibleTo } from "@/lib/domain/risks/access";
import { aboveAppetiteWhere, overdueWhere } from "@/lib/domain/risks/queries/filters";
import type { Ground } from "@/lib/domain/risks/queries/method";
import { threatFamilies } from "@/lib/domain/risks/schema";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { addDays, storedDay } from "@/lib/platform/time/day";

const notClosed = "status=open,treating,accepted";

/** How many days ahead an acceptance that ends is counted. */
const endsWithin = 30;

/** Returns the figures of the risk register; none of them counts a closed risk. */
export async function riskFigures(context: Context, ground: Ground) {
  const { tx, now } = context;
  const { method, today } = ground;
  const live: Prisma.RiskWhereInput = { AND: [visibleTo(context), { status: { not: "closed" } }] };
  const scores = await tx.risk.groupBy({ by: ["currentScore"], where: live, _count: { _all: true } });
  const families = await tx.risk.groupBy({ by: ["threatFamily"], where: live, _count: { _all: true } });
  const of = scores.reduce((sum, group) => sum + group._count._all, 0);
  const late = overdueWhere(today);
  const [from, to] = [storedDay(today) ?? now, storedDay(addDays(today, endsWithin)) ?? now];
  const count = (where: Prisma.RiskWhereInput) => tx.risk.count({ where: { AND: [live, where] } });
  const figure = async (
    key: string,
    label: string,
    where: Prisma.RiskWhereInput,
    filter: string,
  ): Promise<Figure> => ({
    key,
    label,
    count: await count(where),
    of,
    href: `/risks?${filter}`,
  });
  const inBand = (low: number, high: number) =>
    scores
      .filter(({ currentScore }) => currentScore >= low && currentScore <= high)
      .reduce((sum, group) => sum + group._count._all, 0);
  return {
    open: of,
    byLevel: [...method.bands].reverse().map(
      ({ level, label, from: low, to: high }): Figure => ({
        key: level,
        label,
        count: inBand(low, high),
        of,
        href: `/risks?level=${level}&${notClosed}`,
      }),
    ),
    byFamily: threatFamilies.map(
      ({ value, label }): Figure => ({
        key: value,
        label,
        of,
        count: families.find(({ threatFamily }) => threatFamily === value)?._count._all ?? 0,
        href: `/risks?threatFamily=${value}&${notClosed}`,
      }),
    ),
    unscored: {
      key: "unscored",
      label: "Risks not scored",
      count: inBand(0, 0),
      of,
      href: `/risks?level=none&${notClosed}`,
    },
    aboveAppetite: await figure(
      "appetite",
      "Risks above appetite",
      aboveAppetiteWhere(method),
      "appetite=above",
    ),
    unowned: await figure("unowned", "Risks without an owner", { ownerId: null }, `owner=none&${notClosed}`),
    treatmentsOverdue: await figure("treatments", "Treatments overdue", late.treatment, "overdue=treatment"),
    reviewsOverdue: await figure("reviews", "Risk reviews overdue", late.review, "overdue=review"),
    acceptancesEnding: await figure(
      "acceptances",
      `Acceptances ending in ${endsWithin} days`,
      { status: "accepted", acceptedUntil: { gte: from, lte: to } },
      `status=accepted&acceptedUntil=${today}..${addDays(today, endsWithin)}`,
    ),
  };
}
