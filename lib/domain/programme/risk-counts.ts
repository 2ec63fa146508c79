import "server-only";
import { risksRead } from "@/lib/domain/risks/access";
import type { Ground } from "@/lib/domain/risks/queries/method";
import { unitsWith } from "@/lib/platform/access/actor";
import type { Context } from "@/lib/platform/operation/operation";
import { addDays } from "@/lib/platform/time/day";

/** How many days ahead an acceptance that ends is counted. */
export const endsWithin = 30;

interface Row {
  score: number | null;
  family: string | null;
  /** 1: by score, 2: by family, 3: of all. */
  part: number;
  count: number;
  above: number;
  unowned: number;
  treatments: number;
  reviews: number;
  accepted: number;
  ending: number;
}

/** Returns the risks that are not closed, counted by score, by threat family and by what needs attention, in one pass. */
export async function riskCounts({ tx, actor }: Context, { method, today }: Ground) {
  const units = unitsWith(actor, risksRead);
  const keys = method.categories.map(({ key }) => key);
  const limits = method.categories.map(({ appetite }) => appetite);
  const rows = await tx.$queryRaw<Row[]>`
    select r."currentScore" as score, r."threatFamily" as family, grouping(r."currentScore", r."threatFamily")::int as part,
      count(*)::int as count,
      count(*) filter (where r."currentScore" > coalesce(a.appetite, 0))::int as above,
      count(*) filter (where r."ownerId" is null)::int as unowned,
      count(*) filter (where r."treatmentDueOn" < ${today}::date
        and (r.status <> 'accepted' or r."acceptedUntil" < ${today}::date))::int as treatments,
      count(*) filter (where r."nextReviewOn" < ${today}::date)::int as reviews,
      count(*) filter (where r.status = 'accepted' and r."acceptedUntil" >= ${today}::date)::int as accepted,
      count(*) filter (where r.status = 'accepted'
        and r."acceptedUntil" between ${today}::date and ${addDays(today, endsWithin)}::date)::int as ending
    from risks r left join unnest(${keys}::text[], ${limits}::int[]) as a (key, appetite) on a.key = r.category
    where r.status <> 'closed' and (${actor.kind === "system"} or r."unitId" = any (${units}::uuid[]))
    group by grouping sets ((r."currentScore"), (r."threatFamily"), ())`;
  const none = { count: 0, above: 0, unowned: 0, treatments: 0, reviews: 0, accepted: 0, ending: 0 };
  return {
    all: rows.find(({ part }) => part === 3) ?? none,
    between: (low: number, high: number) =>
      rows
        .filter(({ part, score }) => part === 1 && score !== null && score >= low && score <= high)
        .reduce((sum, { count }) => sum + count, 0),
    ofFamily: (family: string | null) =>
      rows.find((row) => row.part === 2 && row.family === family)?.count ?? 0,
  };
}
