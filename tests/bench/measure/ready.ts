import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "@/lib/cli/project";
import { benchFolder } from "@/tests/bench/product/server";
import type { Line } from "@/tests/bench/table";

/** Measures how long `npm start` takes until it says that it is ready: with a new data folder, and the second time. */
export async function measureReady(add: (line: Line) => void): Promise<void> {
  const data = path.join(benchFolder, "ready");
  rmSync(data, { recursive: true, force: true });
  const first = await start(data);
  const second = await start(data);
  add({
    subject: "ready",
    what: "ready, first start (already built)",
    size: null,
    values: { value: first, unit: "s" },
  });
  add({ subject: "ready", what: "ready, second start", size: null, values: { value: second, unit: "s" } });
  rmSync(data, { recursive: true, force: true });
}

function start(data: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    let [said, took] = ["", 0];
    const child = spawn("npm", ["start", "--silent"], {
      cwd: projectRoot,
      detached: true,
      env: { ...process.env, PLUMBLINE_DATA: data, PORT: "3900", NODE_ENV: "production" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (took > 0 || !said.includes("Plumbline is ready at")) return;
      took = (performance.now() - begun) / 1_000;
      process.kill(-(child.pid ?? 0), "SIGTERM");
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("exit", () =>
      took > 0 ? resolve(took) : reject(new Error(`npm start ended before it was ready:\n${said}`)),
    );
  });
}
