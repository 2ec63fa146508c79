import "server-only";
import { createHash } from "node:crypto";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { LossFigures } from "@/lib/domain/risks/quantification/schema";
import type { Question, Simulated } from "@/lib/domain/risks/quantification/worker";
import { TooLarge } from "@/lib/platform/errors/public-error";

// Loaded by Node, which strips the types; the condition lets it load what is of the server.
const workerFile = path.resolve("lib/domain/risks/quantification/worker.ts");

/** How many answers are kept. The same question always has the same answer, so none grows old. */
const mostKept = 200;

// Two threads, so that the figures of one risk never wait behind those of a whole register. Those of one risk are asked for
// while a transaction is open, which waits 30 seconds at most.
const ask = { each: simulator(20_000), sum: simulator(120_000) };

const kept = new Map<string, Promise<LossFigures[]>>();

/** Returns the figures of each risk from 100,000 years simulated in a thread; throws TooLarge when that takes too long. */
export function simulateEach(risks: readonly Simulated[]): Promise<LossFigures[]> {
  return remembered("each", risks);
}

/** Returns the figures of independent risks taken as one; throws TooLarge when that takes too long. */
export async function simulateSum(risks: readonly Simulated[]): Promise<LossFigures> {
  const [figures] = await remembered("sum", risks);
  if (!figures) throw new Error("The simulation gave no answer.");
  return figures;
}

function remembered(as: Question["as"], risks: readonly Simulated[]): Promise<LossFigures[]> {
  const key = createHash("sha256")
    .update(JSON.stringify([as, risks]))
    .digest("hex");
  const known = kept.get(key);
  if (known) return known;
  const answer = ask[as](as, risks);
  kept.set(key, answer);
  answer.catch(() => kept.delete(key));
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return answer;
}

interface Waiting {
  resolve: (figures: LossFigures[]) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout;
}

/** Returns what asks a thread of its own, started with the first question; it may work so many milliseconds on each. */
function simulator(mostMs: number) {
  let thread: Worker | undefined;
  let asked = 0;
  const waiting = new Map<number, Waiting>();
  // Whatever waits is told; the next question starts a new thread.
  const fail = (error: Error) => {
    void thread?.terminate();
    thread = undefined;
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    waiting.clear();
  };
  const start = () => {
    const worker = new Worker(workerFile, {
      execArgv: ["--conditions=react-server"],
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    worker.unref();
    worker.on(
      "message",
      ({ id, figures, error }: { id: number; figures?: LossFigures[]; error?: string }) => {
        const one = waiting.get(id);
        waiting.delete(id);
        clearTimeout(one?.timer);
        if (figures) one?.resolve(figures);
        else one?.reject(new Error(error));
      },
    );
    worker.on("error", fail);
    return worker;
  };
  return (as: Question["as"], risks: readonly Simulated[]): Promise<LossFigures[]> =>
    new Promise((resolve, reject) => {
      asked += 1;
      const timer = setTimeout(
        () => fail(new TooLarge("This simulation takes too long. Choose fewer risks and try again.")),
        mostMs,
      );
      timer.unref();
      waiting.set(asked, { resolve, reject, timer });
      thread ??= start();
      thread.postMessage({ id: asked, as, risks } satisfies Question);
    });
}
