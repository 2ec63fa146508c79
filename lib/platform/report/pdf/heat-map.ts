import "server-only";
import { formatNumber } from "@/lib/platform/report/format";
import type { Band, HeatMapBlock } from "@/lib/platform/report/model";
import { drawFigure, percent } from "@/lib/platform/report/pdf/figure";
import type { Pages } from "@/lib/platform/report/pdf/pages";
import { baseline, linesOf } from "@/lib/platform/report/pdf/text-blocks";
import { colours, outlines, styles, tones } from "@/lib/platform/report/pdf/theme";
import { firstLines } from "@/lib/platform/report/pdf/wrap";

const LEGEND = 132;
const GUTTER = 28;
const AXIS = 16;
/** Names of levels are cut after this many lines; the alternative text has them whole. */
const MOST_LINES = 3;
const CELL = { width: 92, height: 36, gap: 1.5 };

interface Grid {
  left: number;
  top: number;
  labels: number;
  cell: number;
  columnLabels: (readonly string[])[];
  height: number;
}

/**
 * Draws the matrix with the highest row on top. Every cell carries its count and its band's letter, and the
 * legend repeats the bands with their sums, so that nothing rests on colour. Throws RangeError when the cells
 * do not fit the scales.
 */
export async function drawHeatMap(pages: Pages, block: HeatMapBlock): Promise<void> {
  assertMatrix(block);
  const grid = layOut(pages, block);
  const alt = altText(block);
  await drawFigure(pages, { title: block.title, alt, height: grid.height }, (top) => {
    grid.top = top + AXIS;
    drawCells(pages, block, grid);
    drawAxes(pages, block, grid);
    drawLegend(pages, block, grid);
  });
}

/** Returns the height of the picture without its title. */
export function heatMapHeight(pages: Pages, block: HeatMapBlock): number {
  return layOut(pages, block).height;
}

/** Returns what the figure shows as text: the total, then every cell that counts something. */
function altText(block: HeatMapBlock): string {
  const cells = block.cells.flatMap((row, rowAt) =>
    row.flatMap((cell, columnAt) => {
      if (cell.count === 0) return [];
      const place = `${block.rows.levels[rowAt]} and ${block.columns.levels[columnAt]}`;
      return [`${place}: ${cell.count} (${block.bands[cell.band]?.word})`];
    }),
  );
  const scales = `${block.rows.label} by ${block.columns.label}`;
  const total = `${totalOf(block)} ${block.counted}`;
  return `${block.title}. Heat map of ${total}, ${scales}. ${cells.length > 0 ? `${cells.join("; ")}.` : ""}`.trim();
}

function assertMatrix(block: HeatMapBlock): void {
  const fits =
    block.cells.length === block.rows.levels.length &&
    block.cells.every((row) => row.length === block.columns.levels.length) &&
    block.cells.every((row) => row.every((cell) => block.bands[cell.band] !== undefined));
  if (!fits)
    throw new RangeError(`The cells of the heat map "${block.title}" do not fit its scales and bands.`);
}

function totalOf(block: HeatMapBlock): number {
  return block.cells.flat().reduce((sum, cell) => sum + cell.count, 0);
}

function layOut(pages: Pages, block: HeatMapBlock): Grid {
  const { size, leading } = styles.figure;
  const names = block.rows.levels;
  const widest = names.reduce((most, name) => Math.max(most, pages.face.width(name, "bold", size)), 0);
  const labels = Math.min(widest + 10, pages.width * 0.22);
  const cell = Math.min(CELL.width, (pages.width - labels - LEGEND - GUTTER) / block.columns.levels.length);
  const columnLabels = block.columns.levels.map((level) =>
    firstLines(linesOf(pages, level, styles.figure, cell - 4), MOST_LINES),
  );
  const below = columnLabels.reduce((most, lines) => Math.max(most, lines.length), 1) * leading + AXIS + 6;
  const legend = (block.bands.length + 1) * 18 + AXIS;
  const height = Math.max(AXIS + block.rows.levels.length * CELL.height + below, legend);
  return { left: pages.left + labels, top: 0, labels, cell, columnLabels, height };
}

