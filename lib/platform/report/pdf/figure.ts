import "server-only";
import type { Pages } from "@/lib/platform/report/pdf/pages";
import { drawText, linesOf } from "@/lib/platform/report/pdf/text-blocks";
import { gap, styles } from "@/lib/platform/report/pdf/theme";

/** Returns the height of a figure's title with the space below it. */
export function titleHeight(pages: Pages, title: string): number {
  return linesOf(pages, title, styles.caption, pages.width).length * styles.caption.leading + gap.title;
}

/**
 * Draws a figure of known height under its title, moved to the next page when it does not fit, as one Figure
 * whose alternative text says what the picture says. `draw` gets the top of the picture.
 */
export async function drawFigure(
  pages: Pages,
  figure: { title: string; alt: string; height: number },
  draw: (top: number) => void,
): Promise<void> {
  await pages.need(titleHeight(pages, figure.title) + figure.height);
  const element = pages.tags.open("Figure", undefined, { alt: figure.alt });
  await drawText(pages, figure.title, styles.caption, element);
  pages.y += gap.title;
  await pages.need(figure.height);
  pages.canvas.tagged(element, () => draw(pages.y));
  pages.tags.close(element);
  pages.y += figure.height + gap.block;
}

/** Returns a whole per cent such as "29 %", or "" of nothing. */
export function percent(part: number, whole: number): string {
  return whole > 0 ? `${Math.round((part / whole) * 100)} %` : "";
}

/** Throws RangeError when a figure is given a number that cannot be drawn. */
export function assertFinite(title: string, values: readonly number[]): void {
  if (values.every(Number.isFinite)) return;
  throw new RangeError(`The figure "${title}" holds a number that is not finite.`);
}
