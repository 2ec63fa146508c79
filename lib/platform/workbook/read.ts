import "server-only";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Worker } from "node:worker_threads";
import type { SheetRow } from "@/lib/platform/workbook/heading-row";
import type { Answer, Question, SheetOverview } from "@/lib/platform/workbook/read-messages";
import { takeTurn } from "@/lib/platform/workbook/turns";
import { WorkbookError } from "@/lib/platform/workbook/workbook-error";

/** What reading one workbook may take: megabytes of the thread's heap, and milliseconds until each answer. */
export const readingLimits = { megabytes: 1_024, patience: 60_000 };

/** A workbook that is open in a thread of its own; the caller closes it. */
export interface OpenWorkbook {
  macros: boolean;
  sheets: readonly SheetOverview[];
  /** Returns the headings of a sheet, and its rows below them, once; throws WorkbookError. */
  open(sheet: string, headingRow: number): Promise<{ headings: string[]; rows: AsyncIterable<SheetRow> }>;
  close(): Promise<void>;
}

/** Opens a workbook in a thread with limits on memory and time; throws WorkbookError, which says what to do, when it cannot be read. */
export async function openWorkbook(
  bytes: AsyncIterable<Uint8Array>,
  limits = readingLimits,
): Promise<OpenWorkbook> {
  const endTurn = await takeTurn(limits.patience);
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-workbook-"));
  const file = path.join(folder, "book");
  try {
    await pipeline(Readable.from(bytes), createWriteStream(file));
    const thread = new Thread(file, limits, endTurn);
    // The thread has read the whole file by the time it answers.
    const opened = await thread.answer("opened").catch(async (error: unknown) => {
      await thread.close();
      throw error;
    });
    return {
      macros: opened.macros,
      sheets: opened.sheets,
      close: () => thread.close(),
      async open(sheet, headingRow) {
        const { headings } = await thread.ask({ kind: "open", sheet, headingRow }, "headings");
        return { headings, rows: rowsOf(thread) };
      },
    };
  } catch (error) {
    endTurn();
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* rowsOf(thread: Thread): AsyncGenerator<SheetRow> {
  try {
    for (;;) {
      const { rows, done } = await thread.ask({ kind: "more" }, "rows");
      yield* rows;
      if (done) return;
    }
  } finally {
    await thread.close();
  }
}

class Thread {
  readonly #worker: Worker;
  readonly #patience: number;
  readonly #ended: () => void;

  constructor(file: string, { megabytes, patience }: typeof readingLimits, ended: () => void) {
    this.#ended = ended;
    // Found from the project's folder, in which every process of the product runs; the server's own files are bundled elsewhere.
    const source = ["lib", "platform", "workbook", "read-worker.ts"];
    this.#worker = new Worker(path.join(process.cwd(), ...source), {
      workerData: { path: file },
      execArgv: ["--conditions=react-server"],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 64 },
    });
    this.#patience = patience;
  }

  ask<K extends Answer["kind"]>(question: Question, kind: K) {
    const answer = this.answer(kind);
    this.#worker.postMessage(question);
    return answer;
  }

  answer<K extends Answer["kind"]>(kind: K): Promise<Extract<Answer, { kind: K }>> {
    const { promise, resolve, reject } = Promise.withResolvers<Extract<Answer, { kind: K }>>();
    const timer = setTimeout(() => reject(tooMuch("too-slow", "time")), this.#patience);
    const heard = (answer: Answer) => {
      if (answer.kind === kind) resolve(answer as Extract<Answer, { kind: K }>);
      else if (answer.kind === "refused") reject(new WorkbookError(answer.code, answer.message));
    };
    const failed = (error: Error & { code?: string }) =>
      reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooMuch("too-large", "memory") : error);
    const ended = () => reject(new Error("The thread that reads the workbook ended early."));
    this.#worker.on("message", heard).once("error", failed).once("exit", ended);
    return promise.finally(() => {
      clearTimeout(timer);
      this.#worker.off("message", heard).off("error", failed).off("exit", ended);
    });
  }

  async close(): Promise<void> {
    // What goes wrong while it is ended concerns nobody.
    this.#worker.on("error", () => undefined);
    await this.#worker.terminate();
    this.#ended();
  }
}

function tooMuch(code: "too-slow" | "too-large", what: string): WorkbookError {
  return new WorkbookError(
    code,
    `Reading the workbook takes more ${what} than is given to one. Save the sheet as CSV, which is read at any size, or split it.`,
  );
}