function drawCells(pages: Pages, block: HeatMapBlock, grid: Grid): void {
  const { canvas } = pages;
  const last = block.rows.levels.length - 1;
  block.cells.forEach((row, rowAt) => {
    row.forEach((cell, columnAt) => {
      const band = block.bands[cell.band];
      if (!band) return;
      const { fill, on } = tones[band.tone];
      const x = grid.left + columnAt * grid.cell;
      const y = grid.top + (last - rowAt) * CELL.height;
      const width = grid.cell - CELL.gap;
      const height = CELL.height - CELL.gap;
      canvas.rectangle(x, y, width, height, fill);
      if (band.tone === "unknown") outline(pages, x, y, width, height);
      canvas.text(x + 4, y + 9.5, band.letter, { ...styles.figureBold, size: 6.5 }, on);
      const style = cell.count > 0 ? { ...styles.figureBold, size: 12 } : styles.figure;
      canvas.textCentre(
        x + width / 2,
        y + height / 2 + style.size * 0.36,
        formatNumber(cell.count),
        style,
        on,
      );
    });
  });
}

function outline(pages: Pages, x: number, y: number, width: number, height: number): void {
  const corners = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ] as const;
  pages.canvas.path(corners, { stroke: outlines.unknown, width: 0.7 });
}

function drawAxes(pages: Pages, block: HeatMapBlock, grid: Grid): void {
  const { canvas, left } = pages;
  const style = styles.figure;
  const bold = styles.figureBold;
  canvas.text(
    left,
    grid.top - 5,
    pages.face.fit(block.rows.label, "bold", bold.size, pages.width - LEGEND - GUTTER),
    bold,
  );
  block.rows.levels.forEach((level, index) => {
    const middle = grid.top + (block.rows.levels.length - 1 - index) * CELL.height + CELL.height / 2;
    const lines = firstLines(linesOf(pages, level, style, grid.labels - 8), MOST_LINES);
    lines.forEach((line, at) => {
      const y = middle + (at - lines.length / 2) * style.leading + baseline(style);
      canvas.textRight(grid.left - 8, y, line, style);
    });
  });
  const below = grid.top + block.rows.levels.length * CELL.height + 2;
  grid.columnLabels.forEach((lines, index) => {
    lines.forEach((line, at) => {
      const middle = grid.left + index * grid.cell + (grid.cell - CELL.gap) / 2;
      canvas.textCentre(middle, below + at * style.leading + baseline(style), line, style);
    });
  });
  const deepest = grid.columnLabels.reduce((most, lines) => Math.max(most, lines.length), 1);
  const middle = grid.left + (block.columns.levels.length * grid.cell) / 2;
  canvas.textCentre(middle, below + deepest * style.leading + baseline(bold) + 2, block.columns.label, bold);
}

function drawLegend(pages: Pages, block: HeatMapBlock, { left: start, top, cell }: Grid): void {
  const left = start + block.columns.levels.length * cell + GUTTER;
  const total = totalOf(block);
  const counts = block.bands.map((_, index) =>
    block.cells.flat().reduce((sum, cell) => (cell.band === index ? sum + cell.count : sum), 0),
  );
  block.bands.toReversed().forEach((band, index) => {
    drawLegendLine(pages, band, counts[block.bands.length - 1 - index] ?? 0, total, {
      left,
      y: top + index * 18,
    });
  });
  const y = top + block.bands.length * 18 + 4;
  pages.canvas.line([left, y], [left + LEGEND, y], colours.rule, 0.6);
  pages.canvas.text(
    left,
    y + 4 + baseline(styles.figureBold),
    `${formatNumber(total)} ${block.counted}`,
    styles.figureBold,
  );
}

function drawLegendLine(
  pages: Pages,
  band: Band,
  count: number,
  total: number,
  { left, y }: { left: number; y: number },
): void {
  const { canvas } = pages;
  const { fill, on } = tones[band.tone];
  const text = y + 6.5 + styles.figure.size * 0.36;
  canvas.rectangle(left, y, 13, 13, fill);
  if (band.tone === "unknown") outline(pages, left, y, 13, 13);
  canvas.textCentre(left + 6.5, y + 6.5 + 2.4, band.letter, { ...styles.figureBold, size: 6.5 }, on);
  canvas.text(
    left + 19,
    text,
    pages.face.fit(band.word, "regular", styles.figure.size, LEGEND - 70),
    styles.figure,
  );
  canvas.textRight(left + LEGEND - 34, text, formatNumber(count), styles.figureBold);
  canvas.textRight(left + LEGEND, text, percent(count, total), styles.figureMuted);
}
