import "server-only";
import { createHash, type Hash } from "node:crypto";
import type { Block, Report, Row, TableBlock } from "@/lib/platform/report/model";

/**
 * The digest of a report's content, taken while it is read once.
 *
 * The hashed text is one JSON value per line in UTF-8: first the report's head, then each block in order
 * with its keys sorted, and after a table each of its rows as an array. Who asked for the report, and how
 * it is laid out, is not content and not hashed: the same record at the same instant has one digest.
 */
export class ContentDigest {
  readonly #hash: Hash = createHash("sha256");
  #result: string | undefined;

  constructor(report: Report) {
    this.#line({
      format: "plumbline-report-1",
      title: report.title,
      subtitle: report.subtitle ?? null,
      organisation: report.organisation,
      state: report.state,
      asOf: report.asOf.toISOString(),
      timeZone: report.timeZone,
      language: report.language ?? "en",
    });
  }

  /** Adds a block; of a table only its head, its rows follow through `addRows`. */
  addBlock(block: Block): void {
    this.#line(block.kind === "table" ? headOf(block) : block);
  }

  addRows(rows: readonly Row[]): void {
    let text = "";
    for (const row of rows) text += `${JSON.stringify(row, sorted)}\n`;
    this.#hash.update(text);
  }

  /** Returns the SHA-256 as 64 hexadecimal digits; nothing can be added after. */
  finish(): string {
    this.#result ??= this.#hash.digest("hex");
    return this.#result;
  }

  #line(value: object): void {
    this.#hash.update(`${JSON.stringify(value, sorted)}\n`);
  }
}

/** Returns the content digest of a report without rendering it; reads streamed rows to their end. */
export async function digestReport(report: Report): Promise<string> {
  const digest = new ContentDigest(report);
  for (const block of report.sections) {
    digest.addBlock(block);
    if (block.kind === "table") for await (const rows of batchesOf(block)) digest.addRows(rows);
  }
  return digest.finish();
}

/** Yields a table's rows in batches, whichever way they are given. */
export async function* batchesOf(table: TableBlock): AsyncGenerator<readonly Row[]> {
  if (Symbol.asyncIterator in table.rows) yield* table.rows;
  else yield table.rows;
}

/** The table without its rows and without their announced number, which is no content. */
function headOf(table: TableBlock): object {
  const { rows: _rows, rowCount: _rowCount, ...head } = table;
  return head;
}

function sorted(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
