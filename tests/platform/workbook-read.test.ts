import { describe, expect, test } from "vitest";
import type { SheetRow } from "@/lib/platform/workbook/heading-row";
import { openWorkbook, readingLimits } from "@/lib/platform/workbook/read";
import { archive, smallWorkbook } from "@/tests/support/archives";
import { workbookOf } from "@/tests/support/workbooks";

async function* once(bytes: Uint8Array) {
  yield bytes;
}

async function read(bytes: Uint8Array, sheet?: string, headingRow?: number) {
  const book = await openWorkbook(once(bytes));
  try {
    const chosen = book.sheets.find(({ name }) => name === sheet) ?? book.sheets[0];
    const found = await book.open(chosen?.name ?? "", headingRow ?? chosen?.headingRow ?? 1);
    const rows: SheetRow[] = [];
    for await (const row of found.rows) rows.push(row);
    return { ...book, headings: found.headings, rows };
  } finally {
    await book.close();
  }
}

describe("cells are read as a person reads them", () => {
  test("texts, rich texts, links, numbers, percentages, yes and no, days, times and errors", async () => {
    const bytes = await workbookOf((book) => {
      const sheet = book.addWorksheet("Risks");
      sheet.addRow([
        "Plain",
        "Rich",
        "Link",
        "Sum",
        "Share",
        "Yes",
        "Day",
        "Moment",
        "Formula",
        "Error",
        "Never",
      ]);
      const row = sheet.addRow([
        "Größe 大",
        { richText: [{ text: "half " }, { text: "bold", font: { bold: true } }] },
        { text: "R-0001", hyperlink: "https://plumbline.example/risks/1" },
        0.1 + 0.2,
        0.07,
        true,
        new Date("2026-11-23T00:00:00Z"),
        new Date("2026-11-23T09:30:00Z"),
        { formula: "1+1", result: 2 },
        { error: "#N/A" },
        { formula: "A1" },
      ]);
      row.getCell(5).numFmt = "0.0%";
      row.getCell(4).numFmt = '0.0 "High %"';
      row.getCell(7).numFmt = "dd.mm.yyyy";
      row.getCell(8).numFmt = "dd.mm.yyyy hh:mm";
    });
    expect((await read(bytes)).rows).toEqual([
      {
        line: 2,
        cells: [
          "Größe 大",
          "half bold",
          "R-0001",
          "0.3",
          "7%",
          "TRUE",
          "2026-11-23",
          "2026-11-23 09:30",
          "2",
          "#N/A",
          "#UNCALCULATED!",
        ],
      },
    ]);
  });

  test("texts within the sheet, and days that count from 1904", async () => {
    const parts = smallWorkbook(
      `<row r="1"><c r="A1" t="inlineStr"><is><t>Title</t></is></c><c r="B1" t="str"><f>"Due"</f><v>Due</v></c></row>
       <row r="2"><c r="A2" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c><c r="B2" s="1"><v>44887</v></c></row>`,
    );
    const bytes = await archive({
      ...parts,
      "xl/workbook.xml": parts["xl/workbook.xml"].replace("<sheets>", '<workbookPr date1904="1"/><sheets>'),
      "xl/styles.xml":
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    });
    const { headings, rows } = await read(bytes);
    expect(headings).toEqual(["Title", "Due"]);
    expect(rows).toEqual([{ line: 2, cells: ["inline", "2026-11-23"] }]);
  });
});

describe("a sheet as people keep it", () => {
  const messy = () =>
    workbookOf((book) => {
      const sheet = book.addWorksheet("Risks");
      sheet.addRow(["Risk register 2026 of the claims department"]);
      sheet.mergeCells("A1:D1");
      sheet.addRow([]);
      sheet.addRow(["Area", "Risk", "Owner", "Owner"]);
      sheet.addRow(["Claims", "Leak", "Ada", "Ben"]);
      sheet.addRow(["", "Injection", "Ada", "Cem"]);
      sheet.mergeCells("A4:A5");
      sheet.addRow([]);
      sheet.addRow(["Sales", "Drift", "", "", "note"]).hidden = true;
      book.addWorksheet("Lists", { state: "hidden" }).addRow(["low", "high"]);
    });

  test("the headings are found below a title, merged cells all say the same, and rows keep their numbers", async () => {
    const { headings, rows, sheets } = await read(await messy());
    expect(headings).toEqual(["Area", "Risk", "Owner", "Owner (D)", "Column E"]);
    expect(rows).toEqual([
      { line: 4, cells: ["Claims", "Leak", "Ada", "Ben", ""] },
      { line: 5, cells: ["Claims", "Injection", "Ada", "Cem", ""] },
      { line: 7, cells: ["Sales", "Drift", "", "", "note"] },
    ]);
    expect(sheets).toMatchObject([
      { name: "Risks", hidden: false, headingRow: 3, rows: 5, hiddenRows: 1 },
      { name: "Lists", hidden: true, rows: 1 },
    ]);
  });

  test("another row can be named for the headings, and a sheet without rows below them is refused", async () => {
    const { headings } = await read(await messy(), "Risks", 4);
    expect(headings).toEqual(["Claims", "Leak", "Ada", "Ben", "Column E"]);
    await expect(read(await messy(), "Lists")).rejects.toThrow("no rows below row 1");
  });
});

describe("a workbook that asks for too much is given up", () => {
  const large = () =>
    workbookOf((book) => {
      const sheet = book.addWorksheet("Risks");
      for (let row = 0; row < 20_000; row += 1) sheet.addRow([row, `Risk ${row}`, "a", "b", "c", "d"]);
    });

  test("when it takes more memory or more time than one may, in words that say what to do", async () => {
    const bytes = await large();
    await expect(openWorkbook(once(bytes), { ...readingLimits, megabytes: 24 })).rejects.toThrow(
      "more memory",
    );
    await expect(openWorkbook(once(bytes), { ...readingLimits, patience: 50 })).rejects.toThrow("more time");
  });

  test("while a sheet of twenty thousand rows is read whole", async () => {
    expect((await read(await large())).rows).toHaveLength(19_999);
  });

  test("two are read at once; a third waits for its turn, and is asked to come back when that takes too long", async () => {
    const bytes = await archive(smallWorkbook());
    const [first, second] = [await openWorkbook(once(bytes)), await openWorkbook(once(bytes))];
    await expect(openWorkbook(once(bytes), { ...readingLimits, patience: 50 })).rejects.toThrow("Try again");
    const third = openWorkbook(once(bytes));
    await first.close();
    await (await third).close();
    await second.close();
    expect((await read(bytes, "Risks", 1).catch((error: Error) => error.message)) as string).toContain(
      "no rows",
    );
  });

  test("a bomb is refused by the same door", async () => {
    const bomb = await archive({ ...smallWorkbook(), "xl/more.xml": "<!DOCTYPE a><a/>" });
    await expect(openWorkbook(once(bomb))).rejects.toMatchObject({ code: "declarations" });
  });
});
