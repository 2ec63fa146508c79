import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { neutralise, restore } from "@/lib/platform/csv/neutralise";
import { type CsvReadOptions, type CsvRow, readCsv } from "@/lib/platform/csv/read";
import {
  type CsvCell,
  type CsvColumn,
  type CsvTable,
  type CsvWriteOptions,
  writeCsv,
} from "@/lib/platform/csv/write";

const bytes = (text: string) => new TextEncoder().encode(text);

async function read(source: string | Uint8Array, options: CsvReadOptions = {}) {
  const file = await readCsv(typeof source === "string" ? bytes(source) : source, options);
  const rows: CsvRow[] = [];
  for await (const row of file.rows) rows.push(row);
  return { headings: file.headings, delimiter: file.delimiter, rows, cells: rows.map((row) => row.cells) };
}

async function write(table: CsvTable, options: CsvWriteOptions = {}): Promise<string> {
  const whole = await new Response(writeCsv(table, { bom: false, ...options })).arrayBuffer();
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(whole);
}

const text = (...headings: string[]) => headings.map((heading) => ({ heading }));

describe("neutralised text", () => {
  test.each([
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\rx",
    "\nx",
    "  =1",
    "\u00a0=1",
    "\u3000＝1",
    "＋1",
    "－1",
    "＠x",
    "\ufeff=1",
  ])("%j gets an apostrophe", (formula) => expect(neutralise(formula)).toBe(`'${formula}`));

  test.each(["", "a=1", "'tis", "1-2", "e-mail@example.org", "O'Neil"])("%j stays as it is", (plain) =>
    expect(neutralise(plain)).toBe(plain),
  );

  test("a text that already looks neutralised gets one more apostrophe, so that it comes back whole", () => {
    expect(neutralise("'=1")).toBe("''=1");
    expect(restore("''=1")).toBe("'=1");
  });

  test("every string comes back as it was, and none of them begins like a formula", () => {
    const tricky = fc.string({ unit: fc.constantFrom("'", "=", "-", " ", "\t", "\u200b", "＝", "a", "\r") });
    fc.assert(
      fc.property(fc.oneof(tricky, fc.string({ unit: "binary" })), (original) => {
        const neutral = neutralise(original);
        expect(restore(neutral)).toBe(original);
        expect(neutral.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/u);
      }),
    );
  });

  test("a long hostile beginning takes no time", () => {
    const started = process.cpuUsage();
    neutralise(`${"'".repeat(200_000)}${" ".repeat(200_000)}x`);
    expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
  });
});

describe("writing", () => {
  test("begins with a byte order mark unless told not to", async () => {
    const table = { columns: text("a"), rows: [["1"]] };
    expect(await write(table, { bom: true })).toBe("\ufeffa\r\n1\r\n");
    expect(await write(table)).toBe("a\r\n1\r\n");
  });

  test("quotes delimiters, quotation marks, line ends and outer spaces, and doubles quotation marks", async () => {
    const rows = [['say "no"', "a,b", "two\nlines", " outer ", "a;b"]];
    expect(await write({ columns: text("a", "b", "c", "d", "e"), rows })).toBe(
      'a,b,c,d,e\r\n"say ""no""","a,b","two\nlines"," outer ","a;b"\r\n',
    );
  });

  test("neutralises text and headings, but leaves numbers in number columns alone", async () => {
    const columns: CsvColumn[] = [{ heading: "=evil" }, { heading: "n", kind: "number" }, { heading: "t" }];
    const rows: CsvCell[][] = [
      ["-5", "-5", -5],
      ["x", "-5+1", null],
    ];
    expect(await write({ columns, rows })).toBe("'=evil,n,t\r\n'-5,-5,-5\r\nx,'-5+1,\r\n");
  });

  test("a row with fewer cells is filled up, one with more is refused", async () => {
    expect(await write({ columns: text("a", "b"), rows: [["1"]] })).toBe("a,b\r\n1,\r\n");
    await expect(write({ columns: text("a"), rows: [["1", "2"]] })).rejects.toThrow(
      "Row 2 has 2 cells for 1 columns",
    );
  });

  test("a number that is not finite is refused", async () => {
    await expect(write({ columns: text("a"), rows: [[Number.NaN]] })).rejects.toThrow("not finite");
  });

  test("batches are asked for as the reader takes them, and cancelling closes the source", async () => {
    let asked = 0;
    let closed = false;
    async function* batches() {
      try {
        for (;;) {
          asked++;
          yield [["x"]];
        }
      } finally {
        closed = true;
      }
    }
    const reader = writeCsv({ columns: text("a"), rows: batches() }).getReader();
    await reader.read();
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toBeLessThan(5);
    await reader.cancel();
    expect(closed).toBe(true);
  });

  test("what is written is read back the same, whatever it holds", async () => {
    const cell = fc.string({ unit: "grapheme" }).filter((value) => !value.includes("\0"));
    const table = fc.array(fc.tuple(fc.constant("row"), cell, cell), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(",", ";", "\t"), async (rows, delimiter) => {
        const written = await write({ columns: text("one", "two", "three"), rows }, { delimiter });
        expect((await read(written)).cells).toEqual(rows);
      }),
    );
  });
});

