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
export async function inventoryFigures({ tx, actor, now }: Context, { today }: Ground) {
  const visible = visibleTo(actor);
  const groups = await tx.system.groupBy({
    by: ["stage", "criticality"],
    where: visible,
    _count: { _all: true },
  });
  const live = { AND: [visible, { stage: { in: inUse } }] };
  const { _avg, _count } = await tx.system.aggregate({
    where: live,
    _avg: { completeness: true },
    _count: { _all: true },
  });
  const [incomplete, unowned, late] = [
    await tx.system.count({ where: { ...live, completeness: { lt: 100 } } }),
    await tx.system.count({ where: { ...live, ownerId: null } }),
    await tx.system.count({ where: { ...live, nextReviewOn: { lt: storedDay(today) ?? now } } }),
  ];
  const [all, of] = [sumOf(groups), _count._all];
  const count = (test: (group: (typeof groups)[number]) => boolean) => sumOf(groups.filter(test));
  const current = groups.filter(({ stage }) => stage !== "retired");
  return {
    all,
    inUse: of,
    completeness: _avg.completeness === null ? null : Math.floor(_avg.completeness),
    byStage: stages.map(
      ({ value, label }): Figure => ({
        key: value,
        label,
        count: count(({ stage }) => stage === value),
        of: all,
        href: `/systems?stage=${value}`,
      }),
    ),
    byCriticality: [...criticalities]
      .reverse()
      .map(
        ({ value, label }): Figure => ({
          key: value,
          label,
          of,
          count: sumOf(current.filter(({ criticality }) => criticality === value)),
          href: `/systems?criticality=${value}&${inUseFilter}`,
        }),
      )
      .concat({
        key: "none",
        label: "Not assessed",
        of,
        count: sumOf(current.filter(({ criticality }) => criticality === null)),
        href: `/systems?criticality=none&${inUseFilter}`,
      }),
    incomplete: {
      key: "incomplete",
      label: "Systems with facts missing",
      count: incomplete,
      of,
      href: `/systems?completeness=0..99&${inUseFilter}`,
    },
    unowned: {
      key: "unowned",
      label: "Systems without an owner",
      count: unowned,
      of,
      href: `/systems?owner=none&${inUseFilter}`,
    },
    reviewsOverdue: {
      key: "reviews",
      label: "System reviews overdue",
      count: late,
      of,
      href: `/systems?nextReviewOn=..${addDays(today, -1)}&${inUseFilter}`,
    },
  };
}

function sumOf(groups: readonly { _count: { _all: number } }[]): number {
  return groups.reduce((sum, group) => sum + group._count._all, 0);
}
