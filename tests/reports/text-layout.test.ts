import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatDay, formatInstant, formatNumber } from "@/lib/platform/report/format";
import { oneLine, prepare, wrap } from "@/lib/platform/report/pdf/wrap";

/** Every character is one unit wide, but Japanese two. */
const advance = (code: number) => (code >= 0x2e80 ? 2 : 1);
const lines = (text: string, width: number) =>
  wrap(prepare(text), width, advance).map((line) => line.trimEnd());

describe("wrapping", () => {
  test.each([
    ["breaks at spaces", "one two three", 7, ["one two", "three"]],
    ["keeps line ends of the text", "one\ntwo\r\n\r\nthree", 20, ["one", "two", "", "three"]],
    [
      "breaks after a hyphen or slash inside a word",
      "human-in-the-loop/oversight",
      13,
      ["human-in-the-", "loop/", "oversight"],
    ],
    ["does not break a date or a number range", "by 2026-11-23", 10, ["by", "2026-11-23"]],
    ["cuts a word that is wider than the line", "abcdefghij k", 4, ["abcd", "efgh", "ij k"]],
    [
      "breaks Japanese between characters, but not before a mark of length",
      "顧客データ",
      6,
      ["顧客", "データ"],
    ],
    ["does not begin a line with a closing mark", "送信。完了", 5, ["送", "信。", "完了"]],
    ["does not end a line with an opening mark", "名前「前」", 6, ["名前", "「前」"]],
    ["keeps words joined by a no-break space", "10\u00a0000 risks", 8, ["10\u00a0000", "risks"]],
  ])("%s", (_name, text, width, expected) => {
    expect(lines(text, width)).toEqual(expected);
  });

  test("loses no character and fills no line beyond its width, whatever the text", () => {
    const any = fc.string({
      unit: fc.oneof(fc.constantFrom(" ", "\n", "-", "漢", "「", "。", "a"), fc.string({ unit: "grapheme" })),
    });
    fc.assert(
      fc.property(any, fc.integer({ min: 2, max: 30 }), (text, width) => {
        const shown = lines(text, width);
        const bare = (value: string) => value.replace(/\s/g, "");
        expect(bare(shown.join(""))).toBe(bare(prepare(text)));
        for (const line of shown) {
          expect(
            [...line].reduce((sum, character) => sum + advance(character.codePointAt(0) ?? 0), 0),
          ).toBeLessThanOrEqual(width);
        }
      }),
    );
  });

  test("keeps the space at a break, because a screen reader joins the lines as they are", () => {
    expect(wrap("one two", 4, advance).join("")).toBe("one two");
  });

  test("one line has no line ends, tabs or outer spaces", () => {
    expect(oneLine("  a\n\tb  ")).toBe("a b");
  });
});

describe("formats", () => {
  test("days and instants are those of the report's zone, with English month names of three letters", () => {
    const date = new Date("2026-09-30T22:30:00Z");
    expect(formatDay(date, "UTC")).toBe("30 Sep 2026");
    expect(formatInstant(date, "Europe/Berlin")).toBe("1 Oct 2026, 00:30 (Europe/Berlin)");
    expect(() => formatDay(date, "Mars/Olympus")).toThrow(RangeError);
  });

  test.each([
    [0, undefined, "0"],
    [1234, undefined, "1234"],
    [12_345.5, undefined, "12\u202f345.5"],
    [-1_234_567, undefined, "−1\u202f234\u202f567"],
    [1.005, 2, "1.00"],
    [1e21, undefined, "1e+21"],
    [1e-7, undefined, "1e−7"],
    [Number.NaN, undefined, "–"],
  ])("%s with %s digits is %s", (value, digits, text) => expect(formatNumber(value, digits)).toBe(text));
});
