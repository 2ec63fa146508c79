import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type DataSteps, dataSteps } from "@/lib/cli/data";
import { type Installation, type Mode, openInstallation, rememberMode } from "@/lib/cli/installation";
import { projectRoot } from "@/lib/cli/project";
import { buildApp, isBuilt } from "@/lib/cli/runtime/build-app";
import { type Child, startChild, youngGeneration } from "@/lib/cli/runtime/child";
import { keepBackups } from "@/lib/cli/runtime/daily-backup";
import { freePort } from "@/lib/cli/runtime/free-port";
import { claimFolder } from "@/lib/cli/runtime/run-record";
import { listenForStop, type StopRequest } from "@/lib/cli/runtime/stop-request";
import { workerArguments } from "@/lib/cli/runtime/worker-arguments";
import { SetupError } from "@/lib/platform/errors/setup-error";
import { childEnvironment, type LaunchSettings, launchSettings } from "@/lib/platform/settings/launch";

const readyPatience = 120_000;

/** The addresses of the served application. */
export type Served = { localUrl: string; publicUrl: string };

/** A process of the product that can run alone. */
export type Part = "web" | "worker";

export type Plan<T> = {
  mode: Mode;
  /** Run this process alone, beside others on the same database. */
  only?: Part | undefined;
  /** Print the children's logs here instead of into files. */
  logsHere: boolean;
  /** Fills the migrated database; what it returns is announced. */
  prepare(steps: DataSteps, served: Served): Promise<T>;
  /** Called once, when the application answers. */
  announce(served: Served, prepared: T): Promise<void>;
};

/**
 * Runs the whole product until it is asked to stop: database, migrations, data, build, web server
 * and worker. Returns when all of them have ended; throws SetupError when one fails or dies.
 */
export async function supervise<T>(plan: Plan<T>): Promise<void> {
  if (plan.only) assertShared(launchSettings());
  const stop = listenForStop(launchSettings().npm_lifecycle_event !== undefined);
  const cleanups: (() => Promise<unknown>)[] = [];
  const run = serve(plan, stop, cleanups);
  try {
    await Promise.race([run, stop.asked]);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    // What is still on its way fails when the database goes; that it fails no longer matters.
    run.catch(() => undefined);
    for (const cleanup of cleanups.reverse()) await cleanup();
  }
}

async function serve<T>(
  plan: Plan<T>,
  stop: StopRequest,
  cleanups: (() => Promise<unknown>)[],
): Promise<void> {
  say("Starting the database …");
  const opening = openInstallation(plan.mode, async (directory) => {
    cleanups.unshift(await claimFolder(directory, say));
  });
  // Before it is open: whoever asks to stop meanwhile must not leave a server behind.
  cleanups.push(() =>
    opening.then(
      (opened) => opened.close(),
      () => undefined,
    ),
  );
  const installation = await opening;
  await rememberMode(installation.directory, plan.mode);
  await installation.migrate();
  const port = await freePort(installation.launch.PORT);
  const localUrl = `http://localhost:${port}`;
  const served = { localUrl, publicUrl: installation.launch.PUBLIC_URL ?? localUrl };
  const steps = await dataSteps();
  cleanups.push(() => steps.disconnect());
  const prepared = await plan.prepare(steps, served);
  if (plan.only !== "worker" && !(await isBuilt())) {
    say("Building the application (once for each version; a minute or two) …");
    await buildApp(path.join(installation.directory, "log/build.log"), stop.signal);
  }
  if (stop.signal.aborted) return;
  const children = await startChildren(plan, installation, port, served);
  // Reversed at the end: both stop at once, then the database.
  cleanups.push(() => Promise.all(children.map((child) => child.stop())));
  const death = firstDeath(children, installation);
  if (plan.only !== "worker") await Promise.race([untilReady(port, stop.signal), death]);
  if (stop.signal.aborted) return;
  await plan.announce(served, prepared);
  // Not waited for at the end: a backup that is cut off was never there.
  if (plan.mode === "main" && plan.only !== "web") void keepBackups(installation, stop.signal, say);
  await death;
}

async function startChildren<T>(
  plan: Plan<T>,
  installation: Installation,
  port: number,
  served: Served,
): Promise<Child[]> {
  const { publicUrl } = served;
  const values = {
    ...installation.environment,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    NEXTAUTH_URL: publicUrl,
    // It would stop listening at once; see graceful-stop.ts.
    NEXT_MANUAL_SIG_HANDLE: "1",
  };
  // The owner's address stays with us: what serves requests knows only the role that owns nothing.
  const environment = childEnvironment(values, ["DATABASE_URL"]);
  const log = (name: string) =>
    plan.logsHere ? null : path.join(installation.directory, "log", `${name}.log`);
  const next = path.join(projectRoot, "node_modules/next/dist/bin/next");
  const children: Child[] = [];
  if (plan.only !== "web")
    children.push(
      await startChild({ name: "worker", args: workerArguments, environment, log: log("worker") }),
    );
  if (plan.only !== "worker")
    children.push(
      await startChild({
        name: "web server",
        args: [youngGeneration, next, "start", "--hostname", "0.0.0.0", "--port", String(port)],
        environment,
        log: log("web"),
        notice: installation.launch.STOP_NOTICE_SECONDS,
      }),
    );
  return children;
}

// Ends only by throwing: while all is well there is nothing to tell.
async function firstDeath(children: Child[], installation: Installation): Promise<never> {
  const deaths = children.map(async (child) => {
    const how = await child.ended;
    const words = await child.lastWords();
    return `The ${child.name} ${how}, so everything was stopped.${words ? ` Its last words:\n${words}` : ""}`;
  });
  throw new SetupError(await Promise.race([...deaths, databaseDeath(installation)]));
}

async function databaseDeath(installation: Installation): Promise<string> {
  while (await installation.isRunning()) await sleep(2000, undefined, { ref: false });
  return `The embedded database ended, so everything was stopped. Its log is in ${installation.directory}/log/postgres.log.`;
}

async function untilReady(port: number, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + readyPatience;
  let answer = "no answer";
  while (Date.now() < deadline && !signal.aborted) {
    const response = await fetch(`http://127.0.0.1:${port}/api/health/ready`, {
      signal: AbortSignal.timeout(5000),
    }).catch(() => null);
    if (response?.ok) return;
    if (response) answer = `${response.status} ${(await response.text()).slice(0, 500)}`;
    await sleep(100);
  }
  if (!signal.aborted)
    throw new SetupError(`The application did not become ready in two minutes (${answer}).`);
}

// Each of them alone would keep a database, a secret and files of its own.
function assertShared({
  DATABASE_URL,
  PLUMBLINE_SECRET,
  STORAGE_DIRECTORY,
  S3_BUCKET,
}: LaunchSettings): void {
  const missing = [
    ...(DATABASE_URL ? [] : ["DATABASE_URL"]),
    ...(PLUMBLINE_SECRET ? [] : ["PLUMBLINE_SECRET"]),
    ...(STORAGE_DIRECTORY || S3_BUCKET
      ? []
      : ["S3_BUCKET, or STORAGE_DIRECTORY to a folder that all of them see"]),
  ];
  if (missing.length > 0)
    throw new SetupError(`Instances that run beside each other share these. Set ${missing.join("; ")}.`);
}

function say(line: string): void {
  console.error(line);
}
