import { describe, expect, test } from "vitest";
import { groupFigures, readGroups } from "@/lib/domain/assessments/fairness/rules";

const table = (group: string, ...[tp = 0, fp = 0, tn = 0, fn = 0]: number[]) => ({
  group,
  truePositives: tp,
  falsePositives: fp,
  trueNegatives: tn,
  falseNegatives: fn,
});

describe("the figures of groups, beside values computed by hand", () => {
  test("two groups of applicants: 48 of 80 and 12 of 30 hired, the four-fifths ratio is two thirds", () => {
    const [a, b] = groupFigures([table("A", 40, 8, 26, 6), table("B", 9, 3, 14, 4)]);
    expect([a?.cases, a?.selectionRate?.share, a?.impactRatio, a?.belowFourFifths]).toEqual([
      80,
      0.6,
      1,
      false,
    ]);
    expect([b?.cases, b?.selectionRate?.share, b?.belowFourFifths, b?.small]).toEqual([30, 0.4, true, false]);
    expect(b?.impactRatio).toBeCloseTo(2 / 3, 12);
    expect(a?.truePositiveRate?.share).toBeCloseTo(40 / 46, 12);
    expect(b?.falsePositiveRate?.share).toBeCloseTo(3 / 17, 12);
    expect(b?.accuracy?.share).toBeCloseTo(23 / 30, 12);
  });

  test("the interval is Wilson's: 8 of 10 lies between 49.0 % and 94.3 %, 0 of 10 between 0 and 27.8 %", () => {
    const [eight, none] = groupFigures([table("Eight", 8, 0, 2, 0), table("None", 0, 0, 10, 0)]);
    expect(eight?.selectionRate?.interval.map((end) => Math.round(end * 1_000) / 10)).toEqual([49, 94.3]);
    expect(none?.selectionRate?.interval.map((end) => Math.round(end * 1_000) / 10)).toEqual([0, 27.8]);
  });

  test("equal rates but unequal errors: the ratio is 1 and the error rates tell them apart", () => {
    const [a, b] = groupFigures([table("A", 45, 5, 45, 5), table("B", 30, 20, 30, 20)]);
    expect([a?.impactRatio, b?.impactRatio]).toEqual([1, 1]);
    expect([a?.falsePositiveRate?.share, b?.falsePositiveRate?.share]).toEqual([0.1, 0.4]);
    expect([a?.truePositiveRate?.share, b?.truePositiveRate?.share]).toEqual([0.9, 0.6]);
  });

  test("exactly four fifths is not below", () => {
    const [, b] = groupFigures([table("A", 50, 0, 50, 0), table("B", 40, 0, 60, 0)]);
    expect([b?.impactRatio, b?.belowFourFifths]).toEqual([0.8, false]);
  });

  test("an empty group has no figures and is never the best; a group of one has, and is marked", () => {
    const [empty, one, many] = groupFigures([table("Empty"), table("One", 1), table("Many", 20, 20, 40, 20)]);
    expect(empty).toMatchObject({
      cases: 0,
      selectionRate: null,
      truePositiveRate: null,
      falsePositiveRate: null,
      accuracy: null,
      impactRatio: null,
      belowFourFifths: false,
      small: true,
    });
    expect([one?.selectionRate?.share, one?.falsePositiveRate, one?.small]).toEqual([1, null, true]);
    expect(one?.selectionRate?.interval[0]).toBeCloseTo(0.2065, 4);
    expect([many?.impactRatio, many?.belowFourFifths, many?.small]).toEqual([0.4, true, false]);
  });

  test("where nobody is selected there is no ratio", () => {
    expect(
      groupFigures([table("A", 0, 0, 5, 5), table("B", 0, 0, 9, 1)]).map((one) => one.impactRatio),
    ).toEqual([null, null]);
  });
});

describe("a pasted table", () => {
  test.each([
    ["tabs, with headings", "Group\tTP\tFP\tTN\tFN\nA\t1\t2\t3\t4\r\n"],
    ["semicolons", "A;1;2;3;4\n\n"],
    ["commas", "A, 1, 2, 3, 4"],
  ])("is read between %s", (_what, text) => {
    expect(readGroups(text, 50)).toEqual({ groups: [table("A", 1, 2, 3, 4)], problems: [] });
  });

  test.each([
    ["a missing column", "A;1;2;3", "Line 1 has 4 columns."],
    ["a number that is none", "A;1;2;3;4\nB;1;two;3;4", "Line 2 holds something else"],
    ["less than nothing", "A;1;-2;3;4", "Line 1 holds something else"],
    ["a number without end", `A;1;2;3;${"9".repeat(400)}`, "Line 1 holds something else"],
    ["no name", ";1;2;3;4", "Line 1 names no group."],
    ["a group twice", "A;1;2;3;4\nA;1;2;3;4", "The group A is there twice."],
    [
      "too many groups",
      Array.from({ length: 51 }, (_, at) => `G${at};1;2;3;4`).join("\n"),
      "more than 50 groups",
    ],
  ])("with %s is told so by its line", (_what, text, words) => {
    expect(readGroups(text, 50).problems.join(" ")).toContain(words);
  });

  test("that is empty holds no group and no problem", () => {
    expect(readGroups(" \n", 50)).toEqual({ groups: [], problems: [] });
  });
});
