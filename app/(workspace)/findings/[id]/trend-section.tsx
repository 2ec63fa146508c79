import Link from "next/link";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { percent } from "@/lib/domain/test-runs/rules";
import type { ShownFinding } from "./read-finding";

/** What each run saw of a finding, the oldest first: the share of cases with its interval, drawn and in figures. */
export function TrendSection({ finding }: { finding: ShownFinding }) {
  const { trend } = finding;
  return (
    <Section
      title={`Runs: ${trend.length}`}
      id="runs"
      description="The share of evaluated cases in which the system did not hold, with its 95 % interval. Errors are in no share."
      flush
    >
      <SimpleTable
        label="What each run saw, the oldest first"
        columns={[
          { key: "run", label: "Run", width: "7rem" },
          { key: "at", label: "Ran", width: "7.5rem" },
          { key: "version", label: "Model", width: "8rem" },
          { key: "cases", label: "Cases", width: "8rem" },
          { key: "rate", label: "Failure rate" },
        ]}
        rows={trend.map(
          ({ runId, ref, ranAt, modelVersion, vulnerable, evaluated, errors, rate, complete }) => ({
            key: runId,
            cells: {
              run: (
                <Link href={`/test-runs/${runId}`} prefetch={false} className="font-medium hover:underline">
                  {ref}
                </Link>
              ),
              at: <DateText value={ranAt} />,
              version: modelVersion ?? "Not said",
              cases: `${vulnerable} of ${evaluated}${errors > 0 ? `, ${errors} errors` : ""}`,
              rate: rate ? (
                <span className="grid gap-1">
                  <span>
                    {percent(rate.share)} ({percent(rate.interval[0])} to {percent(rate.interval[1])})
                    {complete ? "" : ", not complete"}
                  </span>
                  <Interval share={rate.share} interval={rate.interval} />
                </span>
              ) : (
                "Not known: no passes are listed, or no case was judged"
              ),
            },
          }),
        )}
        empty="No run is kept."
      />
    </Section>
  );
}

function Interval({ share, interval: [low, high] }: { share: number; interval: readonly [number, number] }) {
  return (
    <span aria-hidden="true" className="relative block h-1.5 max-w-64 rounded-full bg-hover">
      <span
        className="absolute inset-y-0 rounded-full bg-control"
        style={{ left: percentWidth(low), width: percentWidth(high - low) }}
      />
      <span className="absolute -inset-y-0.5 w-0.5 bg-ink" style={{ left: percentWidth(share) }} />
    </span>
  );
}

function percentWidth(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
