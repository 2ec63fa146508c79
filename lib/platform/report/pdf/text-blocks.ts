import "server-only";
import type { CalloutBlock, ListBlock, ParagraphBlock, SourcesBlock } from "@/lib/platform/report/model";
import type { Pages } from "@/lib/platform/report/pdf/pages";
import type { Element } from "@/lib/platform/report/pdf/tags";
import { gap, outlines, styles, type TextStyle, tones } from "@/lib/platform/report/pdf/theme";
import { prepare, wrap } from "@/lib/platform/report/pdf/wrap";

/** Where text stands inside the page's columns; the whole width when absent. */
interface Place {
  indent?: number;
  inset?: number;
}

/** Returns the text in lines that fit the width, in points. */
export function linesOf(pages: Pages, text: string, style: TextStyle, width: number): string[] {
  const { face } = pages;
  return wrap(prepare(text), (width * 1000) / style.size, (code) => face.advance(code, style.weight));
}

/** Returns how far below the top of its line a text's baseline is. */
export function baseline(style: TextStyle): number {
  return style.leading / 2 + style.size * 0.36;
}

/**
 * Draws text from the current place down, over as many pages as it takes, as content of the element; never
 * leaves a single first line at the foot of a page.
 */
export async function drawText(
  pages: Pages,
  text: string,
  style: TextStyle,
  element: Element | null,
  { indent = 0, inset = 0 }: Place = {},
): Promise<void> {
  const lines = linesOf(pages, text, style, pages.width - indent - inset);
  for (let from = 0; from < lines.length; ) {
    await pages.need(style.leading * Math.min(2, lines.length - from));
    const count = Math.max(1, Math.floor(pages.room / style.leading));
    const shown = lines.slice(from, from + count);
    pages.canvas.tagged(element, () => {
      for (const line of shown) {
        pages.canvas.text(pages.left + indent, pages.y + baseline(style), line, style);
        pages.y += style.leading;
      }
    });
    from += shown.length;
  }
}

export async function drawParagraph(pages: Pages, block: ParagraphBlock): Promise<void> {
  const style = { lead: styles.lead, normal: styles.body, muted: styles.muted }[block.style ?? "normal"];
  const element = pages.tags.open("P");
  const measure = Math.min(pages.width, style.size * 62);
  await drawText(pages, block.text, style, element, { inset: pages.width - measure });
  pages.tags.close(element);
  pages.y += gap.block;
}

export async function drawList(pages: Pages, block: ListBlock): Promise<void> {
  const labels = block.items.map((_, index) => (block.ordered ? `${index + 1}.` : "•"));
  await drawItems(pages, block.items, labels, styles.body);
}

export async function drawSources(pages: Pages, block: SourcesBlock): Promise<void> {
  const texts = block.items.map(({ text, reference }) => (reference ? `${text}\n${reference}` : text));
  const labels = texts.map((_, index) => `[${index + 1}]`);
  await drawItems(pages, texts, labels, styles.muted);
}

async function drawItems(
  pages: Pages,
  items: readonly string[],
  labels: readonly string[],
  style: TextStyle,
): Promise<void> {
  const { tags } = pages;
  const widths = labels.map((label) => pages.face.width(label, style.weight, style.size));
  const indent = widths.reduce((most, width) => Math.max(most, width), 8) + 8;
  const list = tags.open("L");
  for (const [index, item] of items.entries()) {
    await pages.need(style.leading * 2);
    const entry = tags.open("LI", list);
    tags.within("Lbl", entry, (label) =>
      pages.canvas.tagged(label, () =>
        pages.canvas.text(pages.left, pages.y + baseline(style), labels[index] ?? "", style),
      ),
    );
    const body = tags.open("LBody", entry);
    await drawText(pages, item, style, body, { indent });
    tags.close(body);
    tags.close(entry);
    pages.y += gap.small;
  }
  tags.close(list);
  pages.y += gap.block - gap.small;
}

/** Draws a box with a rule at its left, its shape and title; a long one goes on without the box. */
export async function drawCallout(pages: Pages, block: CalloutBlock): Promise<void> {
  const pad = 10;
  const indent = pad + 16;
  const width = pages.width - indent - pad;
  const title = linesOf(pages, block.title, styles.caption, width);
  const text = linesOf(pages, block.text, styles.body, width);
  const height = title.length * styles.caption.leading + text.length * styles.body.leading + pad * 1.5;
  const boxed = height <= pages.height;
  await pages.need(boxed ? height : styles.body.leading * 4);
  const { canvas, left, y } = pages;
  if (boxed) {
    canvas.beneath(() => {
      canvas.rectangle(left, y, pages.width, height, tones[block.tone].tint);
      canvas.rectangle(left, y, 3, height, outlines[block.tone]);
    });
  }
  canvas.beneath(() =>
    canvas.symbol(block.tone, left + pad + 5, y + pad * 0.75 + styles.caption.leading / 2, 9),
  );
  pages.y += pad * 0.75;
  const heading = pages.tags.open("P");
  await drawText(pages, block.title, styles.caption, heading, { indent, inset: pad });
  pages.tags.close(heading);
  const body = pages.tags.open("P");
  await drawText(pages, block.text, styles.body, body, { indent, inset: pad });
  pages.tags.close(body);
  pages.y += pad * 0.75 + gap.block;
}
