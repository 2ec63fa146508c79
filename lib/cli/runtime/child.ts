import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, open, readFile, rename, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { projectRoot } from "@/lib/cli/project";

const largestLog = 10 * 1024 * 1024;
const usualPatience = 15_000;

/** A process of ours that runs until it is stopped. */
export type Child = {
  name: string;
  /** Resolves when the process ends, with a sentence that says how. */
  ended: Promise<string>;
  /** Asks the process to end, and ends it by force after 15 seconds and those of `notice`. */
  stop(): Promise<void>;
  /** Returns the last lines it wrote, for a message; empty when it writes to our console. */
  lastWords(): Promise<string>;
};

export type ChildOptions = {
  name: string;
  /** Arguments for Node. */
  args: string[];
  environment: NodeJS.ProcessEnv;
  /** Where its output goes; null: to our own console. */
  log: string | null;
  /** Seconds for which it goes on answering when it is asked to end. */
  notice?: number;
};

/**
 * Megabytes that the heap of a process of ours may take. Far below what Node allows by itself, so that what is no longer
 * needed is collected early instead of when memory is short: live data of a large organisation takes a third of it. Whoever
 * needs another limit says so in NODE_OPTIONS.
 */
const heap = 1_024;

/**
 * Megabytes of the young generation of a process that serves or works in the background. Answers and long jobs make and drop a
 * great deal, and with the usual size the heap holds a hundred megabytes of that before it is looked at.
 */
export const youngGeneration = "--max-semi-space-size=8";

/**
 * How memory outside of the heap is kept (glibc; other systems have no such settings): few pools for many threads, and buffers
 * of files and answers go back to the system when they are done with. Without these a process keeps some hundred megabytes that
 * nobody uses.
 */
const memory = {
  MALLOC_ARENA_MAX: "2",
  MALLOC_MMAP_THRESHOLD_: "131072",
  MALLOC_TRIM_THRESHOLD_: "131072",
};

function heapLimit({ NODE_OPTIONS = "" }: NodeJS.ProcessEnv): string[] {
  return NODE_OPTIONS.includes("max-old-space-size") ? [] : [`--max-old-space-size=${heap}`];
}

/** Starts a Node process that ends with us, even if we are killed, but does not receive our Ctrl-C. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const log = options.log === null ? null : await openLog(options.log);
  const output = log === null ? "inherit" : log.fd;
  const guard = pathToFileURL(path.join(projectRoot, "lib/cli/runtime/child-guard.mjs")).href;
  const child = spawn(
    process.execPath,
    [...heapLimit(options.environment), "--import", guard, ...options.args],
    {
      cwd: projectRoot,
      env: { ...memory, ...options.environment, PLUMBLINE_SUPERVISOR: String(process.pid) },
      detached: true,
      stdio: ["ignore", output, output, "ipc"],
    },
  );
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`could not be started: ${error.message}`));
    child.once("exit", (code, signal) =>
      resolve(signal ? `was ended by ${signal}` : `ended with exit code ${code}`),
    );
  });
  await log?.close();
  return {
    name: options.name,
    ended,
    stop: () => stop(child, ended, usualPatience + (options.notice ?? 0) * 1_000),
    lastWords: async () => (options.log === null ? "" : tail(options.log)),
  };
}

async function stop(child: ChildProcess, ended: Promise<string>, patience: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill("SIGTERM");
  const timer = new AbortController();
  const force = sleep(patience, undefined, { signal: timer.signal }).then(
    () => child.kill("SIGKILL"),
    () => undefined,
  );
  await ended;
  timer.abort();
  await force;
}

async function openLog(file: string) {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > largestLog) await rename(file, `${file}.1`);
  return open(file, "a", 0o600);
}

async function tail(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.trimEnd().split("\n").slice(-20).join("\n");
}
