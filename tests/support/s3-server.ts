import { fork } from "node:child_process";
import path from "node:path";

/** Starts an S3-compatible server as a process of its own, with the bucket "evidence"; returns its address and what ends it. */
export function startS3(): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const child = fork(path.resolve("tests/support/s3-process.ts"), [], { execArgv: ["--import", "tsx"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The S3 server ended with ${code}.`)));
    child.once("message", (port) =>
      resolve({
        endpoint: `http://127.0.0.1:${port}`,
        async stop() {
          child.kill();
          await ended;
        },
      }),
    );
  });
}
