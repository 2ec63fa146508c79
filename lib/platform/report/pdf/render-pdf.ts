import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { batchesOf, ContentDigest } from "@/lib/platform/report/digest";
import type { Block, Report, Row, TableBlock } from "@/lib/platform/report/model";
import { drawBlock } from "@/lib/platform/report/pdf/blocks";
import { drawClosing, type Signature, VERIFICATION } from "@/lib/platform/report/pdf/closing";
import { drawContents } from "@/lib/platform/report/pdf/contents";
import { drawCover } from "@/lib/platform/report/pdf/cover";
import { roomAfter } from "@/lib/platform/report/pdf/following";
import { type Heading, HeadingDrawing, numberHeadings } from "@/lib/platform/report/pdf/headings";
import { Pages } from "@/lib/platform/report/pdf/pages";
import { openDocument, type PdfDocument } from "@/lib/platform/report/pdf/pdf-document";
import { Tags } from "@/lib/platform/report/pdf/tags";
import { Typeface } from "@/lib/platform/report/pdf/typeface";

export interface PdfOptions {
  /** "register" is landscape, "record" portrait; "record" when absent. */
  layout?: "register" | "record";
  /** Whether screen readers get a structure tree; by default up to 2,000 rows. */
  tagged?: boolean;
  /** Returns the signature over the hexadecimal content digest that the last page shows. */
  sign?: (digest: string) => Signature | Promise<Signature>;
  /** What the last page says about checking the digest, instead of the general words. */
  howToCheck?: string;
  signal?: AbortSignal;
  /** Called as each page is begun, with its number. */
  onPage?: (page: number) => void;
}

/** Registers longer than this are not tagged: their tree would make up most of the file. */
const MOST_TAGGED_ROWS = 2_000;
/** Finished bytes are handed on in pieces of at least this many. */
const PIECE = 64 * 1024;
/** How much may wait for a slow reader. */
const WAITING = 256 * 1024;

/**
 * Returns the report as a PDF that is made while it is read: pages follow the reader's pace, streamed rows are
 * read once, and the same report gives the same bytes. The stream fails with what failed inside (a row source,
 * the signature, an aborted signal, FontMissing); cancelling it stops the rendering and closes the row source.
 */
export function renderPdf(report: Report, options: PdfOptions = {}): ReadableStream<Uint8Array> {
  const strategy = new ByteLengthQueuingStrategy({ highWaterMark: WAITING });
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({}, undefined, strategy);
  const writer = writable.getWriter();
  // A cancelled reader is seen by the next write; nobody else waits for this promise.
  writer.closed.catch(() => undefined);
  render(report, options, (chunk) => writer.write(chunk))
    .then(() => writer.close())
    .catch((error: unknown) => writer.abort(error).catch(() => undefined));
  return readable;
}

/** Returns the whole file at once; for short reports and tests. Throws as the stream of `renderPdf` fails. */
export async function renderPdfToBuffer(report: Report, options: PdfOptions = {}): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  await render(report, options, async (chunk) => {
    chunks.push(chunk);
  });
  return Buffer.concat(chunks);
}

type Sink = (chunk: Uint8Array) => Promise<void>;

async function render(report: Report, options: PdfOptions, sink: Sink): Promise<void> {
  options.signal?.throwIfAborted();
  const tagged = options.tagged ?? rowsOf(report.sections) <= MOST_TAGGED_ROWS;
  const document = openDocument(report, tagged);
  const tags = new Tags(document, tagged);
  const face = await Typeface.load(document);
  const delivery = new Delivery(document, sink, options.signal);
  const pages = new Pages(document, face, tags, {
    landscape: options.layout === "register",
    running: report,
    deliver: async (page) => {
      await delivery.pageDone();
      options.onPage?.(page);
    },
  });
  await drawAll(pages, report, options);
  pages.finish();
  tags.finish();
  await delivery.end();
}

async function drawAll(pages: Pages, report: Report, options: PdfOptions): Promise<void> {
  const digest = new ContentDigest(report);
  const headings = numberHeadings(report.sections, VERIFICATION);
  const drawing = new HeadingDrawing(pages);
  await drawCover(pages, report);
  await drawContents(pages, headings);
  await pages.turn();
  const next = headings.values();
  for (const [index, block] of report.sections.entries()) {
    options.signal?.throwIfAborted();
    digest.addBlock(block);
    if (block.kind === "heading")
      await drawing.draw(
        next.next().value as Heading,
        roomAfter(pages, report.sections.slice(index + 1, index + 4)),
      );
    else await drawBlock(pages, block, (table) => counted(table, digest, options.signal));
  }
  const last = headings.at(-1) as Heading;
  const hash = digest.finish();
  const signature = await options.sign?.(hash);
  const { howToCheck } = options;
  await drawClosing(pages, report, { heading: last, headings: drawing, digest: hash, signature, howToCheck });
}

/** Yields a table's rows as they are drawn, through the digest. */
async function* counted(
  table: TableBlock,
  digest: ContentDigest,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly Row[]> {
  for await (const rows of batchesOf(table)) {
    signal?.throwIfAborted();
    digest.addRows(rows);
    yield rows;
  }
}

/** Returns how many rows the tables have; a streamed source that does not say counts as too many. */
function rowsOf(sections: readonly Block[]): number {
  let sum = 0;
  for (const block of sections) {
    if (block.kind !== "table") continue;
    sum += "length" in block.rows ? block.rows.length : (block.rowCount ?? Number.POSITIVE_INFINITY);
  }
  return sum;
}

/** Hands the document's bytes to the reader page by page, at the reader's pace. */
class Delivery {
  readonly #document: PdfDocument;
  readonly #sink: Sink;
  readonly #signal: AbortSignal | undefined;
  #waiting: Buffer[] = [];
  #size = 0;

  constructor(document: PdfDocument, sink: Sink, signal: AbortSignal | undefined) {
    this.#document = document;
    this.#sink = sink;
    this.#signal = signal;
  }

  async pageDone(): Promise<void> {
    await nextTurn();
    this.#signal?.throwIfAborted();
    this.#take();
    if (this.#size >= PIECE) await this.#send();
  }

  /** Ends the document and sends the rest of it. */
  async end(): Promise<void> {
    this.#document.end();
    this.#take();
    await this.#send();
  }

  #take(): void {
    const chunk = this.#document.read();
    if (!chunk) return;
    this.#waiting.push(chunk);
    this.#size += chunk.length;
  }

  async #send(): Promise<void> {
    const piece = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#size = 0;
    await this.#sink(piece);
  }
}
