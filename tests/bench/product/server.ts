import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { encode } from "next-auth/jwt";
import { projectRoot } from "@/lib/cli/project";
import { buildApp, isBuilt } from "@/lib/cli/runtime/build-app";
import { type Child, startChild, youngGeneration } from "@/lib/cli/runtime/child";
import { freePort } from "@/lib/cli/runtime/free-port";
import { workerArguments } from "@/lib/cli/runtime/worker-arguments";
import { deriveSecret } from "@/lib/platform/crypto/derive";
import { childEnvironment } from "@/lib/platform/settings/launch";
import type { Holder } from "@/tests/bench/data/company";
import type { BenchDatabase } from "@/tests/bench/product/bench-database";
import { type Memory, memoryOf, ownChildren, processorTimeOf } from "@/tests/bench/product/processes";

/** Where this tool keeps what it makes. */
export const benchFolder = path.join(projectRoot, ".plumbline/bench");

/** The product, serving one database as the command line starts it. */
export interface Product {
  url: string;
  /** What the holder's requests to the API carry. */
  asToken(holder: Holder): Record<string, string>;
  /** What the holder's browser would send. */
  asBrowser(holder: Holder): Promise<Record<string, string>>;
  /** Resident memory of the web server's process, where the system tells. */
  memory(): Memory | null;
  /** As memory, of the background process where it runs. */
  workerMemory(): Memory | null;
  /** Processor time of the web server's process so far, in milliseconds. */
  processorTime(): number | null;
  stop(): Promise<void>;
}

export interface ProductOptions {
  /** Also run the background process, for imports. */
  worker?: boolean;
  /** Write every statement that goes to PostgreSQL into this file; slower, so never while measuring. */
  recordInto?: string;
}

/** Where the product keeps files while it is measured. */
export const filesFolder = path.join(benchFolder, "files");

/** Builds the application unless it is built from these sources. */
export async function ensureBuilt(): Promise<void> {
  if (await isBuilt()) return;
  console.error("Building the application …");
  await buildApp(path.join(benchFolder, "build.log"), new AbortController().signal);
}

/** Starts the web server on a free port, with the limit of requests out of the way; returns when it is ready. */
export async function startProduct(database: BenchDatabase, options: ProductOptions = {}): Promise<Product> {
  const port = await freePort(3_700);
  const url = `http://localhost:${port}`;
  const environment = childEnvironment(
    {
      DATABASE_APP_URL: database.appUrl,
      PLUMBLINE_SECRET: database.secret,
      STORAGE_DIRECTORY: filesFolder,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      PORT: String(port),
      PUBLIC_URL: url,
      NEXTAUTH_URL: url,
      LOG_LEVEL: "warn",
      API_REQUESTS_PER_MINUTE: "1000000000",
      ...(options.recordInto ? { RECORD_STATEMENTS: options.recordInto } : {}),
    },
    ["DATABASE_URL"],
  );
  const log = path.join(benchFolder, "product.log");
  rmSync(log, { force: true });
  const recorder = options.recordInto ? ["--import", path.join(import.meta.dirname, "recorder.mjs")] : [];
  const next = path.join(projectRoot, "node_modules/next/dist/bin/next");
  const children: Child[] = [];
  const begin = async (name: string, args: string[]) =>
    children.push(await startChild({ name, args, environment, log }));
  const before = new Set(ownChildren());
  if (options.worker) await begin("worker", workerArguments);
  const others = new Set(ownChildren());
  const worker = [...others].find((one) => !before.has(one));
  await begin("web server", [youngGeneration, ...recorder, next, "start", "--port", String(port)]);
  const pid = ownChildren().find((one) => !others.has(one)) ?? 0;
  const stop = async () => {
    for (const child of children.reverse()) await child.stop();
  };
  await untilReady(url, log, stop);
  return {
    url,
    asToken: ({ token }) => ({ authorization: `Bearer ${token}` }),
    asBrowser: async ({ sessionId }) => ({
      cookie: `plumbline.session=${await sealed(sessionId, database.secret)}`,
    }),
    memory: () => memoryOf(pid),
    workerMemory: () => (worker === undefined ? null : memoryOf(worker)),
    processorTime: () => processorTimeOf(pid),
    stop,
  };
}

// As the sign-in makes it: only the session's id is in the cookie.
function sealed(sessionId: string, secret: string): Promise<string> {
  return encode({
    token: { sid: sessionId },
    secret: deriveSecret(secret, "session cookie").toString("base64url"),
  });
}

async function untilReady(url: string, log: string, stop: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const response = await fetch(`${url}/api/health/ready`).catch(() => null);
    if (response?.ok) return;
    await sleep(50);
  }
  await stop();
  throw new Error(`The product did not become ready. Its log:\n${readFileSync(log, "utf8").slice(-3_000)}`);
}
