import "server-only";
import { parentPort, workerData } from "node:worker_threads";
import { readMappingLibrary } from "@/lib/domain/frameworks/mappings/files/read-mapping-library";
import { readCisoAssistant } from "@/lib/domain/frameworks/versions/files/ciso-assistant";
import type { Answer, Question } from "@/lib/domain/frameworks/versions/files/read-apart";
import { Invalid } from "@/lib/platform/errors/public-error";

// Runs in a thread of its own: a large library takes seconds of a processor, in which nobody else would be served.

const { kind, text } = workerData as Question;
try {
  const found = kind === "framework" ? readCisoAssistant(text) : readMappingLibrary(text);
  parentPort?.postMessage({ found } satisfies Answer);
} catch (error) {
  if (!(error instanceof Invalid)) throw error;
  parentPort?.postMessage({ problems: error.problems } satisfies Answer);
}
