import "server-only";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { readMappingLibrary } from "@/lib/domain/frameworks/mappings/files/read-mapping-library";
import type { FoundMapping } from "@/lib/domain/frameworks/mappings/schema";
import { readCisoAssistant } from "@/lib/domain/frameworks/versions/files/ciso-assistant";
import { refusal } from "@/lib/domain/frameworks/versions/files/problems";
import type { FoundFramework } from "@/lib/domain/frameworks/versions/schema";
import { type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";

/** What the thread is asked. */
export interface Question {
  kind: keyof Found;
  text: string;
}

interface Found {
  framework: FoundFramework;
  mappings: FoundMapping;
}

/** What the thread answers. */
export type Answer = { found: Found[keyof Found] } | { problems: readonly FieldProblem[] };

/** What reading one library may take: megabytes of the thread's heap, and milliseconds. */
const readingLimits = { megabytes: 512, patience: 40_000 };

/** Below so many characters a library is read at once: that takes less than it takes to begin a thread. */
const short = 100_000;

let last: Promise<unknown> = Promise.resolve();

const readers = { framework: readCisoAssistant, mappings: readMappingLibrary };

/** Returns what a library of CISO Assistant holds, a long one read in a thread of its own; throws Invalid with what is wrong. */
export async function readLibraryText<K extends keyof Found>(kind: K, text: string): Promise<Found[K]> {
  return text.length > short ? readApart(kind, text) : (readers[kind](text) as Found[K]);
}

/**
 * Returns what a library of CISO Assistant holds, read in a thread of its own, one after the other. Throws Invalid as the
 * reading itself does, and where it takes more time or memory than is given to one.
 */
export function readApart<K extends keyof Found>(
  kind: K,
  text: string,
  limits = readingLimits,
): Promise<Found[K]> {
  const read = last.then(() => inThread({ kind, text }, limits));
  last = read.catch(() => undefined);
  return read as Promise<Found[K]>;
}

async function inThread(question: Question, { megabytes, patience }: typeof readingLimits) {
  // Found from the project's folder, in which every process of the product runs; the server's own files are bundled elsewhere.
  const source = ["lib", "domain", "frameworks", "versions", "files", "library-thread.ts"];
  const thread = new Worker(path.join(process.cwd(), ...source), {
    workerData: question,
    execArgv: ["--conditions=react-server", "--import", "tsx"],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const timer = setTimeout(() => reject(tooMuch("time")), patience);
  thread.on("message", resolve);
  thread.on("error", (error: Error & { code?: string }) =>
    reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooMuch("memory") : error),
  );
  thread.on("exit", () => reject(new Error("The thread that reads the library ended early.")));
  try {
    const answer = await promise;
    if ("problems" in answer) throw new Invalid(answer.problems);
    return answer.found;
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}

function tooMuch(what: string): Invalid {
  return refusal([`Reading it takes more ${what} than is given to one file. Split the library.`]);
}
