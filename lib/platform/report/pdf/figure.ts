import "server-only";
import type { Pages } from "@/lib/platform/report/pdf/pages";
import { baseline, linesOf } from "@/lib/platform/report/pdf/text-blocks";
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
  const heading = titleHeight(pages, figure.title);
  await pages.need(heading + figure.height);
  const element = pages.tags.open("Figure", undefined, { alt: figure.alt });
  pages.canvas.tagged(element, () => {
    for (const line of linesOf(pages, figure.title, styles.caption, pages.width)) {
      pages.canvas.text(pages.left, pages.y + baseline(styles.caption), line, styles.caption);
      pages.y += styles.caption.leading;
    }
    pages.y += gap.title;
    draw(pages.y);
  });
  pages.tags.close(element);
  pages.y += figure.height + gap.block;
}

/** Returns a whole per cent such as "29 %", or "" of nothing. */
export function percent(part: number, whole: number): string {
  return whole > 0 ? `${Math.round((part / whole) * 100)} %` : "";
}
