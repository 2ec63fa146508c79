import "server-only";
import { type ConfusionTable, fewestCases, groupFigures } from "@/lib/domain/assessments/fairness/rules";
import { type Block, badge, type Cell } from "@/lib/platform/report/model";
import type { Rate } from "@/lib/platform/statistics/wilson";

const percent = (share: number) => (share * 100).toFixed(1);

/** Returns the figures of each group as a picture and a table: rates with their 95 % intervals, and the four-fifths ratio. */
export function fairnessBlocks(groups: readonly ConfusionTable[]): Block[] {
  const figures = groupFigures(groups);
  if (figures.length === 0) return [];
  return [
    {
      kind: "bars",
      title: "Selection rate by group: cases the system said yes to",
      counted: "Cases",
      bars: figures.flatMap(({ group, selectionRate, belowFourFifths, impactRatio }) =>
        selectionRate
          ? [
              {
                label: impactRatio === null ? group : `${group} (${impactRatio.toFixed(2)} of the highest)`,
                value: Math.round(selectionRate.share * selectionRate.of),
                of: selectionRate.of,
                tone: belowFourFifths ? ("bad" as const) : ("neutral" as const),
              },
            ]
          : [],
      ),
    },
    {
      kind: "table",
      title: "Figures by group",
      note: `Rates in percent with their 95 % intervals (Wilson). The ratio is that to the group with the highest selection rate; below 0.80 it falls short of the four-fifths rule of thumb (29 CFR 1607.4(D)). With fewer than ${fewestCases} cases the figures say little.`,
      columns: [
        { label: "Group", weight: 1.5, rowHeader: true },
        { label: "Cases", weight: 0.8, kind: "number", align: "right" },
        { label: "Selection rate", weight: 1.3 },
        { label: "Ratio", weight: 1.1, kind: "badge" },
        { label: "True positive rate", weight: 1.3 },
        { label: "False positive rate", weight: 1.3 },
        { label: "Accuracy", weight: 1.3 },
      ],
      rows: figures.map((one) => [
        one.small ? `${one.group} (few cases)` : one.group,
        one.cases,
        rateWords(one.selectionRate),
        ratioCell(one.impactRatio, one.belowFourFifths),
        rateWords(one.truePositiveRate),
        rateWords(one.falsePositiveRate),
        rateWords(one.accuracy),
      ]),
    },
  ];
}

function ratioCell(ratio: number | null, below: boolean): Cell {
  if (ratio === null) return null;
  return below ? badge(ratio.toFixed(2), "bad") : ratio.toFixed(2);
}

function rateWords(rate: Rate | null): string {
  if (!rate) return "no case";
  return `${percent(rate.share)} (${percent(rate.interval[0])} to ${percent(rate.interval[1])})`;
}
