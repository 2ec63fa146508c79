import { expect, test, vi } from "vitest";
import { writeWorkbook } from "@/lib/platform/workbook/write";

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
  await vi.waitFor(() => expect(closed).toBe(true), { timeout: 5_000 });
});

test("the file fails when the source of its rows does", async () => {
  // biome-ignore lint/correctness/useYield: the source fails before its first row.
  async function* broken(): AsyncGenerator<never> {
    throw new Error("The database is away.");
  }
  const bytes = writeWorkbook([{ name: "Rows", widths: [20], table: true, rows: broken() }], about);
  await expect(new Response(bytes).arrayBuffer()).rejects.toThrow("The database is away.");
});
