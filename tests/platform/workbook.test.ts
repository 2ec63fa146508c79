import { expect, test, vi } from "vitest";
import { mostLinks, writeWorkbook } from "@/lib/platform/workbook/write";
import { partOf } from "@/tests/support/archives";

const about = { title: "Rows", author: "Somebody", made: new Date("2026-11-23T10:00:00Z") };

test("a reader who stops ends the work, and the source of the rows is closed", async () => {
  let closed = false;
  async function* endless() {
    try {
      for (let row = 0; ; row++)
        yield Array.from({ length: 500 }, (_, at) => [{ value: `${row} ${at} ${Math.random()}` }]);
    } finally {
      closed = true;
    }
  }
  const reader = writeWorkbook(
    [{ name: "Rows", widths: [20], table: true, rows: endless() }],
    about,
  ).getReader();
  expect((await reader.read()).done).toBe(false);
  await reader.cancel();
  await vi.waitFor(() => expect(closed).toBe(true), { timeout: 30_000 });
});

test("the file fails when the source of its rows does", async () => {
  // biome-ignore lint/correctness/useYield: the source fails before its first row.
  async function* broken(): AsyncGenerator<never> {
    throw new Error("The database is away.");
  }
  const bytes = writeWorkbook([{ name: "Rows", widths: [20], table: true, rows: broken() }], about);
  await expect(new Response(bytes).arrayBuffer()).rejects.toThrow("The database is away.");
});

test("a sheet with more links than a spreadsheet can have still opens: the rest is text", async () => {
  const link = "https://plumbline.example/risks/1";
  async function* many() {
    for (let made = 0; made < mostLinks + 10; made += 1_000) {
      const left = Math.min(1_000, mostLinks + 10 - made);
      yield Array.from({ length: left }, (_, at) => [{ value: `R-${made + at}`, link }]);
    }
  }
  const bytes = writeWorkbook([{ name: "Rows", widths: [20], table: true, rows: many() }], about);
  const sheet = await partOf(
    Buffer.from(await new Response(bytes).arrayBuffer()),
    "xl/worksheets/sheet1.xml",
  );
  expect(sheet.match(/<hyperlink /g)).toHaveLength(mostLinks);
  expect(sheet.match(/<row /g)).toHaveLength(mostLinks + 10);
  expect(sheet).toContain(`R-${mostLinks + 9}<`);
}, 30_000);
