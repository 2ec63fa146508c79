import { execFile, spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { buildApp, isBuilt } from "@/lib/cli/runtime/build-app";
import { workerArguments } from "@/lib/cli/runtime/worker-arguments";
import { appUrl } from "@/lib/platform/database/app-role";
import { childEnvironment } from "@/lib/platform/settings/launch";
import { runtimePassword, runtimeRole } from "@/lib/platform/settings/settings";
import { testSecret } from "@/tests/support/test-database";

/** A process of the product on the database of this test, as the command line would start it. */
export interface Instance {
  pid: number;
  /** Where a web server answers; empty for the background process. */
  url: string;
  /** Resolves with the exit code, null after a signal that was not handled. */
  ended: Promise<number | null>;
  isRunning(): boolean;
  signal(name: "SIGTERM" | "SIGKILL"): void;
  /** Returns the last it wrote. */
  log(): string;
}

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-instances-"));
const all = new Set<Instance>();
const copies = new Set<string>();
const next = path.resolve("node_modules/next/dist/bin/next");
let made = 0;

/** Builds the application unless it is built from these sources. */
export async function ensureBuilt(): Promise<void> {
  if (!(await isBuilt())) await buildApp(path.join(folder, "build.log"), new AbortController().signal);
}

/** Returns the folder of the same application built without its proxy, in a copy of the sources below this one. */
export async function builtWithoutProxy(): Promise<string> {
  mkdirSync(".plumbline", { recursive: true });
  const copy = mkdtempSync(path.resolve(".plumbline/without-proxy-"));
  const top = readdirSync(".").filter((name) =>
    /^(package|tsconfig|postcss|instrumentation)[^/]*$/.test(name),
  );
  for (const name of ["app", "components", "lib", "prisma", "public", ...top])
    cpSync(name, path.join(copy, name), { recursive: true });
  // What is installed lies above the copy.
  const config = readFileSync("next.config.js", "utf8");
  writeFileSync(
    path.join(copy, "next.config.js"),
    config.replace("import.meta.dirname", JSON.stringify(process.cwd())),
  );
  const environment = childEnvironment({ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" }, [
    "DATABASE_URL",
    "NODE_OPTIONS",
  ]);
  await promisify(execFile)(process.execPath, [next, "build"], { cwd: copy, env: environment });
  copies.add(copy);
  return copy;
}

/** Starts a web server on a free port and returns it when it is ready; throws its log after a minute. */
export async function startWeb(
  settings: Record<string, string> = {},
  port?: number,
  built = ".",
): Promise<Instance> {
  const at = port ?? (await freePort());
  const args = [next, "start", built, "--hostname", "127.0.0.1", "--port", String(at)];
  const web = start(args, `http://127.0.0.1:${at}`, {
    PORT: String(at),
    NEXT_MANUAL_SIG_HANDLE: "1",
    ...settings,
  });
  await untilReady(web);
  return web;
}

/** Starts the background process; it takes up work when it is there. */
export function startWorker(settings: Record<string, string> = {}): Instance {
  return start(workerArguments, "", settings);
}

/** Waits until the instance is ready; throws its log after so many milliseconds, or when it has ended. Returns how long it took. */
export async function untilReady(instance: Instance, patience = 60_000): Promise<number> {
  const begun = Date.now();
  let said = "nothing";
  while (Date.now() - begun < patience && instance.isRunning()) {
    try {
      const answer = await fetch(`${instance.url}/api/health/ready`, { signal: AbortSignal.timeout(5_000) });
      if (answer.ok) return Date.now() - begun;
      said = `${answer.status} ${await answer.text()}`;
    } catch (error) {
      said = String(error);
    }
    await sleep(50);
  }
  throw new Error(`Not ready; the last answer was ${said}. Its log:\n${instance.log()}`);
}

/** Ends every process that was started here. */
export async function endInstances(): Promise<void> {
  for (const one of all) one.signal("SIGKILL");
  await Promise.all([...all].map(({ ended }) => ended));
  all.clear();
  for (const made of [folder, ...copies]) rmSync(made, { recursive: true, force: true });
}

function start(args: string[], url: string, settings: Record<string, string>): Instance {
  const role = { name: runtimeRole, password: runtimePassword(testSecret) };
  const environment = childEnvironment(
    {
      DATABASE_APP_URL: appUrl(process.env["DATABASE_URL"] ?? "", role),
      PLUMBLINE_SECRET: testSecret,
      PUBLIC_URL: "http://localhost:3000",
      NEXTAUTH_URL: "http://localhost:3000",
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      LOG_LEVEL: "warn",
      API_REQUESTS_PER_MINUTE: "1000000",
      ...settings,
    },
    ["DATABASE_URL", "NODE_OPTIONS"],
  );
  const file = path.join(folder, `${++made}.log`);
  const log = openSync(file, "a");
  const guard = path.resolve("lib/cli/runtime/child-guard.mjs");
  const child = spawn(process.execPath, ["--import", guard, ...args], {
    env: { ...environment, PLUMBLINE_SUPERVISOR: String(process.pid) },
    stdio: ["ignore", log, log, "ipc"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const instance: Instance = {
    pid: child.pid ?? 0,
    url,
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    signal: (name) => void child.kill(name),
    log: () => readFileSync(file, "utf8").slice(-3_000),
  };
  all.add(instance);
  return instance;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const at = probe.address();
      probe.close(() => resolve(at !== null && typeof at === "object" ? at.port : 0));
    });
  });
}