describe("reading", () => {
  test.each([",", ";", "\t"] as const)(
    "finds the delimiter %j, though the other ones stand in quoted text",
    async (delimiter) => {
      const source = `id${delimiter}"a,b;c\td"\n1${delimiter}"x, y; z"\n`;
      const { headings, cells } = await read(source);
      expect(headings).toEqual(["id", "a,b;c\td"]);
      expect(cells).toEqual([["1", "x, y; z"]]);
    },
  );

  test("a decimal comma does not make the comma the delimiter", async () => {
    expect((await read("a;b\n1,5;2,5\n3,5;4,5\n")).cells).toEqual([
      ["1,5", "2,5"],
      ["3,5", "4,5"],
    ]);
  });

  test("Excel's first line sep=; decides", async () => {
    const { rows, delimiter } = await read("sep=;\r\na;b\r\n1;2\r\n");
    expect(delimiter).toBe(";");
    expect(rows).toEqual([{ line: 3, row: 2, cells: ["1", "2"], problems: [] }]);
  });

  const sample = "naïve,名前\r\nżółć,山田\r\n";
  test.each([
    ["UTF-8", Buffer.from(sample)],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${sample}`)],
    ["UTF-16LE", Buffer.from(`\ufeff${sample}`, "utf16le")],
    ["UTF-16BE", Buffer.from(`\ufeff${sample}`, "utf16le").swap16()],
  ])("understands %s, in whatever pieces it arrives", async (_name, whole) => {
    for (const size of [1, 2, 3, 7, whole.length]) {
      async function* pieces() {
        for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
      }
      const file = await readCsv(pieces());
      expect(file.headings).toEqual(["naïve", "名前"]);
      for await (const row of file.rows) expect(row.cells).toEqual(["żółć", "山田"]);
    }
  });

  test("takes CRLF, LF and CR, mixed, and knows the line of each row", async () => {
    const { rows } = await read('a,b\r\n1,"x\r\ny"\n\n2,z\r3,"p\nq\nr"\r\n\r\n,\n4,w');
    expect(rows.map(({ line, cells }) => [line, cells])).toEqual([
      [2, ["1", "x\r\ny"]],
      [5, ["2", "z"]],
      [6, ["3", "p\nq\nr"]],
      [11, ["4", "w"]],
    ]);
  });

  test("rows with too few or too many cells, and data below no heading, are problems of their row", async () => {
    const { rows } = await read("a,b,,d,\n1,2\n1,2,3,4\n1,2,,4,5\n1,2,,4,,6\n1,2,,4,,,\n");
    expect(rows.map(({ cells }) => cells.length)).toEqual([4, 4, 4, 4, 4]);
    expect(rows.flatMap(({ problems }) => problems)).toEqual([
      { line: 2, message: "Line 2 has 2 cells for 4 headings. Check whether a delimiter is missing." },
      {
        line: 3,
        column: 3,
        message: "Column 3 has no heading, but line 3 holds data in it. Name the column or empty it.",
      },
      {
        line: 4,
        column: 5,
        message: "Column 5 has no heading, but line 4 holds data in it. Name the column or empty it.",
      },
      {
        line: 5,
        column: 6,
        message:
          "Line 5 has 6 cells for 5 headings. Put quotation marks around a cell that holds the delimiter.",
      },
    ]);
  });

  test("apostrophes before formulas are taken off, unless told not to", async () => {
    expect((await read("a\n'=1+1\n")).cells).toEqual([["=1+1"]]);
    expect((await read("a\n'=1+1\n", { restore: false })).cells).toEqual([["'=1+1"]]);
  });

  test("stopping early closes the source", async () => {
    let closed = false;
    async function* source() {
      try {
        yield bytes("a\n");
        for (;;) yield bytes("1\n".repeat(10_000));
      } finally {
        closed = true;
      }
    }
    for await (const _row of (await readCsv(source())).rows) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(closed).toBe(true);
  });
});
