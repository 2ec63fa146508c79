import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BadgeTone, type Block, badge, type Report } from "@/lib/platform/report/model";
import { type PdfOptions, renderPdfToBuffer } from "@/lib/platform/report/pdf/render-pdf";
import { pageText, readPdf, reference } from "@/tests/reports/read-pdf";
import { heatMap, reportOf, rowsOf, tableOf } from "@/tests/reports/sample-report";

async function pagesOf(sections: readonly Block[], changes: Partial<Report> = {}, options: PdfOptions = {}) {
  return readPdf(await renderPdfToBuffer(reportOf(sections, changes), options)).pages;
}

async function textOf(...sections: Block[]): Promise<string> {
  return (await pagesOf(sections)).slice(2).map(pageText).join("\n");
}

const heading = (level: 1 | 2 | 3, text: string, appendix = false) =>
  ({ kind: "heading", level, text, appendix }) as const;

describe("every report", () => {
  test("has a cover with organisation, title, subtitle, state, instant in the zone and reader", async () => {
    const [cover] = await pagesOf([]);
    expect(pageText(cover).split("\n")).toEqual([
      "Nordwind Bank AG",
      "AI risk register",
      "All systems of the retail bank",
      "State",
      "Draft",
      "As of",
      "23 Nov 2026, 14:05 (Europe/Berlin)",
      "Generated for",
      "Anna Müller",
    ]);
  });

  test("says on every page after the cover whose it is, in which state, and which page of how many", async () => {
    const pages = await pagesOf([tableOf(rowsOf(150))]);
    expect(pages.length).toBeGreaterThan(5);
    pages.slice(1).forEach((page, index) => {
      const lines = pageText(page).split("\n");
      expect(lines.slice(0, 5)).toEqual([
        "Nordwind Bank AG · AI risk register",
        "Draft",
        `Page ${index + 2} of`,
        String(pages.length),
        "Generated for Anna Müller",
      ]);
    });
  });

  test("never leaves a heading alone at the end of a page: a figure or the first row goes with it", async () => {
    const bars: Block = {
      ...{ kind: "bars", title: "By level", counted: "risks" },
      bars: ["Low", "Medium", "High", "Critical"].map((label) => ({ label, value: 3, of: 12 })),
    };
    const followers = [
      [bars, "By level"],
      [heatMap, heatMap.title],
      [tableOf(rowsOf(3)), "Risk"],
    ] as const;
    for (const [follower, begins] of followers)
      for (let lines = 20; lines < 44; lines += 1) {
        const filler: Block = { kind: "list", items: Array.from({ length: lines }, (_, at) => `Line ${at}`) };
        const pages = await pagesOf([filler, heading(1, "Kept"), heading(2, "With it"), follower]);
        const page =
          pages
            .slice(2)
            .map(pageText)
            .find((text) => text.includes("With it")) ?? "";
        expect([lines, page.includes("Kept"), page.includes(begins)]).toEqual([lines, true, true]);
      }
  });

  test("names in its contents each heading of level 1 and 2 with number and page", async () => {
    const filler: Block = { kind: "pageBreak" };
    const text: Block = { kind: "paragraph", text: "Text." };
    const sections = [
      ...[
        heading(1, "Summary"),
        text,
        filler,
        heading(1, "Risks"),
        text,
        heading(2, "By unit"),
        heading(3, "Detail"),
        text,
      ],
      ...[
        filler,
        heading(2, "By system"),
        text,
        heading(1, "Method", true),
        text,
        heading(1, "Sources", true),
        text,
      ],
    ];
    const lines = pageText((await pagesOf(sections))[1])
      .split("\n")
      .slice(5);
    expect(lines).toEqual([
      "Contents",
      ...["1", "Summary", "3"],
      ...["2", "Risks", "4"],
      ...["2.1", "By unit", "4"],
      ...["2.2", "By system", "5"],
      ...["Appendix A", "Method", "5"],
      ...["Appendix B", "Sources", "5"],
      ...["Verification", "6"],
    ]);
  });

  test("ends with the digest, and with the signature over it when it is signed", async () => {
    let signed = "";
    const sign = async (digest: string) => {
      signed = digest;
      return { algorithm: "Ed25519", keyId: "key-1", value: "c2lnbmF0dXJl" };
    };
    const last = pageText((await pagesOf([], {}, { sign, howToCheck: "Run the verifier." })).at(-1));
    expect(signed).toMatch(/^[0-9a-f]{64}$/);
    expect(last.replace(/[ \n]/g, "")).toContain(signed);
    for (const text of ["Verification", "Ed25519, key key-1", "c2lnbmF0dXJl", "Run the verifier."])
      expect(last).toContain(text);
  });
});

