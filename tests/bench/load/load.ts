import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Outcome, Round } from "@/tests/bench/load/generator";

/** The process that sends requests. */
export interface Loader {
  run(round: Partial<Round> & Pick<Round, "url">): Promise<Outcome>;
  stop(): void;
}

/** Starts the process that sends requests; a round without more says: one connection, GET, for so many seconds. */
export function startLoader(seconds: number): Loader {
  const child: ChildProcess = fork(path.join(import.meta.dirname, "generator.ts"), {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  child.on("exit", (code) => {
    if (code !== null) throw new Error(`The process that sends requests ended with ${code}.`);
  });
  return {
    run: async (round) => {
      const whole: Round = { method: "GET", headers: {}, connections: 1, seconds, warmUp: 1, ...round };
      const answered = once(child, "message");
      child.send(whole);
      const [outcome] = (await answered) as [Outcome];
      return outcome;
    },
    stop: () => child.kill(),
  };
}
