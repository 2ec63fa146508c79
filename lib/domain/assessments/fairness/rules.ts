import { type Rate, rateOf } from "@/lib/platform/statistics/wilson";

/** What a system said of the people of one group, against what was true: whole numbers of cases. */
export interface ConfusionTable {
  group: string;
  truePositives: number;
  falsePositives: number;
  trueNegatives: number;
  falseNegatives: number;
}

/** The figures of one group. */
export interface GroupFigures {
  group: string;
  cases: number;
  /** Share that the system said yes to. */
  selectionRate: Rate | null;
  /** Of those for whom yes was right, the share that got a yes. */
  truePositiveRate: Rate | null;
  /** Of those for whom no was right, the share that got a yes all the same. */
  falsePositiveRate: Rate | null;
  accuracy: Rate | null;
  /** Selection rate beside that of the group with the highest one; null without cases, or where nobody is selected anywhere. */
  impactRatio: number | null;
  /** Below four fifths: the rule of thumb of 29 CFR 1607.4(D). */
  belowFourFifths: boolean;
  /** Fewer cases than `fewestCases`: the figures say little. */
  small: boolean;
}

/** With fewer cases in a group than this its figures are marked: a rule of thumb of ours. */
export const fewestCases = 30;

/** Returns the figures of each group, in the order given; a group without a case has none and is never taken for the best. */
export function groupFigures(tables: readonly ConfusionTable[]): GroupFigures[] {
  const selected = tables.map((one) => rateOf(one.truePositives + one.falsePositives, casesOf(one)));
  const highest = Math.max(0, ...selected.map((one) => one?.share ?? 0));
  return tables.map((one, index) => {
    const { truePositives, falsePositives, trueNegatives, falseNegatives } = one;
    const selectionRate = selected[index] ?? null;
    const impactRatio = selectionRate && highest > 0 ? selectionRate.share / highest : null;
    return {
      group: one.group,
      cases: casesOf(one),
      selectionRate,
      truePositiveRate: rateOf(truePositives, truePositives + falseNegatives),
      falsePositiveRate: rateOf(falsePositives, falsePositives + trueNegatives),
      accuracy: rateOf(truePositives + trueNegatives, casesOf(one)),
      impactRatio,
      // In whole cases: 0.8 exactly is not below, whatever the last binary digit says.
      belowFourFifths: impactRatio !== null && impactRatio < 0.8 - 1e-12,
      small: casesOf(one) < fewestCases,
    };
  });
}

function casesOf(one: ConfusionTable): number {
  return one.truePositives + one.falsePositives + one.trueNegatives + one.falseNegatives;
}

const mostCases = 1_000_000_000;

/**
 * Returns the confusion tables that a pasted table holds: one group a line, its name and four whole numbers between tabs,
 * semicolons or commas, with or without a line of headings, at most so many groups; or what is wrong with which line.
 */
export function readGroups(text: string, most: number): { groups: ConfusionTable[]; problems: string[] } {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const separator = ["\t", ";", ","].find((one) => lines[0]?.includes(one)) ?? ",";
  const rows = lines.map((line) => line.split(separator).map((cell) => cell.trim()));
  const headed = rows[0]?.slice(1).every((cell) => cell !== "" && !/\d/.test(cell)) ?? false;
  const problems: string[] = [];
  const groups = rows.slice(headed ? 1 : 0).flatMap((cells, index): ConfusionTable[] => {
    const at = `Line ${index + (headed ? 2 : 1)}`;
    const counts = cells.slice(1).map((cell) => (/^\d{1,10}$/.test(cell) ? Number(cell) : Number.NaN));
    const [truePositives = 0, falsePositives = 0, trueNegatives = 0, falseNegatives = 0] = counts;
    if (cells.length !== 5) problems.push(`${at} has ${cells.length} columns. Give a name and four numbers.`);
    else if (!cells[0]) problems.push(`${at} names no group.`);
    else if (counts.some((count) => !(count <= mostCases)))
      problems.push(`${at} holds something else than whole numbers.`);
    else return [{ group: cells[0], truePositives, falsePositives, trueNegatives, falseNegatives }];
    return [];
  });
  const names = groups.map(({ group }) => group);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) problems.push(`The group ${twice} is there twice. Add its lines up.`);
  if (groups.length > most) problems.push(`There are more than ${most} groups. Put small ones together.`);
  return { groups, problems };
}

/** Returns the confusion tables in the rows of a table answer; a row without a name or with a count that is missing is left out. */
export function groupsIn(rows: readonly Readonly<Record<string, unknown>>[]): ConfusionTable[] {
  return rows.flatMap((row) => {
    const counts = ["true-positives", "false-positives", "true-negatives", "false-negatives"].map(
      (key) => row[key],
    );
    const named = typeof row["group"] === "string" && row["group"] !== "";
    if (
      !named ||
      !counts.every((count) => typeof count === "number" && Number.isInteger(count) && count >= 0)
    )
      return [];
    const [truePositives = 0, falsePositives = 0, trueNegatives = 0, falseNegatives = 0] = counts as number[];
    return [{ group: String(row["group"]), truePositives, falsePositives, trueNegatives, falseNegatives }];
  });
}
