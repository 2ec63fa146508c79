import "server-only";
import type { Pages } from "@/lib/platform/report/pdf/pages";
import type { LaidColumn } from "@/lib/platform/report/pdf/table-columns";
import {
  cellColour,
  type LaidCell,
  type LaidRow,
  type TableLayout,
} from "@/lib/platform/report/pdf/table-layout";
import type { Element } from "@/lib/platform/report/pdf/tags";
import { baseline } from "@/lib/platform/report/pdf/text-blocks";
import { colours } from "@/lib/platform/report/pdf/theme";

/** A row too tall for any page begins where it stands only when this many of its lines fit. */
export const FEWEST_LINES = 6;

/** Draws the rows of one table down the pages, its heading again on every page. */
export class TableDrawing {
  readonly layout: TableLayout;
  readonly #pages: Pages;
  element: Element | null = null;
  #body: Element | null = null;
  #hasHead = false;

  constructor(pages: Pages, layout: TableLayout) {
    this.#pages = pages;
    this.layout = layout;
  }

  begin(): void {
    this.element = this.#pages.tags.open("Table");
  }

  /** Draws the heading row for the first time; on later pages it is repeated as furniture. */
  head(): void {
    const { tags } = this.#pages;
    this.#hasHead = true;
    tags.within("THead", this.element, (head) =>
      tags.within("TR", head, (row) => {
        this.#drawHead((column, draw) => {
          const cell = row && tags.open("TH", row, { scope: "Column" });
          if (column.heading.length > 0) this.#pages.canvas.tagged(cell, draw);
          else draw();
          tags.close(cell);
        });
      }),
    );
    this.#body = this.element && tags.open("TBody", this.element);
  }

  /** Draws the row if it fits on the page; returns whether it did. */
  drawIfRoom(row: LaidRow): boolean {
    if (this.layout.height(row.lines) > this.#pages.room) return false;
    this.#drawLines(row, 0, row.lines, this.#openCells(row), true);
    return true;
  }

  /** Draws the row on the next page, or over several pages when no page can hold it. */
  async drawOver(row: LaidRow): Promise<void> {
    const { layout } = this;
    const pages = this.#pages;
    const most = pages.height - (this.#hasHead ? layout.headHeight : 0);
    if (layout.height(row.lines) <= most) {
      await this.#turn();
      this.drawIfRoom(row);
      return;
    }
    const cells = this.#openCells(row);
    for (let from = 0; from < row.lines; ) {
      let fit = Math.floor((pages.room - layout.height(0)) / layout.look.cell.leading);
      if (fit < Math.min(FEWEST_LINES, row.lines - from)) {
        await this.#turn();
        fit = Math.floor((pages.room - layout.height(0)) / layout.look.cell.leading);
      }
      const to = Math.min(row.lines, from + Math.max(1, fit));
      if (from > 0) this.#drawContinued(row, from);
      this.#drawLines(row, from, to, cells, to === row.lines);
      from = to;
    }
  }

  finish(): void {
    this.#pages.tags.close(this.#body);
    this.#pages.tags.close(this.element);
  }

  async #turn(): Promise<void> {
    await this.#pages.turn();
    if (this.#hasHead) this.#pages.canvas.furniture(() => this.#drawHead((_column, draw) => draw()));
  }

  #drawHead(place: (column: LaidColumn, draw: () => void) => void): void {
    const { canvas, left, y, width } = this.#pages;
    const { head, padY } = this.layout.look;
    const height = this.layout.headHeight;
    canvas.beneath(() => {
      canvas.rectangle(left, y, width, height, colours.tint);
      canvas.line([left, y + height], [left + width, y + height], colours.accent, 0.9);
    });
    for (const column of this.layout.columns) {
      place(column, () => {
        const top = y + height - padY - column.heading.length * head.leading;
        column.heading.forEach((line, index) => {
          canvas.textWithin(column, line, top + index * head.leading + baseline(head), head);
        });
      });
    }
    this.#pages.y += height;
  }

  /** Names the row again where it goes on, if the cell that names it has ended. */
  #drawContinued(row: LaidRow, from: number): void {
    const index = Math.max(
      0,
      this.layout.columns.findIndex(({ column }) => column.rowHeader),
    );
    const column = this.layout.columns[index];
    const lines = row.cells[index]?.lines ?? [];
    if (!column || lines.length === 0 || lines.length > from) return;
    const { canvas, y, face } = this.#pages;
    const { cell: style, padY } = this.layout.look;
    canvas.furniture(() => {
      [lines[0] ?? "", "continued"].forEach((line, at) => {
        const text = face.fit(line, style.weight, style.size, column.width);
        canvas.text(column.left, y + padY + at * style.leading + baseline(style), text, style, colours.muted);
      });
    });
  }

  /** Draws the lines from..to of every cell; the rule below closes the row. */
  #drawLines(row: LaidRow, from: number, to: number, cells: Cells, last: boolean): void {
    const { canvas, left, y, width, tags } = this.#pages;
    const height = this.layout.height(to - from);
    row.cells.forEach((cell, index) => {
      const column = this.layout.columns[index];
      if (!column || cell.lines.length <= from) return;
      canvas.tagged(cells.elements[index] ?? null, () => this.#drawCell(cell, column, from, to));
    });
    const colour = last ? colours.line : colours.rule;
    canvas.beneath(() => canvas.line([left, y + height], [left + width, y + height], colour, 0.6));
    this.#pages.y += height;
    if (!last) return;
    for (const element of cells.elements) tags.close(element);
    tags.close(cells.row);
  }

  #drawCell(cell: LaidCell, column: LaidColumn, from: number, to: number): void {
    const { canvas, y } = this.#pages;
    const { cell: style, padY, symbol } = this.layout.look;
    const middle = y + padY + style.leading / 2;
    const text = column.weight === style.weight ? style : { ...style, weight: column.weight };
    const badge = cell.tone !== undefined;
    if (cell.tone && from === 0) {
      canvas.symbol(cell.tone, column.left + symbol / 2 - 1.5, middle, style.size * 0.95);
    }
    const place = badge ? { ...column, left: column.left + symbol, align: "left" as const } : column;
    const end = Math.min(to, cell.lines.length);
    for (let index = from; index < end; index++) {
      const line = cell.lines[index] ?? "";
      if (line === "") continue;
      const at = y + padY + (index - from) * style.leading + baseline(style);
      canvas.textWithin(place, line, at, text, cellColour(cell));
    }
  }

  #openCells(row: LaidRow): Cells {
    const { tags } = this.#pages;
    const element = tags.on ? tags.open("TR", this.#body ?? this.element) : null;
    if (!element) return NO_CELLS;
    const elements = row.cells.map((_, index) =>
      this.layout.columns[index]?.column.rowHeader
        ? tags.open("TH", element, { scope: "Row" })
        : tags.open("TD", element),
    );
    return { row: element, elements };
  }
}

/** The open elements of one row; empty when the report is not tagged. */
interface Cells {
  row: Element | null;
  elements: readonly (Element | null)[];
}

const NO_CELLS: Cells = { row: null, elements: [] };
