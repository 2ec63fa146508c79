import "server-only";
import type { BadgeTone } from "@/lib/platform/report/model";
import type { LateText } from "@/lib/platform/report/pdf/late-text";
import { number, type PdfDocument, type PdfFont, pdfString } from "@/lib/platform/report/pdf/pdf-document";
import type { Symbols } from "@/lib/platform/report/pdf/symbols";
import type { Element, Tags } from "@/lib/platform/report/pdf/tags";
import type { Colour, TextStyle } from "@/lib/platform/report/pdf/theme";
import type { Typeface } from "@/lib/platform/report/pdf/typeface";

type Point = readonly [x: number, y: number];

/** Operators in the making, with the colour and font that are set at their end. */
interface Layer {
  operators: string;
  fill: Colour;
  stroke: string;
  font: string;
}

interface Measure {
  left: number;
  width: number;
  align: "left" | "center" | "right";
}

interface Paint {
  fill?: Colour;
  stroke?: Colour;
  width?: number;
}

/**
 * One page being drawn, measured in points from its upper left corner. Collects PDF operators as text and
 * repeats colour and font only when they change.
 */
export class Canvas {
  readonly #document: PdfDocument;
  readonly #face: Typeface;
  readonly #tags: Tags;
  readonly #symbols: Symbols;
  /** What lies beneath the text: tints and rules, passed over by screen readers. */
  readonly #beneath: Layer = { operators: "", fill: "", stroke: "", font: "" };
  readonly #main: Layer = { operators: "", fill: "", stroke: "", font: "" };
  #layer: Layer = this.#main;

  constructor(document: PdfDocument, face: Typeface, tags: Tags, symbols: Symbols) {
    this.#symbols = symbols;
    this.#document = document;
    this.#face = face;
    this.#tags = tags;
  }

  /** Returns everything drawn so far as the page's content. */
  finish(): string {
    const { operators } = this.#beneath;
    const beneath = operators && this.#tags.on ? `/Artifact BMC\n${operators}EMC\n` : operators;
    return `1 0 0 -1 0 ${number(this.#document.page.height)} cm\nq\n${beneath}Q\n${this.#main.operators}`;
  }

  /** Draws one line of text with its baseline at `y`. */
  text(x: number, y: number, text: string, style: TextStyle, colour: Colour = style.colour): void {
    const runs = this.#face.runs(text, style.weight);
    if (runs.length === 0) return;
    let operators = `${this.#setFill(colour)}BT\n1 0 0 -1 ${number(x)} ${number(y)} Tm\n`;
    for (const run of runs) {
      if (run.word) operators += `/Span <</ActualText ${pdfString(run.word)}>> BDC\n`;
      operators += this.#setFont(run.font, style.size);
      operators +=
        run.rise === 0
          ? `${run.show}\n`
          : `${number((run.rise * style.size) / 1000)} Ts\n${run.show}\n0 Ts\n`;
      if (run.ends) operators += "EMC\n";
    }
    this.#layer.operators += `${operators}ET\n`;
  }

