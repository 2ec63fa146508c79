import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import path from "node:path";
import { projectRoot } from "@/lib/cli/project";
import { startEmbedded } from "@/lib/platform/database/embedded";
import { buildBareNext } from "@/tests/bench/bare/next-app";
import { startLoader } from "@/tests/bench/load/load";
import { measureReady } from "@/tests/bench/measure/ready";
import { measureResults } from "@/tests/bench/measure/results";
import { measureSimulation } from "@/tests/bench/measure/simulation";
import { measureSize } from "@/tests/bench/measure/size";
import { measureThreats } from "@/tests/bench/measure/threats";
import { benchOptions } from "@/tests/bench/options";
import { benchFolder, ensureBuilt } from "@/tests/bench/product/server";
import { growthOf, type Line, tableOf } from "@/tests/bench/table";

// Measures the product as it is served, on real PostgreSQL, beside the same work done bare. Asserts nothing.
const options = benchOptions(process.argv.slice(2));
const lines: Line[] = [];
// What others did on this machine before we began.
const load = Number((loadavg()[0] ?? 0).toFixed(1));
mkdirSync(benchFolder, { recursive: true });
rmSync(path.join(benchFolder, "build.log"), { force: true });
await ensureBuilt();
if (options.only.includes("list")) await buildBareNext();
if (options.only.includes("simulation")) await measureSimulation(add);
if (options.only.includes("threats")) measureThreats(add);
if (options.only.includes("results")) await measureResults(add);
if (options.only.includes("ready")) await measureReady(add);
const server = await startEmbedded({
  directory: path.join(projectRoot, ".plumbline/bench-data"),
  durable: true,
});
const loader = startLoader(options.seconds);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, giveUp);
const secret = randomBytes(32).toString("hex");
try {
  for (const size of options.sizes) await measureSize({ options, server, secret, loader, size, add });
} finally {
  loader.stop();
  await server.stop();
  report();
}

function add(line: Line): void {
  lines.push(line);
  console.error(tableOf([line]).split("\n").at(-1));
}

// What was measured until then is still worth reading; the product ends with us.
async function giveUp(): Promise<void> {
  loader.stop();
  await server.stop();
  report();
  process.exit(1);
}

function report(): void {
  const all = [...lines, ...growthOf(lines)];
  const when = new Date().toISOString();
  const machine = {
    processors: cpus().length,
    model: cpus()[0]?.model,
    memory: Math.round(totalmem() / 2 ** 30),
    load,
    node: process.version,
  };
  const file = path.join(benchFolder, `${when.slice(0, 19).replaceAll(":", "-")}.json`);
  writeFileSync(file, `${JSON.stringify({ when, machine, options, lines: all }, null, 2)}\n`);
  if (options.json) console.log(JSON.stringify({ when, machine, options, lines: all }));
  else
    console.log(`${heading(machine)}\n\n${tableOf(all)}\n\nWritten to ${path.relative(projectRoot, file)}.`);
}

function heading(machine: { processors: number; memory: number; load: number; node: string }): string {
  const { processors, memory, load, node } = machine;
  return `${processors} processors, shared by PostgreSQL (durable), the web server and the process that sends the requests; ${memory} GB; Node ${node}.
Load of the machine before we began: ${load}; much more than 0 makes every figure worse, the bare ones too.
"beside" is the same work done bare in the same run; the ratio is ours ÷ beside (times: more is slower; rates: less is slower).`;
}
