import { readFileSync } from "node:fs";

/** How the user asks us to stop: Ctrl-C, SIGTERM, a closed terminal, or the end of the npm that started us. */
export type StopRequest = {
  signal: AbortSignal;
  /** Resolves when stopping was asked for. */
  asked: Promise<void>;
};

/** Listens for the request to stop. A second Ctrl-C ends the process at once. */
export function listenForStop(startedByNpm: boolean): StopRequest {
  const controller = new AbortController();
  const parents = lineage();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      if (controller.signal.aborted && name === "SIGINT") process.exit(1);
      controller.abort();
    });
  }
  // A killed npm passes nothing on: its end shows only in whose child we are.
  if (startedByNpm) {
    setInterval(() => {
      if (lineage() !== parents) controller.abort();
    }, 500).unref();
  }
  const asked = new Promise<void>((resolve) => {
    controller.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  return { signal: controller.signal, asked };
}

// npm runs a script in a shell, and a killed npm leaves that shell behind: on Linux the shell's own
// parent is watched too. Our parent's parent is left alone where there is no shell between.
function lineage(): string {
  const parent = process.ppid;
  try {
    const [, flag] = readFileSync(`/proc/${parent}/cmdline`, "utf8").split("\0");
    if (flag !== "-c") return String(parent);
    const status = readFileSync(`/proc/${parent}/stat`, "utf8");
    return `${parent} ${status.slice(status.lastIndexOf(")") + 2).split(" ")[1]}`;
  } catch {
    return String(parent);
  }
}
