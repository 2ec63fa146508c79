import "server-only";
import type { Column, FactsBlock, Row, TableBlock } from "@/lib/platform/report/model";
import type { Pages } from "@/lib/platform/report/pdf/pages";
import { placeColumns, type TableLook } from "@/lib/platform/report/pdf/table-columns";
import { FEWEST_LINES, TableDrawing } from "@/lib/platform/report/pdf/table-drawing";
import { TableLayout } from "@/lib/platform/report/pdf/table-layout";
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

/** So many rows are looked at before the widths of the columns are settled. */
const SAMPLE = 40;

/** Draws a table from batches of rows, its heading repeated on every page. */
export async function drawTable(
  pages: Pages,
  block: TableBlock,
  batches: AsyncIterable<readonly Row[]>,
): Promise<void> {
  let table: TableDrawing | undefined;
  let waiting: readonly Row[] = [];
  for await (const rows of batches) {
    waiting = waiting.length > 0 ? [...waiting, ...rows] : rows;
    if (!table && waiting.length < SAMPLE) continue;
    table ??= await startTable(pages, block, waiting);
    await drawRows(table, waiting);
    waiting = [];
  }
  if (waiting.length > 0) {
    table = await startTable(pages, block, waiting);
    await drawRows(table, waiting);
  }
  if (table) table.finish();
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
  const table = openTable(pages, columns, [], normal);
  table.begin();
  await drawRows(
    table,
    block.items.map(({ label, value }) => [label, value]),
  );
  table.finish();
  pages.y += gap.block;
}

async function drawRows(table: TableDrawing, rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    const laid = table.layout.row(row);
    if (!table.drawIfRoom(laid)) await table.drawOver(laid);
  }
}

function openTable(
  pages: Pages,
  columns: readonly Column[],
  sample: readonly Row[],
  look: TableLook,
): TableDrawing {
  const placed = placeColumns(columns, sample, look, pages.face, pages);
  return new TableDrawing(pages, new TableLayout(placed, look, pages.face));
}

/** Draws title and headings above the first row, kept together with it. */
async function startTable(pages: Pages, block: TableBlock, rows: readonly Row[]): Promise<TableDrawing> {
  const look = block.columns.length >= DENSE_FROM ? dense : normal;
  const table = openTable(pages, block.columns, rows.slice(0, SAMPLE), look);
  const first = table.layout.row(rows[0] ?? []);
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
  return table;
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
