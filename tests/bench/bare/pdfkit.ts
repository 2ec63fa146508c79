import { readFile } from "node:fs/promises";
import path from "node:path";
import PDFDocument from "pdfkit";
import { projectRoot } from "@/lib/cli/project";

const [margin, size, leading, padding] = [36, 7.5, 10, 3];

/** What bare PDFKit did. */
export interface BareDrawing {
  pages: number;
  bytes: number;
  seconds: number;
}

/**
 * Draws the rows by hand on so many landscape pages: each cell wrapped within its column, a line under each row, the
 * headings again on every page. Nothing else: no fallback of fonts, no badges, no tags, no table of contents.
 */
export async function drawBare(rows: readonly string[][], wantedPages: number): Promise<BareDrawing> {
  const font = await readFile(
    path.join(projectRoot, "node_modules/@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf"),
  );
  const [head = [], ...body] = rows;
  const perPage = Math.max(1, Math.ceil(body.length / Math.max(1, wantedPages)));
  const started = performance.now();
  const document = new PDFDocument({
    size: "A4",
    layout: "landscape",
    margin,
    font: font as unknown as string,
  });
  let bytes = 0;
  document.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  const ended = new Promise((resolve) => document.on("end", resolve));
  const widths = columnWidths(head, document.page.width - 2 * margin);
  let pages = 1;
  let top = drawRow(document, head, widths, margin);
  for (const [i, row] of body.entries()) {
    if (i > 0 && i % perPage === 0) {
      document.addPage();
      pages += 1;
      top = drawRow(document, head, widths, margin);
    }
    top = drawRow(document, row, widths, top);
    // Room for other work, as the product gives it.
    if (i % 500 === 0) await new Promise(setImmediate);
  }
  document.end();
  await ended;
  return { pages, bytes, seconds: (performance.now() - started) / 1_000 };
}

// The title and the systems are wide, everything else is short.
function columnWidths(head: readonly string[], width: number): number[] {
  const weights = head.map((label) => (/title/i.test(label) ? 3.4 : /system/i.test(label) ? 2.2 : 1.3));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (weight / all) * width);
}

function drawRow(
  document: PDFKit.PDFDocument,
  cells: readonly string[],
  widths: readonly number[],
  top: number,
): number {
  document.fontSize(size);
  let left = margin;
  let lines = 1;
  for (const [i, cell] of cells.entries()) {
    const width = widths[i] ?? 0;
    const wrapped = wrap(document, cell, width - 2 * padding);
    lines = Math.max(lines, wrapped.length);
    for (const [line, text] of wrapped.entries()) {
      document.text(text, left + padding, top + padding + line * leading, { lineBreak: false });
    }
    left += width;
  }
  const bottom = top + lines * leading + 2 * padding;
  document.moveTo(margin, bottom).lineTo(left, bottom).lineWidth(0.5).stroke();
  return bottom;
}

function wrap(document: PDFKit.PDFDocument, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && document.widthOfString(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