  /** Draws one line of text that ends at `right`. */
  textRight(right: number, y: number, text: string, style: TextStyle, colour?: Colour): void {
    this.text(right - this.#shownWidth(text, style), y, text, style, colour);
  }

  /** Draws one line of text around `middle`. */
  textCentre(middle: number, y: number, text: string, style: TextStyle, colour?: Colour): void {
    this.text(middle - this.#shownWidth(text, style) / 2, y, text, style, colour);
  }

  /** Draws one line of text at the side of a column that its alignment names. */
  textWithin(column: Measure, text: string, y: number, style: TextStyle, colour?: Colour): void {
    const { left, width, align } = column;
    if (align === "right") this.textRight(left + width, y, text, style, colour);
    else if (align === "center") this.textCentre(left + width / 2, y, text, style, colour);
    else this.text(left, y, text, style, colour);
  }

  rectangle(x: number, y: number, width: number, height: number, fill: Colour): void {
    this.#layer.operators += `${this.#setFill(fill)}${number(x)} ${number(y)} ${number(width)} ${number(height)} re f\n`;
  }

  /** Draws a straight line; a dash is given as PDF writes it, such as "[4 3] 0". */
  line(from: Point, to: Point, colour: Colour, width: number, dash?: string): void {
    const path = `${move(from)} ${number(to[0])} ${number(to[1])} l S`;
    const set = `${colour} RG ${number(width)} w`;
    if (dash) this.#layer.operators += `q ${set} ${dash} d ${path} Q\n`;
    else this.#layer.operators += `${this.#setStroke(set)}${path}\n`;
  }

  /** Draws a closed or open outline through the points, filled, stroked or both. */
  path(points: readonly Point[], paint: Paint & { open?: boolean }): void {
    const [first, ...rest] = points;
    if (!first) return;
    const lines = rest.map((point) => `${number(point[0])} ${number(point[1])} l`).join(" ");
    this.#paint(`${move(first)} ${lines}${paint.open ? "" : " h"}`, paint);
  }

  circle(x: number, y: number, radius: number, paint: Paint): void {
    const r = radius;
    const k = radius * 0.5523;
    const curve = (...at: number[]) => `${at.map(number).join(" ")} c`;
    const arcs = [
      curve(x + r, y + k, x + k, y + r, x, y + r),
      curve(x - k, y + r, x - r, y + k, x - r, y),
      curve(x - r, y - k, x - k, y - r, x, y - r),
      curve(x + k, y - r, x + r, y - k, x + r, y),
    ];
    this.#paint(`${move([x + r, y])} ${arcs.join(" ")} h`, paint);
  }

  /** Draws the shape of a tone around a point, `size` points high. */
  symbol(tone: BadgeTone, x: number, y: number, size: number): void {
    this.#layer.operators += this.#symbols.show(tone, x, y, size);
  }

  /** Shows a form that is filled in later, such as the number of pages; its baseline starts at the point. */
  form(form: LateText, x: number, y: number): void {
    this.#document.page.xobjects[form.name] = form.reference;
    this.#layer.operators += `q 1 0 0 1 ${number(x)} ${number(y)} cm /${form.name} Do Q\n`;
  }

  /** Draws `draw` as content of the element; a page without tags just draws it. */
  tagged(element: Element | null, draw: () => void): void {
    if (element) this.#layer.operators += `/${element.type} <</MCID ${this.#tags.content(element)}>> BDC\n`;
    draw();
    if (element) this.#layer.operators += "EMC\n";
  }

  /** Draws `draw` beneath everything else on the page, as decoration. */
  beneath(draw: () => void): void {
    this.#layer = this.#beneath;
    draw();
    this.#layer = this.#main;
  }

  /** Draws `draw` as part of the page's furniture, such as its running header. */
  furniture(draw: () => void): void {
    if (this.#tags.on) this.#layer.operators += "/Artifact <</Type /Pagination>> BDC\n";
    draw();
    if (this.#tags.on) this.#layer.operators += "EMC\n";
  }

  /** The width without the space that may end a wrapped line. */
  #shownWidth(text: string, { weight, size }: TextStyle): number {
    return this.#face.width(text.endsWith(" ") ? text.slice(0, -1) : text, weight, size);
  }

  #paint(outline: string, paint: Paint & { open?: boolean }): void {
    const { fill, stroke, width = 0.75 } = paint;
    const operator = fill && stroke ? "B" : fill ? "f" : "S";
    const set = `${fill ? `${fill} rg ` : ""}${stroke ? `${stroke} RG ${number(width)} w 1 j ` : ""}`;
    this.#layer.operators += `q ${set}${outline} ${operator} Q\n`;
  }

  #setFill(colour: Colour): string {
    if (colour === this.#layer.fill) return "";
    this.#layer.fill = colour;
    return `${colour} rg\n`;
  }

  #setStroke(set: string): string {
    if (set === this.#layer.stroke) return "";
    this.#layer.stroke = set;
    return `${set}\n`;
  }

  #setFont(font: PdfFont, size: number): string {
    const name = `${font.id} ${number(size)}`;
    if (name === this.#layer.font) return "";
    this.#layer.font = name;
    this.#document.page.fonts[font.id] ??= font.ref();
    return `/${name} Tf\n`;
  }
}

function move(point: Point): string {
  return `${number(point[0])} ${number(point[1])} m`;
}
