import { describe, expect, test } from "vitest";
import { CsvError } from "@/lib/platform/csv/csv-error";
import { type CsvReadOptions, readCsv } from "@/lib/platform/csv/read";

const bytes = (text: string) => new TextEncoder().encode(text);

async function refusal(source: string | Uint8Array, options: CsvReadOptions = {}): Promise<CsvError> {
  const error = await (async () => {
    const file = await readCsv(typeof source === "string" ? bytes(source) : source, options);
    for await (const _row of file.rows);
  })().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CsvError);
  return error as CsvError;
}

describe("a file is refused, saying where and what to do:", () => {
  test.each([
    ["an empty file", "", "empty", 1, "The file is empty"],
    ["a file of blank lines", "\n\r\n\n", "empty", 1, "The file is empty"],
    ["headings without rows", "a,b\n", "no-rows", 1, "headings but no rows"],
    [
      "a first line without names",
      ",,\n1,2,3\n",
      "headings",
      1,
      "Put the names of the columns in the first line",
    ],
    [
      "a heading given twice",
      "Name,b, name\n1,2,3\n",
      "headings",
      1,
      'The heading "name" stands twice, in columns 1 and 3',
    ],
    [
      "a quotation mark that is never closed",
      'a,b\n1,"2\n3,4\n',
      "quotes",
      2,
      "opened in line 2, column 2 is never closed",
    ],
    [
      "text after a closing quotation mark",
      'a,b\n1,2\n"x"y,2\n',
      "quotes",
      3,
      "inside a text in line 3, column 1",
    ],
    [
      "a quotation mark inside a bare cell",
      'a,b\n"p\nq",2\n1,5" pipe\n',
      "quotes",
      4,
      "inside a text in line 4, column 2",
    ],
    ["a NUL character", "a,b\n1,2\n1,\0\n", "nul", 3, "Line 3 holds a NUL character"],
    ["a workbook", "PK\u0003\u0004rest", "not-text", 1, "This is a workbook"],
  ])("%s", async (_name, source, code, line, message) => {
    const error = await refusal(source);
    expect(error).toMatchObject({ code, line });
    expect(error.message).toContain(message);
  });

  test("bytes that are not UTF-8 are named with their line", async () => {
    const source = Buffer.concat([bytes("a,b\r\n1,ö\r\n2,"), Buffer.from([0xe4]), bytes("rger\r\n")]);
    expect(await refusal(source)).toMatchObject({ code: "encoding", line: 3 });
  });

  test("half a character in UTF-16 is named with its line", async () => {
    expect(await refusal(Buffer.from("\ufeffa\nx\ud800y\n", "utf16le"))).toMatchObject({
      code: "encoding",
      line: 2,
    });
    expect(await refusal(Buffer.from("\ufeffa\nxy\n", "utf16le").subarray(0, -1))).toMatchObject({
      code: "encoding",
    });
  });

  test("a heading row with 10,000 columns is refused with a message that names the limit", async () => {
    const error = await refusal(Array.from({ length: 10_000 }, (_, index) => `c${index}`).join(","));
    expect(error).toMatchObject({ code: "too-many-columns", line: 1 });
    expect(error.message).toBe(
      "The heading row has more than 200 columns, the most that are read. Remove some of them.",
    );
  });

  test("rows, cells and bytes beyond the limit are refused with line and limit", async () => {
    const rows = await refusal("a\n1\n2\n3\n", { limits: { rows: 2 } });
    expect(rows).toMatchObject({ code: "too-many-rows", line: 4 });
    expect(rows.message).toContain("more than 2 rows");
    const cell = await refusal(`a,b\n1,${"x".repeat(11)}\n`, { limits: { cell: 10 } });
    expect(cell).toMatchObject({ code: "cell-too-long", line: 2, column: 2 });
    const size = await refusal("a\n1\n2\n", { limits: { bytes: 5 } });
    expect(size.message).toBe(
      "The file is larger than 5 bytes, the most that is read. Split it into several files.",
    );
  });

  test.each([
    ["commas", ","],
    ["line ends", "\n"],
    ["quotation marks", '"'],
    ["empty rows", ",\n"],
    ["half quoted cells", '"a\n'],
    ["letters", "x"],
  ])("100 MB of %s end early, in bounded time and memory", async (_name, piece) => {
    const block = Buffer.from(piece.repeat(Math.floor(65_536 / piece.length)));
    async function* source() {
      yield bytes("a,b\n");
      for (let sent = 0; sent < 100_000_000; sent += block.length) yield block;
    }
    const before = process.memoryUsage().rss;
    const started = performance.now();
    const failure = await (async () => {
      for await (const _row of (await readCsv(source())).rows);
    })().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CsvError);
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  });
});