describe("a table", () => {
  test("repeats its headings on each page, keeps every row and cuts none", async () => {
    const pages = (await pagesOf([tableOf(rowsOf(150))])).slice(2, -1);
    expect(pages.length).toBeGreaterThan(3);
    const seen = pages.flatMap((page) => {
      const lines = pageText(page).split("\n");
      expect(lines.slice(5, 9)).toEqual(["Number", "Risk", "Score", "Severity"]);
      return lines.slice(9);
    });
    expect(seen).toEqual(rowsOf(150).flatMap(([id, text, score]) => [id, text, String(score), "High"]));
  });

  test("goes on to the next pages with a row that no page can hold, and loses none of its text", async () => {
    const words = Array.from({ length: 3_000 }, (_, index) => `word${index}`).join(" ");
    const table = tableOf([
      ["R-1", "before", 1, null],
      ["R-2", words, 2, null],
      ["R-3", "after", 3, null],
    ]);
    const text = (await textOf(table)).replace(/\n/g, " ");
    const found = [...text.matchAll(/\bword(\d+)\b/g)].map(([, index]) => Number(index));
    expect(found).toEqual(Array.from({ length: 3_000 }, (_, index) => index));
    expect(text.indexOf("word2999")).toBeLessThan(text.indexOf("after"));
  });

  test("breaks a word that is wider than its column, and loses none of it", async () => {
    const word = "abcdefghij".repeat(30);
    expect((await textOf(tableOf([["R-1", word, 1, null]]))).replace(/\n/g, "")).toContain(word);
  });

  test("draws what is not recorded as a dash and what is empty as nothing", async () => {
    expect(await textOf(tableOf([["R-1", null, "", null]]))).toContain("Severity\nR-1\n–\n–\n");
  });

  test("without rows says so", async () => {
    expect(await textOf({ ...tableOf([]), title: "Open risks" })).toContain("Open risks\nNone.");
    expect(await textOf({ ...tableOf([]), empty: "No risk is open." })).toContain("No risk is open.");
  });

  test("groups the digits of large numbers and keeps the digits asked for", async () => {
    const columns = [{ label: "n", kind: "number", digits: 1 }] as const;
    expect(await textOf({ kind: "table", columns, rows: [[1_234_567.25], [-3], [1234]] })).toContain(
      "1\u202f234\u202f567.3\n−3.0\n1234.0",
    );
  });
});

