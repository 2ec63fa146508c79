import "server-only";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { SetupError } from "@/lib/platform/errors/setup-error";
import { ownIdentity, stillRuns } from "@/lib/platform/process/process-identity";

/**
 * Takes the lock file, waiting up to `patienceMs` for a live holder to give it up, and returns true;
 * false when it did not. A lock whose holder died is free.
 */
export async function takeLock(file: string, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (!(await create(file))) {
    if (await isAbandoned(file)) await rm(file, { force: true });
    else if (Date.now() > deadline) return false;
    else await sleep(20);
  }
  return true;
}

/** Gives the lock up. */
export async function releaseLock(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** Runs `action` while holding the lock file, and returns its result; throws SetupError after waiting a minute. */
export async function withFileLock<T>(file: string, action: () => Promise<T>): Promise<T> {
  if (!(await takeLock(file, 60_000))) {
    throw new SetupError(`Another process has held ${file} for a minute. Stop it, or delete the file.`);
  }
  try {
    return await action();
  } finally {
    await releaseLock(file);
  }
}

async function create(file: string): Promise<boolean> {
  return writeFile(file, ownIdentity(), { flag: "wx", mode: 0o644 }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return false;
      throw error;
    },
  );
}

// A lock just created may not name its holder yet.
async function isAbandoned(file: string): Promise<boolean> {
  try {
    const holder = await readFile(file, "utf8");
    return holder === "" ? Date.now() - (await stat(file)).mtimeMs > 5000 : !stillRuns(holder);
  } catch {
    return false;
  }
}
