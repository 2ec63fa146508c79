import "server-only";
import { deflateSync } from "node:zlib";
import PDFDocument from "pdfkit";
import type { Report } from "@/lib/platform/report/model";
import { escapeXml } from "@/lib/platform/xml/escape-xml";

/** An indirect object of the file. */
export interface PdfReference {
  id: number;
  data: Record<string, unknown>;
  compress: boolean;
  buffer: Uint8Array[];
  write(chunk: Uint8Array | string): void;
  end(): void;
}

/** One position of a shaped glyph, in thousandths of the type size. */
interface GlyphPosition {
  xAdvance: number;
  xOffset: number;
  yOffset: number;
  advanceWidth: number;
}

/** An embedded font as PDFKit holds it, with what is needed to encode single glyphs quickly. */
export interface PdfFont {
  id: string;
  scale: number;
  widths: (number | undefined)[];
  unicode: (number[] | undefined)[];
  font: {
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): { id: number; advanceWidth: number };
  };
  subset: { includeGlyph(glyph: number): number };
  encode(text: string): [codes: string[], positions: GlyphPosition[]];
  ref(): PdfReference;
}

export interface OutlineItem {
  addItem(title: string, options: object): OutlineItem;
}

interface PdfPage {
  width: number;
  height: number;
  content: PdfReference;
  dictionary: PdfReference;
  fonts: Record<string, PdfReference>;
  xobjects: Record<string, PdfReference>;
  annotations: PdfReference[];
}

/**
 * The part of PDFKit 0.20 this renderer stands on. Some of it is not in PDFKit's types: its own text and
 * tagging calls cost most of the time of a long register, so glyph runs, page content and the many small
 * objects of the structure tree are written here directly. `openDocument` checks that the shape still holds.
 */
export interface PdfDocument {
  page: PdfPage;
  outline: OutlineItem;
  _root: PdfReference;
  _font: PdfFont;
  _offset: number;
  _offsets: (number | null)[];
  _addInfo(): void;
  appendXML(xml: string): void;
  registerFont(name: string, source: Uint8Array): void;
  font(name: string): void;
  addPage(options: object): void;
  addNamedDestination(name: string, kind: "XYZ", left: number, top: number, zoom: null): void;
  ref(data: object): PdfReference;
  push(chunk: Uint8Array): boolean;
  read(): Buffer | null;
  once(event: "end" | "error", listener: (error?: Error) => void): void;
  end(): void;
}

/**
 * Returns an empty document whose bytes depend on the report alone: dates and identifier come from its head.
 * Throws when the installed PDFKit is not the one this was written for.
 */
export function openDocument(report: Report, tagged: boolean): PdfDocument {
  const made = new PDFDocument({
    pdfVersion: "1.7",
    autoFirstPage: false,
    font: "",
    lang: report.language ?? "en",
    tagged: false,
    displayTitle: true,
    info: {
      Title: report.title,
      Author: report.organisation,
      Subject: [report.subtitle, report.state].filter(Boolean).join(" · "),
      Creator: "Plumbline",
      Producer: "Plumbline with PDFKit",
      CreationDate: report.asOf,
      ModDate: report.asOf,
    },
  });
  // PDFKit's types leave out what PdfDocument names; assertShape checks the rest at run time.
  const document = made as unknown as PdfDocument;
  assertShape(document);
  document._addInfo = () => document.appendXML(metadataOf(report));
  if (tagged) document._root.data.MarkInfo = document.ref({ Marked: true });
  return document;
}

function assertShape(document: PdfDocument): void {
  const holds =
    Array.isArray(document._offsets) &&
    typeof document._offset === "number" &&
    typeof document._addInfo === "function" &&
    typeof document._root?.data === "object" &&
    typeof document.outline?.addItem === "function";
  if (!holds)
    throw new Error("The installed pdfkit differs inside from 0.20: lib/platform/report/pdf must follow it.");
}

/** Writes finished object texts ("<<...>>") in one piece; much cheaper than one PDFKit reference each. */
export function writeObjects(document: PdfDocument, objects: readonly { id: number; text: string }[]): void {
  let text = "";
  for (const object of objects) {
    document._offsets[object.id - 1] = document._offset + text.length;
    text += `${object.id} 0 obj\n${object.text}\nendobj\n`;
  }
  if (text === "") return;
  document.push(Buffer.from(text, "latin1"));
  document._offset += text.length;
}

/** Returns the number of a new object that `writeObjects` will write. */
export function reserveObject(document: PdfDocument): number {
  return document._offsets.push(null);
}

/** Gives a reference its whole content as one compressed stream. Level 3: a third of the time for 8 % more. */
export function writeContent(reference: PdfReference, content: string): void {
  reference.compress = false;
  reference.data.Filter = "FlateDecode";
  reference.buffer = [];
  reference.write(deflateSync(Buffer.from(content, "latin1"), { level: 3 }));
}

/** Returns text as a PDF string object: plain when ASCII, UTF-16 with its mark otherwise. */
export function pdfString(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `(${text.replace(/[\\()]/g, "\\$&")})`;
  const bytes = Buffer.from(`\ufeff${text.toWellFormed()}`, "utf16le").swap16();
  return `<${bytes.toString("hex")}>`;
}

/** Returns the number as PDF writes it, to a hundredth of a point. */
export function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** The metadata packet. PDFKit's own puts the title into XML without escaping it. */
function metadataOf(report: Report): string {
  const date = `${report.asOf.toISOString().slice(0, 19)}Z`;
  return `<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<xmp:CreateDate>${date}</xmp:CreateDate><xmp:ModifyDate>${date}</xmp:ModifyDate><xmp:CreatorTool>Plumbline</xmp:CreatorTool>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(report.title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${escapeXml(report.organisation)}</rdf:li></rdf:Seq></dc:creator>
<pdf:Producer>Plumbline with PDFKit</pdf:Producer>
</rdf:Description>`;
}
