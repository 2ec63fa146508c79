import { spawn } from "node:child_process";

// A program of other makers, which answers as a bucket of theirs would.
const program = `
const { startFauxqs } = await import("fauxqs");
const { port } = await startFauxqs({ logger: false, host: "127.0.0.1", port: 0, init: { region: "us-east-1", buckets: ["evidence"] } });
process.send(port);
`;

/** Starts an S3-compatible server as a process of its own, with the bucket "evidence"; returns its address and what ends it. */
export function startS3(): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
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
