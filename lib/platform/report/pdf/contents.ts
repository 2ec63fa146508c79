import "server-only";
import { awaitPage, type Heading } from "@/lib/platform/report/pdf/headings";
import type { Pages } from "@/lib/platform/report/pdf/pages";
import type { Element } from "@/lib/platform/report/pdf/tags";
import { baseline, drawText } from "@/lib/platform/report/pdf/text-blocks";
import { colours, styles } from "@/lib/platform/report/pdf/theme";

const NUMBER = 64;
const PAGE = 34;

/** Draws the contents with a link per line; page numbers are filled in when their headings are drawn. */
export async function drawContents(pages: Pages, headings: readonly Heading[]): Promise<void> {
  await pages.turn();
  const title = pages.tags.open("H1");
  await drawText(pages, "Contents", styles.heading1, title);
  pages.tags.close(title);
  pages.y += 10;
  const list = pages.tags.open("TOC");
  for (const heading of headings) {
    if (heading.level === 3) continue;
    const style = heading.level === 1 ? styles.contents1 : styles.contents2;
    await pages.need(style.leading);
    drawEntry(pages, heading, list);
    pages.y += style.leading;
  }
  pages.tags.close(list);
}

function drawEntry(pages: Pages, heading: Heading, list: Element | null): void {
  const { tags, canvas, face } = pages;
  const style = heading.level === 1 ? styles.contents1 : styles.contents2;
  const y = pages.y + baseline(style);
  const page = awaitPage(heading, pages.document);
  const indent = numberWidth(heading);
  const text = face.fit(heading.text, style.weight, style.size, pages.width - indent - PAGE);
  tags.within("TOCI", list, (entry) =>
    tags.within("Link", entry, (link) => {
      canvas.tagged(link, () => {
        const number = heading.number && `${heading.number} `;
        canvas.text(pages.left + (heading.level === 2 ? 22 : 0), y, number, style, colours.muted);
        canvas.text(pages.left + indent, y, `${text} `, style);
        canvas.form(page, pages.right, y);
      });
      addLink(pages, heading, link, style.leading);
    }),
  );
  const end = pages.left + indent + face.width(text, style.weight, style.size) + 6;
  if (end < pages.right - PAGE) {
    canvas.beneath(() => canvas.line([end, y], [pages.right - PAGE + 8, y], colours.rule, 0.5, "[0.5 3] 0"));
  }
}

function numberWidth(heading: Heading): number {
  if (heading.level === 2) return heading.number ? 22 + 34 : 22;
  if (heading.number.startsWith("Appendix")) return NUMBER + 12;
  return heading.number ? 22 : 0;
}

function addLink(pages: Pages, heading: Heading, link: Element | null, height: number): void {
  const { document, sheet } = pages;
  const annotation = document.ref({
    Type: "Annot",
    Subtype: "Link",
    Rect: [pages.left, sheet.height - pages.y - height, pages.right, sheet.height - pages.y],
    Border: [0, 0, 0],
    F: 4,
    // PDFKit writes a String object as a text and a plain string as a name.
    Contents: new String(`${heading.text}: go to this section`),
    A: { S: "GoTo", D: new String(heading.anchor) },
  });
  const key = pages.tags.annotation(link, annotation.id);
  if (key !== undefined) annotation.data.StructParent = key;
  document.page.annotations.push(annotation);
  annotation.end();
}
