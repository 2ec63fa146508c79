import { SimpleTable } from "@/components/table/simple-table";
import type { TrendPoint } from "@/lib/domain/programme/schema";

const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function partsOf(month: string): { name: string; year: string } {
  const [year = "", number = "1"] = month.split("-");
  return { name: names[Number(number) - 1] ?? "", year };
}

/** How many risks were high or critical at the end of each month, as columns and as a table. */
export function TrendFigure({ trend }: { trend: readonly TrendPoint[] }) {
  const most = Math.max(1, ...trend.map(({ high }) => high));
  return (
    <figure className="grid gap-3">
      <figcaption className="flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">How many risks are high or critical at the end of each month?</span>
        <span className="text-ink-soft text-sm">Risks that are not closed now, by the method in force</span>
      </figcaption>
      <div aria-hidden="true" className="flex h-40 items-end gap-1">
        {trend.map(({ month, high }, i) => (
          <div key={month} className="flex h-full min-w-0 flex-1 flex-col items-center justify-end gap-1">
            <span className="text-ink-soft text-xs tabular-nums">{high}</span>
            <span
              className="w-full max-w-10 rounded-t-sm bg-accent-fill/85"
              style={{ height: `${(high / most) * 68}%`, minHeight: high > 0 ? 2 : 0 }}
            />
            <span className="text-2xs text-ink-faint">{partsOf(month).name}</span>
            <span className="h-3 text-2xs text-ink-faint leading-3">
              {i === 0 || month.endsWith("-01") ? partsOf(month).year : ""}
            </span>
          </div>
        ))}
      </div>
      <details>
        <summary className="w-fit cursor-pointer text-accent text-sm">As a table</summary>
        <SimpleTable
          label="Risks at the end of each month"
          columns={[
            { key: "month", label: "Month" },
            { key: "scored", label: "Scored risks", align: "right" },
            { key: "high", label: "High or critical", align: "right" },
            { key: "average", label: "Average score", align: "right" },
          ]}
          rows={trend.map(({ month, scored, high, average }) => ({
            key: month,
            cells: {
              month: `${partsOf(month).name} ${partsOf(month).year}`,
              scored,
              high,
              average: average?.toFixed(1) ?? "–",
            },
          }))}
          empty="No scores yet."
        />
      </details>
    </figure>
  );
}
