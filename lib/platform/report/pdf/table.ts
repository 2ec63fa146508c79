import "server-only";
import type { Column, FactsBlock, Row, TableBlock } from "@/lib/platform/report/model";
import type { Pages } from "@/lib/platform/report/pdf/pages";
import { FEWEST_LINES, TableDrawing } from "@/lib/platform/report/pdf/table-drawing";
import { type LaidRow, TableLayout, type TableLook } from "@/lib/platform/report/pdf/table-layout";
import { drawText } from "@/lib/platform/report/pdf/text-blocks";
import { gap, styles } from "@/lib/platform/report/pdf/theme";

const normal: TableLook = { cell: styles.cell, head: styles.cellHead, padX: 4, padY: 3.5, symbol: 12 };
const dense: TableLook = {
  cell: styles.denseCell,
  head: styles.denseHead,
  padX: 4,
  padY: 2.75,
  symbol: 10.5,
};
const DENSE_FROM = 7;

/** Draws a table from batches of rows, its heading repeated on every page. */
export async function drawTable(
  pages: Pages,
  block: TableBlock,
  batches: AsyncIterable<readonly Row[]>,
): Promise<void> {
  const look = block.columns.length >= DENSE_FROM ? dense : normal;
  const table = new TableDrawing(
    pages,
    new TableLayout(block.columns, look, pages.face, pages.left, pages.width),
  );
  let started = false;
  for await (const rows of batches) {
    for (const row of rows) {
      const laid = table.layout.row(row);
      if (!started) await startTable(pages, block, table, laid);
      started = true;
      if (!table.drawIfRoom(laid)) await table.drawOver(laid);
    }
  }
  if (started) table.finish();
  else await drawEmpty(pages, block);
  pages.y += gap.block;
}

/** Draws a record's facts as two columns, label and value. */
export async function drawFacts(pages: Pages, block: FactsBlock): Promise<void> {
  const labelWeight = pages.width > 600 ? 2 : 3;
  const columns: Column[] = [
    { label: "", weight: labelWeight, rowHeader: true },
    { label: "", weight: 10 - labelWeight },
  ];
  const table = new TableDrawing(
    pages,
    new TableLayout(columns, normal, pages.face, pages.left, pages.width),
  );
  table.begin();
  for (const { label, value } of block.items) {
    const laid = table.layout.row([label, value]);
    if (!table.drawIfRoom(laid)) await table.drawOver(laid);
  }
  table.finish();
  pages.y += gap.block;
}

async function startTable(
  pages: Pages,
  block: TableBlock,
  table: TableDrawing,
  first: LaidRow,
): Promise<void> {
  const title = block.title
    ? styles.caption.leading + (block.note ? styles.muted.leading : 0) + gap.title
    : 0;
  const firstRow = table.layout.height(Math.min(first.lines, FEWEST_LINES));
  await pages.need(title + table.layout.headHeight + firstRow);
  table.begin();
  const caption = block.title || block.note ? pages.tags.open("Caption", table.element) : null;
  if (block.title) await drawText(pages, block.title, styles.caption, caption);
  if (block.note) await drawText(pages, block.note, styles.muted, caption);
  pages.tags.close(caption);
  if (block.title || block.note) pages.y += gap.title;
  table.head();
}

async function drawEmpty(pages: Pages, block: TableBlock): Promise<void> {
  for (const [text, style] of [
    [block.title, styles.caption],
    [block.note, styles.muted],
    [block.empty ?? "None.", styles.body],
  ] as const) {
    if (!text) continue;
    const element = pages.tags.open("P");
    await drawText(pages, text, style, element);
    pages.tags.close(element);
  }
}
