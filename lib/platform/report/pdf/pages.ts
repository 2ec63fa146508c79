import "server-only";
import { Canvas } from "@/lib/platform/report/pdf/canvas";
import { LateText } from "@/lib/platform/report/pdf/late-text";
import { type PdfDocument, writeContent } from "@/lib/platform/report/pdf/pdf-document";
import { Symbols } from "@/lib/platform/report/pdf/symbols";
import type { Tags } from "@/lib/platform/report/pdf/tags";
import { colours, page, styles } from "@/lib/platform/report/pdf/theme";
import type { Typeface } from "@/lib/platform/report/pdf/typeface";
import { oneLine } from "@/lib/platform/report/pdf/wrap";

/** What stands at the head and foot of every page after the cover. */
export interface Running {
  organisation: string;
  title: string;
  state: string;
  generatedFor: string;
}

/**
 * The pages of one document, drawn from top to bottom. `y` is where the next thing goes; a page is written
 * and let go as soon as the next begins.
 */
export class Pages {
  readonly document: PdfDocument;
  readonly face: Typeface;
  readonly tags: Tags;
  readonly left = page.left;
  readonly top = page.top;
  readonly right: number;
  readonly bottom: number;
  readonly #size: { width: number; height: number };
  readonly #running: { head: string; state: string; foot: string };
  readonly #total: LateText;
  readonly #symbols: Symbols;
  readonly #deliver: (page: number) => Promise<void>;
  #canvas: Canvas | undefined;
  #number = 0;
  y = 0;

  constructor(
    document: PdfDocument,
    face: Typeface,
    tags: Tags,
    options: { landscape: boolean; running: Running; deliver: (page: number) => Promise<void> },
  ) {
    this.document = document;
    this.face = face;
    this.tags = tags;
    const { long, short } = page;
    this.#size = options.landscape ? { width: long, height: short } : { width: short, height: long };
    this.right = this.#size.width - page.right;
    this.bottom = this.#size.height - page.bottom;
    this.#running = this.#fitRunning(options.running);
    this.#deliver = options.deliver;
    this.#symbols = new Symbols(document);
    this.#total = new LateText(document, styles.running, "left");
  }

  /** The page being drawn; throws before the first. */
  get canvas(): Canvas {
    if (!this.#canvas) throw new Error("No page has been opened yet.");
    return this.#canvas;
  }

  /** The number of the page being drawn, from 1, the cover included. */
  get number(): number {
    return this.#number;
  }

  get width(): number {
    return this.right - this.left;
  }

  get height(): number {
    return this.bottom - this.top;
  }

  get sheet(): { width: number; height: number } {
    return this.#size;
  }

  /** The height that is left on the page. */
  get room(): number {
    return this.bottom - this.y;
  }

  /** True while nothing stands on the page below its running header. */
  get fresh(): boolean {
    return this.y <= this.top;
  }

  /** Ends the page and begins the next; waits until the reader has room for what was written. */
  async turn(kind: "cover" | "text" = "text"): Promise<void> {
    this.#close();
    await this.#deliver(this.#number + 1);
    const { width, height } = this.#size;
    this.document.addPage({ size: [width, height], margin: 0 });
    this.#number++;
    this.#canvas = new Canvas(this.document, this.face, this.tags, this.#symbols);
    this.y = this.top;
    if (kind === "text") this.#drawRunning();
  }

  /** Begins a new page when less than `height` is left, unless the page is still empty. */
  async need(height: number): Promise<void> {
    if (height > this.room && !this.fresh) await this.turn();
  }

  /** Ends the last page and writes what had to wait for the number of pages. */
  finish(): void {
    this.#close();
    this.#total.fill(String(this.#number), this.face);
  }

  #close(): void {
    if (!this.#canvas) return;
    writeContent(this.document.page.content, this.#canvas.finish());
    this.tags.endPage();
    this.#canvas = undefined;
  }

  #drawRunning(): void {
    const { head, state, foot: right } = this.#running;
    const style = styles.running;
    const canvas = this.canvas;
    const foot = this.#size.height - 28;
    canvas.furniture(() => {
      canvas.text(this.left, 36, head, style);
      canvas.textRight(this.right, 36, state, { ...style, weight: "bold" }, colours.accent);
      const label = `Page ${this.#number} of `;
      canvas.text(this.left, foot, label, style);
      canvas.form(this.#total, this.left + this.face.width(label, style.weight, style.size), foot);
      canvas.textRight(this.right, foot, right, style);
    });
    canvas.beneath(() => {
      canvas.line([this.left, 44], [this.right, 44], colours.line, 0.6);
      canvas.line([this.left, foot - 13], [this.right, foot - 13], colours.line, 0.6);
    });
  }

  /** Cuts the running texts to the width they have, once for all pages. */
  #fitRunning(running: Running): { head: string; state: string; foot: string } {
    const { weight, size } = styles.running;
    const state = this.face.fit(oneLine(running.state), "bold", size, this.width * 0.4);
    const room = this.width - this.face.width(state, "bold", size) - 24;
    const head = oneLine(`${running.organisation}  ·  ${running.title}`);
    return {
      head: this.face.fit(head, weight, size, room),
      state,
      foot: this.face.fit(oneLine(`Generated for ${running.generatedFor}`), weight, size, this.width - 120),
    };
  }
}
