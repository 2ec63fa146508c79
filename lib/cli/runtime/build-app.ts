import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { projectRoot } from "@/lib/cli/project";
import { startChild } from "@/lib/cli/runtime/child";
import { SetupError } from "@/lib/platform/errors/setup-error";
import { childEnvironment } from "@/lib/platform/settings/launch";

const folders = ["app", "components", "lib", "prisma/schema", "public"];
// Not tsconfig.json, which the build itself may complete.
const files = ["package.json", "package-lock.json"];
const config = /^(next\.config|postcss\.config|proxy|instrumentation)\.(js|mjs|cjs|ts)$/;

/** Tells whether the built application matches the sources. */
export async function isBuilt(): Promise<boolean> {
  return (await readFile(stampFile(), "utf8").catch(() => "")) === (await sourcesHash());
}

/**
 * Builds the application and records from which sources. Its output goes to `log`; throws SetupError
 * with that output when the build fails. Ends early when `signal` is aborted.
 */
export async function buildApp(log: string, signal: AbortSignal): Promise<void> {
  const stamp = await sourcesHash();
  await rm(stampFile(), { force: true });
  const start = await readFile(log, "utf8").catch(() => "");
  const child = await startChild({
    name: "build",
    args: [path.join(projectRoot, "node_modules/next/dist/bin/next"), "build"],
    environment: childEnvironment({ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" }, ["DATABASE_URL"]),
    log,
  });
  const onAbort = () => void child.stop();
  signal.addEventListener("abort", onAbort, { once: true });
  const end = await child.ended;
  signal.removeEventListener("abort", onAbort);
  if (signal.aborted) return;
  if (end !== "ended with exit code 0" || !(await readFile(buildId(), "utf8").catch(() => ""))) {
    const output = (await readFile(log, "utf8")).slice(start.length).trim();
    throw new SetupError(`The application could not be built (${end}).\n\n${output}`);
  }
  await writeFile(stampFile(), stamp);
}

async function sourcesHash(): Promise<string> {
  const top = (await readdir(projectRoot)).filter((name) => config.test(name) || files.includes(name));
  const inside = await Promise.all(folders.map(listFolder));
  const hash = createHash("sha256");
  for (const name of [...top, ...inside.flat()].sort()) {
    hash
      .update(`${name}\0`)
      .update(await readFile(path.join(projectRoot, name)))
      .update("\0");
  }
  return hash.digest("hex");
}

// The generated client follows from prisma/schema; the command line is not part of the build.
async function listFolder(folder: string): Promise<string[]> {
  const entries = await readdir(path.join(projectRoot, folder), {
    recursive: true,
    withFileTypes: true,
  }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(projectRoot, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((name) => !name.startsWith("lib/platform/database/generated/") && !name.startsWith("lib/cli/"));
}

// Next writes it last.
function buildId(): string {
  return path.join(projectRoot, ".next/BUILD_ID");
}

function stampFile(): string {
  return path.join(projectRoot, ".next/plumbline-stamp");
}
