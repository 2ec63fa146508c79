import "server-only";
import type { TrendPoint } from "@/lib/domain/programme/schema";
import { risksRead } from "@/lib/domain/risks/access";
import type { Ground } from "@/lib/domain/risks/queries/method";
import { unitsWith } from "@/lib/platform/access/actor";
import type { Context } from "@/lib/platform/operation/operation";

const months = 12;

interface Step {
  month: string;
  scored: number;
  high: number;
  sum: number;
}

/**
 * Returns where the current scores of the risks that are not closed now stood at the end of each of the last months.
 * `only` narrows them down to these risks. Every score counts as the difference to the one before it, so that one pass over the history serves all months.
 */
export async function riskTrend(
  { tx, actor }: Pick<Context, "tx" | "actor">,
  { method, today }: Ground,
  only: readonly string[] | null = null,
): Promise<TrendPoint[]> {
  const units = unitsWith(actor, risksRead);
  const high = method.bands.find(({ level }) => level === "high")?.from ?? Number.MAX_SAFE_INTEGER;
  const steps = await tx.$queryRaw<Step[]>`
    with steps as (
      select s."createdAt", s.score, lag(s.score) over (partition by s."riskId" order by s."createdAt", s.id) as earlier
      from risk_scores s join risks r on r.id = s."riskId"
      where s.kind = 'current' and r.status <> 'closed' and (${actor.kind === "system"} or r."unitId" = any (${units}::uuid[]))
        and (${only === null} or r.id = any (${[...(only ?? [])]}::uuid[]))
    )
    select to_char(month, 'YYYY-MM') as month, scored, high, sum from (
      select date_trunc('month', "createdAt" at time zone 'UTC') as month,
      count(*) filter (where earlier is null)::int as scored,
      (count(*) filter (where score >= ${high}) - count(*) filter (where earlier >= ${high}))::int as high,
      sum(score - coalesce(earlier, 0))::int as sum
      from steps group by 1) as months`;
  return lastMonths(today).map((month) => {
    const past = steps.filter((step) => step.month <= month);
    const total = (key: "scored" | "high" | "sum") => past.reduce((sum, step) => sum + step[key], 0);
    const scored = total("scored");
    return {
      month,
      scored,
      high: total("high"),
      average: scored === 0 ? null : Math.round((total("sum") / scored) * 10) / 10,
    };
  });
}

function lastMonths(today: string): string[] {
  const [year = 0, month = 1] = today.split("-").map(Number);
  return [...Array(months).keys()].map((i) =>
    new Date(Date.UTC(year, month - months + i, 1)).toISOString().slice(0, 7),
  );
}