describe("text", () => {
  test("in Greek, Cyrillic, Polish, Vietnamese, Hindi and Japanese comes out as it went in", async () => {
    const names = [
      "Αλέξανδρος",
      "Наталья Ёлкина",
      "Zażółć gęślą jaźń",
      "Nguyễn Thị Ánh",
      "पारदर्शिता",
      "山田 太郎（ソース）",
      "Ẹ̀kọ́",
    ];
    const text = await textOf({ kind: "list", items: names });
    for (const name of names) expect(text).toContain(name.normalize("NFC"));
  });

  test("without a glyph is drawn as a box, and the last page names the characters", async () => {
    const pages = await pagesOf([{ kind: "paragraph", text: "Robot 🤖, 한 and \u0007." }]);
    expect(pageText(pages[2])).toContain("Robot \ufffd, \ufffd and \ufffd.");
    expect(pageText(pages.at(-1)).replaceAll("\n", " ")).toContain(
      "no picture for 3 characters, drawn as an empty box: U+0007, U+D55C, U+1F916.",
    );
  });

  test("of any kind can be rendered everywhere a report takes text", async () => {
    const any = fc.string({
      unit: fc.oneof(fc.string({ unit: "binary", maxLength: 3 }), fc.constant("\ud800")),
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(any, any, async (one, other) => {
        const table = { ...tableOf([[one, other, 1, badge(one, "unknown")]]), title: other };
        const facts: Block = { kind: "facts", items: [{ label: one, value: other }] };
        const callout: Block = { kind: "callout", tone: "warn", title: one, text: other };
        const sections = [heading(1, one), table, facts, callout, { kind: "list", items: [other] } as const];
        const pages = await pagesOf(sections, {
          title: one,
          organisation: other,
          state: one,
          generatedFor: other,
        });
        expect(pages.length).toBeGreaterThanOrEqual(4);
      }),
      { numRuns: 40 },
    );
  });
});

describe("a figure", () => {
  test("the heat map writes count and letter into every cell, highest row first, and sums the bands", async () => {
    const [, , page] = await pagesOf([heatMap]);
    const lines = pageText(page).split("\n").slice(5);
    expect(lines.slice(0, 1)).toEqual(["Current risk"]);
    expect(lines.slice(1, 13)).toEqual(["L", "4", "L", "0", "H", "2", "L", "1", "H", "0", "H", "2"]);
    expect(lines.join(" ")).toContain("H High 4 44 % L Low 5 56 % 9 risks");
    const rowOf = (text: string) => page?.texts.find((shown) => shown.text === text)?.y ?? 0;
    expect(rowOf("Likely")).toBeLessThan(rowOf("Rare"));
  });

  test("a heat map whose cells do not fit its scales is refused", async () => {
    await expect(pagesOf([{ ...heatMap, cells: [] }])).rejects.toThrow('heat map "Current risk" do not fit');
  });

  test("bars say their number in words, and the share of what they are part of", async () => {
    const bars = [
      { label: "Chat", value: 18, of: 24 },
      { label: "Credit", value: 0, of: 0 },
      { label: "Code", value: 3 },
    ];
    const text = await textOf({ kind: "bars", title: "Controls operating", counted: "controls", bars });
    for (const words of ["18 of 24, 75 %", "0 of 0\n", "\n3\n"]) expect(text).toContain(words);
  });

  test("a trend numbers its points and leaves a gap where there is no value", async () => {
    const points = [
      { label: "Sep", value: 12 },
      { label: "Oct", value: null },
      { label: "Nov", value: 7.5 },
    ];
    const text = await textOf({ kind: "trend", title: "Open risks", counted: "risks", points });
    for (const shown of ["\n12\n", "\n7.5\n", "Sep", "Oct", "Nov"]) expect(text).toContain(shown);
  });

  test("a loss exceedance curve says on its axes how likely and how much, and names its lines", async () => {
    const curve = (loss: number): Block => ({
      kind: "curve",
      title: "How likely is a year to cost more than this?",
      counted: "100,000 simulated years",
      currency: "EUR",
      lines: [
        {
          label: "Today",
          points: [
            { loss: 900, probability: 0.3 },
            { loss: 120_000, probability: 0.01 },
          ],
        },
        {
          label: "Treated",
          points: [
            { loss, probability: 0.1 },
            { loss: 20_000, probability: 0.01 },
          ],
        },
      ],
    });
    const text = await textOf(curve(700));
    for (const word of ["0 %", "10 %", "40 %", "€1K", "€100K", "Today", "Treated", "100,000 simulated years"])
      expect(text.split("\n")).toContain(word);
    await expect(textOf(curve(Number.POSITIVE_INFINITY))).rejects.toThrow("not finite");
    expect(await textOf({ ...curve(1), lines: [] } as Block)).not.toContain("How likely");
  });

  test("a trend below zero keeps zero on its axis; a number that is not finite is refused", async () => {
    const trend = (value: number): Block => ({
      kind: "trend",
      title: "Drift",
      counted: "points",
      points: [{ label: "Q1", value }],
    });
    const text = await textOf(trend(-30));
    for (const shown of ["\n0\n", "\n−40\n", "\n−30\n"]) expect(text).toContain(shown);
    await expect(textOf(trend(Number.NaN))).rejects.toThrow(
      'The figure "Drift" holds a number that is not finite',
    );
  });

  test("every tone has a shape of its own beside its word, so that colour is never needed", async () => {
    const tones: BadgeTone[] = ["neutral", "info", "good", "warn", "bad", "critical", "unknown"];
    const shapes: string[] = [];
    for (const tone of tones) {
      const file = readPdf(
        await renderPdfToBuffer(reportOf([tableOf([["R-1", "", "", badge("Word", tone)]])])),
      );
      expect(pageText(file.pages[2])).toContain("Word");
      const name = /\/(S\d+) Do/.exec(file.pages[2]?.content ?? "")?.[1] ?? "";
      const page = file.object(file.pages[2]?.id ?? 0);
      const shape = file.stream(reference(file.object(reference(page, "Resources")), name));
      shapes.push(shape.replace(/[\d.]+ [\d.]+ [\d.]+ (?:rg|RG)/g, ""));
    }
    expect(shapes.every(Boolean)).toBe(true);
    expect(new Set(shapes).size).toBe(tones.length);
  });
});
