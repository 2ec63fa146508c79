import "server-only";
import { criticalities } from "@/lib/domain/inventory/schema";
import { visibleTo } from "@/lib/domain/inventory/systems/access";
import { stages } from "@/lib/domain/inventory/systems/options/schema";
import type { Figure } from "@/lib/domain/programme/schema";
import type { Ground } from "@/lib/domain/risks/queries/method";
import type { Context } from "@/lib/platform/operation/operation";
import { addDays, storedDay } from "@/lib/platform/time/day";

const inUse = stages.map(({ value }) => value).filter((stage) => stage !== "retired");
const inUseFilter = `stage=${inUse.join(",")}`;

/** Returns the figures of the inventory: by stage and criticality, what is complete, unowned, overdue. */
export async function inventoryFigures({ tx, actor, now, asOf }: Context, { today }: Ground) {
  const day = asOf === undefined ? "" : `&asOf=${asOf}`;
  const visible = visibleTo(actor);
  const live = { AND: [visible, { stage: { in: inUse } }] };
  const groups = await tx.system.groupBy({
    by: ["stage", "criticality"],
    where: visible,
    _count: { _all: true },
  });
  const { _avg } = await tx.system.aggregate({ where: live, _avg: { completeness: true } });
  const incomplete = await tx.system.count({ where: { ...live, completeness: { lt: 100 } } });
  const unowned = await tx.system.count({ where: { ...live, ownerId: null } });
  const late = await tx.system.count({ where: { ...live, nextReviewOn: { lt: storedDay(today) ?? now } } });
  const current = groups.filter(({ stage }) => stage !== "retired");
  const [all, of] = [sumOf(groups), sumOf(current)];
  const figure = (key: string, label: string, count: number, filter: string, base = of): Figure => ({
    key,
    label,
    count,
    of: base,
    href: `/systems?${filter}${day}`,
  });
  const ofCriticality = (wanted: string | null) =>
    sumOf(current.filter(({ criticality }) => criticality === wanted));
  return {
    all,
    inUse: of,
    completeness: _avg.completeness === null ? null : Math.floor(_avg.completeness),
    byStage: stages.map(({ value, label }) =>
      figure(value, label, sumOf(groups.filter(({ stage }) => stage === value)), `stage=${value}`, all),
    ),
    byCriticality: [
      ...[...criticalities]
        .reverse()
        .map(({ value, label }) =>
          figure(value, label, ofCriticality(value), `criticality=${value}&${inUseFilter}`),
        ),
      figure("none", "Not assessed", ofCriticality(null), `criticality=none&${inUseFilter}`),
    ],
    incomplete: figure(
      "incomplete",
      "Systems with facts missing",
      incomplete,
      `completeness=0..99&${inUseFilter}`,
    ),
    unowned: figure("unowned", "Systems without an owner", unowned, `owner=none&${inUseFilter}`),
    reviewsOverdue: figure(
      "reviews",
      "System reviews overdue",
      late,
      `nextReviewOn=..${addDays(today, -1)}&${inUseFilter}`,
    ),
  };
}

function sumOf(groups: readonly { _count: { _all: number } }[]): number {
  return groups.reduce((sum, group) => sum + group._count._all, 0);
}
