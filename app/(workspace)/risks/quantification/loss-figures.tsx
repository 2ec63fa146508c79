import Link from "next/link";
import { ExceedanceCurve } from "@/components/charts/exceedance-curve";
import { SimpleTable } from "@/components/table/simple-table";
import { oneIn } from "@/lib/domain/risks/quantification/method";
import type { LossFigures as Figures } from "@/lib/domain/risks/quantification/schema";
import { percentOf } from "@/lib/platform/report/curve-scale";
import { moneyIn } from "./money";

interface LossFiguresProps {
  currency: string;
  years: number;
  figures: Figures;
  treatedFigures: Figures | null;
}

/** What simulated years say: expected loss and percentiles today and treated, the curve, and the curve as numbers. */
export function LossFigures({ currency, years, figures, treatedFigures }: LossFiguresProps) {
  const money = moneyIn(currency);
  const counted = `${years.toLocaleString("en")} simulated years`;
  const both = (of: (one: Figures) => string) => ({
    today: of(figures),
    ...(treatedFigures ? { treated: of(treatedFigures) } : {}),
  });
  const columns = [
    { key: "what", label: "In a year" },
    { key: "today", label: "Today", align: "right" as const, width: "9rem" },
    ...(treatedFigures ? [{ key: "treated", label: "Treated", align: "right" as const, width: "9rem" }] : []),
  ];
  return (
    <div className="grid gap-4">
      <SimpleTable
        label="Losses in a year, today and treated"
        columns={columns}
        rows={[
          { what: "Expected loss (the mean)", ...both(({ expected }) => money.whole(expected)) },
          { what: "Chance of any loss", ...both(({ probabilityOfLoss }) => percentOf(probabilityOfLoss)) },
          { what: "Median", ...both(({ median }) => money.whole(median)) },
          { what: "95th percentile (one year in twenty is worse)", ...both(({ p95 }) => money.whole(p95)) },
          {
            what: "99th percentile (one year in a hundred is worse)",
            ...both(({ p99 }) => money.whole(p99)),
          },
        ].map((cells) => ({ key: cells.what, cells }))}
        empty=""
      />
      <div className="grid gap-2 px-4">
        <ExceedanceCurve
          title="How likely is a year to cost more than this?"
          inWords={money.short}
          counted={counted}
          lines={[
            { label: "Today", points: figures.curve },
            ...(treatedFigures ? [{ label: "Treated", points: treatedFigures.curve }] : []),
          ]}
        />
        <details>
          <summary className="cursor-pointer text-accent text-sm">The curve as numbers</summary>
          <SimpleTable
            label="The loss that is exceeded, by how often"
            columns={columns}
            rows={oneIn.map((often) => ({
              key: String(often),
              cells: {
                what: `One year in ${often.toLocaleString("en")} costs more than`,
                ...both(({ exceeded }) =>
                  money.whole(exceeded.find((one) => one.oneIn === often)?.loss ?? 0),
                ),
              },
            }))}
            empty=""
          />
        </details>
        <p className="text-ink-soft text-sm">
          Amounts to three figures.{" "}
          <Link href="/risks/quantification/method" className="text-accent underline">
            How they are made
          </Link>
        </p>
      </div>
    </div>
  );
}
