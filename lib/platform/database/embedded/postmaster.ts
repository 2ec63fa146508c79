import "server-only";
import { execFile, spawn } from "node:child_process";
import { chown, mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Place } from "@/lib/platform/database/embedded/place";
import { SetupError } from "@/lib/platform/errors/setup-error";
import { isAlive } from "@/lib/platform/process/process-identity";
import { bareEnvironment } from "@/lib/platform/settings/launch";

const patience = 60_000;
const largestLog = 10 * 1024 * 1024;

// Sized for a small machine. fsync and synchronous_commit stay on: the register must survive a power cut.
const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "128MB",
  work_mem: "16MB",
  effective_cache_size: "1GB",
  random_page_cost: "1.1",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
};

/** A server process as its own pid file describes it. */
export type Postmaster = { pid: number; port: number; ready: boolean };

/** Returns the live server on these files or null; a pid file left by a crash is removed. */
export async function findPostmaster(place: Place): Promise<Postmaster | null> {
  const file = path.join(place.data, "postmaster.pid");
  const lines = (await readFile(file, "utf8").catch(() => "")).split("\n");
  const pid = Number(lines[0]);
  if (!pid) return null;
  if (await isServer(place.data, pid))
    return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
  await rm(file, { force: true });
  return null;
}

/** Makes the database files. A half-made folder from an interrupted start is thrown away first. */
export async function initialise(place: Place, password: string): Promise<void> {
  const unfinished = path.join(place.base, "postgres.new");
  const secret = path.join(place.base, "postgres.password");
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(secret, password, { mode: 0o600 });
  if (place.account)
    for (const file of [unfinished, secret]) await chown(file, place.account.uid, place.account.gid);
  // ICU's root collation sorts names as people expect (a, Ä, b, Z) and alike on every machine; the
  // operating system's locales differ between machines, and plain code points sort Z before a.
  const options = ["--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=und"];
  const login = ["--username=plumbline", "--auth=scram-sha-256", `--pwfile=${secret}`];
  try {
    await promisify(execFile)(program(place, "initdb"), [`--pgdata=${unfinished}`, ...options, ...login], {
      ...identity(place),
      env: bareEnvironment(),
      cwd: "/",
    });
  } catch (error) {
    const detail = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new SetupError(`The embedded database could not be made in ${place.base}.\n${detail}`);
  } finally {
    await rm(secret, { force: true });
  }
  await rename(unfinished, place.data);
}

/** Starts the server on `port` and returns it once it takes connections; throws SetupError with the end of its log. */
export async function launch(place: Place, port: number, durable: boolean): Promise<Postmaster> {
  const flags = Object.entries({
    ...settings,
    ...(durable ? {} : { fsync: "off", full_page_writes: "off" }),
  });
  const args = [
    "-D",
    place.data,
    "-p",
    String(port),
    ...flags.flatMap(([key, value]) => ["-c", `${key}=${value}`]),
  ];
  const log = await openLog(place.log);
  // Detached: Ctrl-C reaches only us, so that the server stops after those who use it.
  const child = spawn(program(place, "postgres"), args, {
    ...identity(place),
    env: bareEnvironment(),
    cwd: "/",
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
  });
  let ended = false;
  child
    .once("exit", () => {
      ended = true;
    })
    .once("error", () => {
      ended = true;
    });
  child.unref();
  await log.close();
  const server = await waitUntilReady(place, () => ended);
  if (server) return server;
  const tail = (await readFile(place.log, "utf8")).trim().split("\n").slice(-5).join("\n");
  throw new SetupError(`The embedded database did not start. The end of ${place.log}:\n${tail}`);
}

/** Waits until the server takes connections and returns it, or null when it ended or a minute passed. */
export async function waitUntilReady(place: Place, ended: () => boolean): Promise<Postmaster | null> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline && !ended()) {
    const server = await findPostmaster(place);
    if (server?.ready) return server;
    await sleep(10);
  }
  return null;
}

/** Ends the server, rolling back what is open, and returns when it is gone. */
export async function shutDown(place: Place, pid: number): Promise<void> {
  const deadline = Date.now() + patience / 2;
  signal(pid, "SIGINT");
  while (await isServer(place.data, pid)) {
    if (Date.now() > deadline) signal(pid, "SIGQUIT");
    await sleep(10);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  if (isAlive(pid)) process.kill(pid, name);
}

// Process numbers are used again after a crash or a reboot: a live number alone proves nothing.
async function isServer(data: string, pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== "linux") return true;
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return command.includes(`\0${data}\0`);
}

async function openLog(file: string) {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > largestLog) await rename(file, `${file}.1`);
  return open(file, "a", 0o600);
}

function program(place: Place, name: string): string {
  return path.join(place.programs, "bin", process.platform === "win32" ? `${name}.exe` : name);
}

function identity(place: Place): { uid?: number; gid?: number } {
  return place.account ?? {};
}
