import "server-only";
import { formatNumber } from "@/lib/platform/report/format";
import type { BarsBlock } from "@/lib/platform/report/model";
import { assertFinite, percent, titleHeight } from "@/lib/platform/report/pdf/figure";
import type { Pages } from "@/lib/platform/report/pdf/pages";
import { baseline, drawText, linesOf } from "@/lib/platform/report/pdf/text-blocks";
import { colours, gap, outlines, styles, tones } from "@/lib/platform/report/pdf/theme";
import { firstLines } from "@/lib/platform/report/pdf/wrap";

type Bar = BarsBlock["bars"][number];

const BAR = 10;
const VALUE = 104;
const SYMBOL = 13;

/**
 * Draws one line per bar: label, bar and the number in words ("12 of 40, 30 %"). When every bar is a part of a
 * whole, each whole is drawn at full length, so that shares can be compared.
 */
export async function drawBars(pages: Pages, block: BarsBlock): Promise<void> {
  assertFinite(
    block.title,
    block.bars.flatMap(({ value, of }) => (of === undefined ? [value] : [value, of])),
  );
  const style = styles.figure;
  const marked = block.bars.some((bar) => bar.tone !== undefined) ? SYMBOL : 0;
  const labels = Math.min(widest(pages, block) + marked + 12, pages.width * 0.38);
  const shares = block.bars.every((bar) => bar.of !== undefined && bar.of > 0);
  const longest = block.bars.reduce((most, bar) => Math.max(most, bar.of ?? bar.value), 0);
  await pages.need(barsRoom(pages, block));
  const element = pages.tags.open("Figure", undefined, { alt: altText(block) });
  await drawText(pages, block.title, styles.caption, element);
  pages.y += gap.title;
  for (const bar of block.bars) {
    const lines = firstLines(linesOf(pages, bar.label, style, labels - marked - 8), 3);
    const height = Math.max(lines.length * style.leading, BAR) + 6;
    await pages.need(height);
    pages.canvas.tagged(element, () =>
      drawBar(pages, bar, { lines, height, marked, labels, longest: shares ? (bar.of ?? 0) : longest }),
    );
    pages.y += height;
  }
  pages.tags.close(element);
  pages.y += gap.block;
}

/** Returns the height of the title with as many bars as are kept together. */
export function barsRoom(pages: Pages, { title, bars }: BarsBlock): number {
  return titleHeight(pages, title) + (styles.figure.leading + 6) * Math.min(bars.length, 6);
}

/** Returns what the bars show as text. */
function altText(block: BarsBlock): string {
  return `${block.title}. ${block.counted}: ${block.bars.map((bar) => `${bar.label}: ${words(bar)}`).join("; ")}.`;
}

function words({ value, of }: Bar): string {
  if (of === undefined) return formatNumber(value);
  const share = percent(value, of);
  return `${formatNumber(value)} of ${formatNumber(of)}${share ? `, ${share}` : ""}`;
}

function widest(pages: Pages, block: BarsBlock): number {
  const { weight, size } = styles.figure;
  return block.bars.reduce((most, bar) => Math.max(most, pages.face.width(bar.label, weight, size)), 0);
}

function drawBar(
  pages: Pages,
  bar: Bar,
  at: { lines: readonly string[]; height: number; marked: number; labels: number; longest: number },
): void {
  const { canvas, left, y } = pages;
  const style = styles.figure;
  const tone = bar.tone;
  const middle = y + at.height / 2;
  if (tone) canvas.symbol(tone, left + 5, middle, 8);
  at.lines.forEach((line, index) => {
    const top = middle + (index - at.lines.length / 2) * style.leading;
    canvas.text(left + at.marked, top + baseline(style), line, style);
  });
  const track = pages.width - at.labels - VALUE;
  const start = left + at.labels;
  const scale = at.longest > 0 ? track / at.longest : 0;
  const top = middle - BAR / 2;
  if (bar.of !== undefined) canvas.rectangle(start, top, Math.max(bar.of * scale, 0.5), BAR, colours.line);
  const length = Math.max(bar.value * scale, 0);
  if (length > 0) canvas.rectangle(start, top, length, BAR, tone ? tones[tone].fill : colours.accent);
  if (length > 0 && tone) {
    const corners = [
      [start, top],
      [start + length, top],
      [start + length, top + BAR],
      [start, top + BAR],
    ] as const;
    canvas.path(corners, { stroke: outlines[tone], width: 0.5 });
  }
  canvas.line([start, y], [start, y + at.height], colours.rule, 0.6);
  canvas.textRight(pages.right, middle + style.size * 0.36, words(bar), styles.figureBold);
}
