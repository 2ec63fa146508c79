import "server-only";
import { formatNumber } from "@/lib/platform/report/format";
import type { TrendBlock } from "@/lib/platform/report/model";
import { assertFinite, drawFigure } from "@/lib/platform/report/pdf/figure";
import type { Pages } from "@/lib/platform/report/pdf/pages";
import { colours, outlines, styles } from "@/lib/platform/report/pdf/theme";

const PLOT = 130;
const FOOT = 24;
/** The height of the picture without its title. */
export const trendHeight = PLOT + FOOT;
const SCALE = 44;
/** With more points than this only the first, the last and the extremes carry their number. */
const LABELLED = 14;

/** Draws one value over time as a line with numbered points; a gap in the data is a gap in the line. */
export async function drawTrend(pages: Pages, block: TrendBlock): Promise<void> {
  const values = block.points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (block.target) values.push(block.target.value);
  assertFinite(block.title, values);
  await drawFigure(pages, { title: block.title, alt: altText(block), height: trendHeight }, (top) => {
    const axis = axisOf(values);
    const span = axis.high - axis.low;
    const scale = (value: number) => top + 8 + ((PLOT - 8) * (axis.high - value)) / span;
    drawGrid(pages, axis, scale, block.counted);
    if (block.target) drawTarget(pages, block.target, scale);
    drawLine(pages, block, scale, top + PLOT);
  });
}

/** Returns what the line shows as text. */
function altText(block: TrendBlock): string {
  const points = block.points.map(
    ({ label, value }) => `${label}: ${value === null ? "no value" : formatNumber(value)}`,
  );
  const target = block.target ? ` ${block.target.label}: ${formatNumber(block.target.value)}.` : "";
  return `${block.title}. ${block.counted} over time. ${points.join("; ")}.${target}`;
}

interface ValueAxis {
  low: number;
  high: number;
  step: number;
}

/** Returns an axis that holds zero and every value, with four to six round steps. */
function axisOf(values: readonly number[]): ValueAxis {
  const high = values.reduce((most, value) => Math.max(most, value), 0) * 1.08;
  const low = values.reduce((least, value) => Math.min(least, value), 0) * 1.08;
  const rough = (high - low || 4) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const steps = Math.max(Math.ceil(high / step) - Math.floor(low / step), 1);
  return { low: Math.floor(low / step) * step, high: (Math.floor(low / step) + steps) * step, step };
}

function drawGrid(pages: Pages, axis: ValueAxis, scale: (value: number) => number, counted: string): void {
  const { canvas, left, right } = pages;
  const steps = Math.round((axis.high - axis.low) / axis.step);
  for (let index = 0; index <= steps; index++) {
    const value = Math.round((axis.low + index * axis.step) * 1e6) / 1e6;
    const y = scale(value);
    canvas.line([left + SCALE, y], [right, y], value === 0 ? colours.rule : colours.line, 0.6);
    canvas.textRight(left + SCALE - 6, y + 2.6, formatNumber(value), styles.figureMuted);
  }
  canvas.textRight(right, scale(axis.high) - 4, counted, styles.figureMuted);
}

function drawTarget(
  pages: Pages,
  target: { label: string; value: number },
  scale: (value: number) => number,
): void {
  const { canvas, left, right } = pages;
  const y = scale(target.value);
  canvas.line([left + SCALE, y], [right, y], outlines.bad, 1, "[4 3] 0");
  const text = `${target.label}: ${formatNumber(target.value)}`;
  const { weight, size } = styles.figureMuted;
  canvas.rectangle(left + SCALE + 2, y - 10.5, pages.face.width(text, weight, size) + 4, 9.5, colours.white);
  canvas.text(left + SCALE + 4, y - 3, text, styles.figureMuted, outlines.bad);
}

function drawLine(pages: Pages, block: TrendBlock, scale: (value: number) => number, bottom: number): void {
  const { canvas } = pages;
  const start = pages.left + SCALE + 16;
  const step = (pages.right - 16 - start) / Math.max(block.points.length - 1, 1);
  const every = Math.ceil(block.points.length / 12);
  const numbered = numberedPoints(block);
  let before: readonly [number, number] | undefined;
  for (const [index, { label, value }] of block.points.entries()) {
    const x = start + index * step;
    if (index % every === 0) canvas.textCentre(x, bottom + 13, label, styles.figureMuted);
    const point = value === null ? undefined : ([x, scale(value)] as const);
    if (before && point) canvas.line(before, point, colours.accent, 1.6);
    before = point;
  }
  for (const [index, { value }] of block.points.entries()) {
    if (value === null) continue;
    const x = start + index * step;
    canvas.circle(x, scale(value), 2.4, { fill: colours.accent, stroke: colours.white, width: 0.8 });
    if (numbered.has(index)) canvas.textCentre(x, scale(value) - 6, formatNumber(value), styles.figureBold);
  }
}

function numberedPoints({ points }: TrendBlock): Set<number> {
  const known = points.flatMap(({ value }, index) => (value === null ? [] : [{ value, index }]));
  if (known.length <= LABELLED) return new Set(known.map(({ index }) => index));
  const sorted = known.toSorted((a, b) => a.value - b.value);
  return new Set(
    [known[0], known.at(-1), sorted[0], sorted.at(-1)].flatMap((point) => (point ? [point.index] : [])),
  );
}
