"use client";
import { type ReactNode, useId, useState } from "react";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import { Textarea } from "@/components/ui/textarea";
import {
  type ConfusionTable,
  fewestCases,
  groupFigures,
  readGroups,
} from "@/lib/domain/assessments/fairness/rules";
import type { Rate } from "@/lib/platform/statistics/wilson";

const columns = [
  { key: "group", label: "Group" },
  { key: "cases", label: "Cases", align: "right" as const },
  { key: "selection", label: "Selection rate", align: "right" as const },
  { key: "ratio", label: "Beside the highest", align: "right" as const },
  { key: "tpr", label: "True positive rate", align: "right" as const },
  { key: "fpr", label: "False positive rate", align: "right" as const },
  { key: "accuracy", label: "Accuracy", align: "right" as const },
];

/** A table of so many groups to paste, and what is computed from it: rates with their 95 % intervals, and the four-fifths ratio. */
export function GroupFigures({ most }: { most: number }) {
  const id = useId();
  const [text, setText] = useState("");
  const { groups, problems } = readGroups(text, most);
  return (
    <div className="grid gap-2">
      <label htmlFor={id} className="text-sm">
        Paste a table: group, true positives, false positives, true negatives, false negatives
      </label>
      <Textarea
        id={id}
        rows={4}
        value={text}
        placeholder={"Women;48;12;55;10"}
        aria-invalid={problems.length > 0}
        aria-describedby={`${id}-problems`}
        onChange={(event) => setText(event.target.value)}
      />
      <ul id={`${id}-problems`} role="status" className="text-bad text-sm">
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
      {problems.length === 0 ? <FiguresTable groups={groups} /> : null}
    </div>
  );
}

/** What is computed from counts by group; nothing where there are none. */
export function FiguresTable({ groups }: { groups: readonly ConfusionTable[] }) {
  const figures = groupFigures(groups);
  if (figures.length === 0) return null;
  return (
    <SimpleTable
      label="Figures by group"
      columns={columns}
      rows={figures.map((one) => ({
        key: one.group,
        cells: {
          group: one.group,
          cases: (
            <>
              {one.cases.toLocaleString("en")}{" "}
              {one.small ? <Badge tone="warn">under {fewestCases}</Badge> : null}
            </>
          ),
          selection: rateWords(one.selectionRate),
          ratio: (
            <>
              {one.impactRatio === null ? "–" : one.impactRatio.toFixed(2)}{" "}
              {one.belowFourFifths ? <Badge tone="bad">below 0.80</Badge> : null}
            </>
          ),
          tpr: rateWords(one.truePositiveRate),
          fpr: rateWords(one.falsePositiveRate),
          accuracy: rateWords(one.accuracy),
        },
      }))}
      empty=""
    />
  );
}

function rateWords(rate: Rate | null): ReactNode {
  if (!rate) return "no case";
  const percent = (share: number) => (share * 100).toFixed(1);
  return (
    <>
      {percent(rate.share)} %{" "}
      <span className="whitespace-nowrap text-ink-soft">
        ({percent(rate.interval[0])}–{percent(rate.interval[1])})
      </span>
    </>
  );
}
