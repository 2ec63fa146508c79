import exceljs, { type Workbook } from "exceljs";

/** Returns the bytes of a workbook that the given steps fill. */
export async function workbookOf(fill: (book: Workbook) => void): Promise<Uint8Array<ArrayBuffer>> {
  const book = new exceljs.Workbook();
  fill(book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}
