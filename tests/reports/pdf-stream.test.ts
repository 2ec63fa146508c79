import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import type { Row, RowSource } from "@/lib/platform/report/model";
import { FontMissing, find } from "@/lib/platform/report/pdf/font-files";
import { type PdfOptions, renderPdf, renderPdfToBuffer } from "@/lib/platform/report/pdf/render-pdf";
import { readPdf } from "@/tests/reports/read-pdf";
import { batches, heatMap, reportOf, rowsOf, tableOf } from "@/tests/reports/sample-report";

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Collects what nobody holds any more, so that memory can be measured and not guessed. */
function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}

/** Rows without end, and what became of their source. */
function endless() {
  const state = { batches: 0, closed: false };
  async function* source(): AsyncGenerator<readonly Row[]> {
    try {
      for (;;) yield rowsOf(200, state.batches++ * 200);
    } finally {
      state.closed = true;
    }
  }
  return { state, rows: source() };
}

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  return Buffer.from(await new Response(stream).arrayBuffer());
}

describe("the bytes of a report", () => {
  test("are the same each time, streamed or whole, from a list or in batches of any size", async () => {
    const report = (rows: RowSource) => reportOf([heatMap, { ...tableOf(rows), rowCount: 700 }]);
    const once = await renderPdfToBuffer(report(rowsOf(700)));
    await pause(1_100);
    expect((await renderPdfToBuffer(report(rowsOf(700)))).equals(once)).toBe(true);
    expect((await bytesOf(renderPdf(report(rowsOf(700))))).equals(once)).toBe(true);
    expect((await bytesOf(renderPdf(report(batches(700, 64))))).equals(once)).toBe(true);
    expect((await renderPdfToBuffer(report(batches(700, 700)))).equals(once)).toBe(true);
  });

  test("differ when one cell or the instant differs", async () => {
    const once = await renderPdfToBuffer(reportOf([tableOf(rowsOf(3))]));
    const later = { asOf: new Date("2026-11-23T13:05:01Z") };
    expect((await renderPdfToBuffer(reportOf([tableOf(rowsOf(3))], later))).equals(once)).toBe(false);
    expect((await renderPdfToBuffer(reportOf([tableOf(rowsOf(3, 1))]))).equals(once)).toBe(false);
  });
});

describe("a streamed report", () => {
  test("reads rows once and no faster than its reader takes pages", async () => {
    const { state, rows } = endless();
    const reader = renderPdf(reportOf([tableOf(rows)])).getReader();
    await reader.read();
    for (let before = -1; before !== state.batches; await pause(300)) before = state.batches;
    expect(state.batches).toBeLessThan(50);
    await reader.cancel();
    await pause(50);
    expect(state.closed).toBe(true);
  });

  test("lets other work run between its pages", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await renderPdfToBuffer(reportOf([tableOf(rowsOf(4_000))]));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
  });

  test("stops with the signal's reason and closes its rows", async () => {
    const { state, rows } = endless();
    const abort = new AbortController();
    const options: PdfOptions = {
      signal: abort.signal,
      onPage: (page) => page === 20 && abort.abort(new Error("cancelled by the user")),
    };
    await expect(bytesOf(renderPdf(reportOf([tableOf(rows)]), options))).rejects.toThrow(
      "cancelled by the user",
    );
    expect(state.closed).toBe(true);
  });

  test("fails with what failed inside it", async () => {
    async function* broken(): AsyncGenerator<readonly Row[]> {
      yield rowsOf(10);
      throw new Error("connection lost");
    }
    await expect(bytesOf(renderPdf(reportOf([tableOf(broken())])))).rejects.toThrow("connection lost");
    const sign = () => Promise.reject(new Error("no key"));
    await expect(bytesOf(renderPdf(reportOf([]), { sign }))).rejects.toThrow("no key");
  });

  test("of 20,000 rows is a whole file that counts its pages, and needs little memory", async () => {
    await renderPdfToBuffer(reportOf([tableOf(rowsOf(10))]));
    const used = () => {
      collectGarbage();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    const before = used();
    let most = before;
    const onPage = (page: number) => {
      if (page % 100 === 0) most = Math.max(most, used());
    };
    const stream = renderPdf(reportOf([tableOf(batches(20_000, 500))]), { layout: "register", onPage });
    const reader = stream.getReader();
    const chunks: Uint8Array[] = [];
    for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value);
    expect(most - before).toBeLessThan(30_000_000);
    const { pages } = readPdf(Buffer.concat(chunks));
    for (const page of [pages[1], pages[300], pages.at(-1)]) {
      expect(page?.texts.map(({ text }) => text)).toContain(String(pages.length));
    }
  });

  test("without its fonts says which file is missing and what to do", async () => {
    const failure = await find("noto-sans/none.ttf", "/").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FontMissing);
    expect(String(failure)).toContain('The font noto-sans/none.ttf is not installed. Run "npm ci"');
  });
});
