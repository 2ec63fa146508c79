import { describe, expect, test } from "vitest";
import { digestReport } from "@/lib/platform/report/digest";
import { badge, type Report } from "@/lib/platform/report/model";
import { renderPdfToBuffer } from "@/lib/platform/report/pdf/render-pdf";
import { pageText, readPdf } from "@/tests/reports/read-pdf";
import { batches, heatMap, reportOf, rowsOf, tableOf } from "@/tests/reports/sample-report";

describe("the content digest", () => {
  const sections = [heatMap, tableOf(rowsOf(20))];

  test("is the one that the last page of the PDF shows", async () => {
    const { pages } = readPdf(await renderPdfToBuffer(reportOf(sections)));
    expect(pageText(pages.at(-1)).replace(/[ \n]/g, "")).toContain(await digestReport(reportOf(sections)));
  });

  test("does not depend on the reader, on batches or on the order of keys", async () => {
    const digest = await digestReport(reportOf(sections));
    expect(await digestReport(reportOf(sections, { generatedFor: "Somebody else" }))).toBe(digest);
    expect(await digestReport(reportOf([heatMap, { ...tableOf(batches(20, 7)), rowCount: 20 }]))).toBe(
      digest,
    );
    const turned = Object.fromEntries(Object.entries(heatMap).toReversed()) as unknown as typeof heatMap;
    expect(await digestReport(reportOf([turned, tableOf(rowsOf(20))]))).toBe(digest);
  });

  test("changes with every part of the content", async () => {
    const rows = rowsOf(20);
    const changed: Report[] = [
      reportOf(sections, { title: "Another" }),
      reportOf(sections, { state: "Approved" }),
      reportOf(sections, { asOf: new Date(0) }),
      reportOf([tableOf(rows), heatMap]),
      reportOf([heatMap, tableOf(rows.slice(1))]),
      reportOf([heatMap, tableOf([...rows.slice(0, 18), ...rows.slice(18).toReversed()])]),
      reportOf([heatMap, tableOf(rows.map((row) => [...row.slice(0, 3), badge("High", "warn")]))]),
      reportOf([heatMap, tableOf(rows.map((row) => row.map((cell) => (cell === 3 ? "3" : cell))))]),
      reportOf([heatMap, tableOf(rows), { kind: "pageBreak" }]),
    ];
    const digests = await Promise.all([reportOf(sections), ...changed].map(digestReport));
    expect(new Set(digests).size).toBe(digests.length);
  });
});
