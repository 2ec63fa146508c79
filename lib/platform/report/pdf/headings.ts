import "server-only";
import type { Block, HeadingBlock } from "@/lib/platform/report/model";
import { LateText } from "@/lib/platform/report/pdf/late-text";
import type { Pages } from "@/lib/platform/report/pdf/pages";
import type { OutlineItem, PdfDocument } from "@/lib/platform/report/pdf/pdf-document";
import { drawText, linesOf } from "@/lib/platform/report/pdf/text-blocks";
import { styles } from "@/lib/platform/report/pdf/theme";
import { oneLine } from "@/lib/platform/report/pdf/wrap";

/** A heading with its number, its place in the file and the page number the contents show for it. */
export interface Heading {
  level: 1 | 2 | 3;
  /** "2.1", "Appendix A" or "". */
  number: string;
  text: string;
  anchor: string;
  page: LateText | undefined;
}

/** Space above a heading, by level. */
const above = { 1: 14, 2: 10, 3: 6 } as const;

const styleOf = { 1: styles.heading1, 2: styles.heading2, 3: styles.heading3 } as const;

/**
 * Returns the headings of a report in order, followed by one of its own for the last page. Levels 1 and 2 are
 * numbered, appendices lettered, level 3 neither.
 */
export function numberHeadings(sections: readonly Block[], last: string): Heading[] {
  const counts = { chapter: 0, appendix: 0, section: 0, prefix: "" };
  const blocks = sections.filter((block) => block.kind === "heading");
  const headings = blocks.map((block, index) => ({
    level: block.level,
    number: numberOf(block, counts),
    text: oneLine(block.text),
    anchor: `h${index + 1}`,
    page: undefined,
  }));
  return [...headings, { level: 1, number: "", text: last, anchor: "last", page: undefined }];
}

function numberOf(
  block: HeadingBlock,
  counts: { chapter: number; appendix: number; section: number; prefix: string },
): string {
  if (block.level === 3) return "";
  if (block.level === 2) {
    counts.section++;
    return counts.prefix ? `${counts.prefix}.${counts.section}` : "";
  }
  counts.section = 0;
  if (block.appendix) {
    counts.prefix = letters(counts.appendix++);
    return `Appendix ${counts.prefix}`;
  }
  counts.prefix = String(++counts.chapter);
  return counts.prefix;
}

function letters(index: number): string {
  const rest = Math.floor(index / 26);
  return `${rest > 0 ? letters(rest - 1) : ""}${String.fromCharCode(65 + (index % 26))}`;
}

/** Returns number and text as one line. */
function titleOf({ number, text }: Heading): string {
  return number ? `${number}  ${text}` : text;
}

/** Draws headings, and keeps bookmarks, link targets and the page numbers of the contents in step with them. */
export class HeadingDrawing {
  readonly #pages: Pages;
  #chapter: OutlineItem | undefined;

  constructor(pages: Pages) {
    this.#pages = pages;
  }

  /** Draws one with so much room below it, for what must follow it on the same page. */
  async draw(heading: Heading, following: number): Promise<void> {
    const pages = this.#pages;
    const style = styleOf[heading.level];
    const title = titleOf(heading);
    if (!pages.fresh) pages.y += above[heading.level];
    await pages.need(linesOf(pages, title, style, pages.width).length * style.leading + following);
    pages.document.addNamedDestination(heading.anchor, "XYZ", 0, pages.y - 6, null);
    this.#bookmark(pages.document, heading, pages.y - 6);
    heading.page?.fill(String(pages.number), pages.face);
    const element = pages.tags.open(`H${heading.level}`);
    await drawText(pages, title, style, element);
    pages.tags.close(element);
    pages.y += heading.level === 1 ? 6 : 3;
  }

  #bookmark(document: PdfDocument, heading: Heading, top: number): void {
    if (heading.level === 3) return;
    // PDFKit takes the distance from the right edge as the left of a target.
    const options = { fit: false, top, left: document.page.width, expanded: heading.level === 1 };
    const parent = heading.level === 2 ? this.#chapter : undefined;
    const item = (parent ?? document.outline).addItem(titleOf(heading), options);
    if (heading.level === 1) this.#chapter = item;
  }
}

/** Gives a heading a page number that the contents can show before it is known. */
export function awaitPage(heading: Heading, document: PdfDocument): LateText {
  heading.page = new LateText(document, heading.level === 1 ? styles.contents1 : styles.contents2, "right");
  return heading.page;
}
