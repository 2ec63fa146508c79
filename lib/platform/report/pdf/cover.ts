import "server-only";
import { formatAsOf } from "@/lib/platform/report/format";
import type { Report } from "@/lib/platform/report/model";
import type { Pages } from "@/lib/platform/report/pdf/pages";
import { drawText, linesOf } from "@/lib/platform/report/pdf/text-blocks";
import { colours, styles, type TextStyle } from "@/lib/platform/report/pdf/theme";

const BAND = 14;

/** Draws the cover: organisation, title, subtitle, then state, date and reader at the foot. */
export async function drawCover(pages: Pages, report: Report): Promise<void> {
  await pages.turn("cover");
  const { canvas, sheet, left } = pages;
  const indent = 28;
  const inset = pages.width * 0.16;
  canvas.beneath(() => {
    canvas.rectangle(0, 0, BAND, sheet.height, colours.accent);
    canvas.rectangle(left + indent, sheet.height * 0.3 - 18, 46, 3, colours.accent);
  });
  pages.y = pages.top;
  const organisation: TextStyle = { ...styles.coverFact, colour: colours.accent };
  await paragraph(pages, report.organisation, organisation, indent, inset);
  pages.y = Math.max(pages.y + 24, sheet.height * 0.3);
  const title = fitTitle(pages, report.title, pages.width - indent - inset);
  const heading = pages.tags.open("H1");
  await drawText(pages, report.title, title, heading, { indent, inset });
  pages.tags.close(heading);
  if (report.subtitle) {
    pages.y += 8;
    await paragraph(pages, report.subtitle, styles.coverSubtitle, indent, inset);
  }
  await drawFootFacts(pages, report, indent);
}

/** Sets a long title smaller instead of over the whole page. */
function fitTitle(pages: Pages, title: string, width: number): TextStyle {
  const { coverTitle } = styles;
  for (const scale of [1, 0.8, 0.6]) {
    const style = { ...coverTitle, size: coverTitle.size * scale, leading: coverTitle.leading * scale };
    if (linesOf(pages, title, style, width).length <= 4) return style;
  }
  return { ...coverTitle, size: 14, leading: 18 };
}

async function drawFootFacts(pages: Pages, report: Report, indent: number): Promise<void> {
  const facts = [
    ["State", report.state],
    ["As of", formatAsOf(report)],
    ["Generated for", report.generatedFor],
  ] as const;
  const height = facts.length * (styles.coverLabel.leading + styles.coverFact.leading + 9);
  pages.y = Math.max(pages.y + 24, pages.bottom - height);
  const { canvas, left, right, y } = pages;
  canvas.beneath(() => canvas.line([left + indent, y - 10], [right, y - 10], colours.line, 0.6));
  for (const [label, value] of facts) {
    await paragraph(pages, label, styles.coverLabel, indent, 0);
    await paragraph(pages, value, styles.coverFact, indent, 0);
    pages.y += 9;
  }
}

async function paragraph(
  pages: Pages,
  text: string,
  style: TextStyle,
  indent: number,
  inset: number,
): Promise<void> {
  const element = pages.tags.open("P");
  await drawText(pages, text, style, element, { indent, inset });
  pages.tags.close(element);
}
