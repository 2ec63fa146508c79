import { readFileSync } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Installation } from "@/lib/cli/installation";
import { projectRoot } from "@/lib/cli/project";
import type { Manifest } from "@/lib/platform/backup/manifest";
import { SetupError } from "@/lib/platform/errors/setup-error";

// The names that backups are given here, and no other file's: only these are ever removed.
const given = /^plumbline-\d{4}-\d{2}-\d{2}T\d{6}Z\.tar$/;
const day = 86_400_000;

/** What a backup needs to know of an opened installation. */
export type Place = Pick<Installation, "launch" | "directory" | "ownerUrl">;

/** A backup that was made. */
export interface Made {
  place: string;
  manifest: Manifest;
  /** Older backups that were removed from the folder. */
  removed: string[];
}

/** Returns the folder for backups that the settings name, or the one beside the data. */
export function backupFolder({ launch, directory }: Place): string {
  return path.resolve(projectRoot, launch.BACKUP_DIRECTORY ?? path.join(directory, "backups"));
}

/**
 * Makes a backup of the opened installation in a folder, under the instant of now, or under the name of a file. With
 * `keep`, only so many stay in the folder. Throws SetupError when it cannot be made.
 */
export async function makeBackup({ ownerUrl }: Place, to: string, keep?: number): Promise<Made> {
  const [{ writeBackup }, { storage }] = await Promise.all([
    import("@/lib/platform/backup/write-backup"),
    import("@/lib/platform/storage/storage"),
  ]);
  const named = to.endsWith(".tar");
  const folder = named ? path.dirname(to) : to;
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: Error) => {
    throw new SetupError(`The folder ${folder} cannot be made: ${error.message}`);
  });
  const place = named ? to : path.join(folder, nameOf(new Date()));
  const source = { url: ownerUrl, store: storage(), product: productVersion() };
  const manifest = await writeBackup(place, source);
  return { place, manifest, removed: keep === undefined ? [] : await removeOld(folder, keep) };
}

/** Returns the instant at which the newest backup in a folder was finished, or null. */
export async function newestBackup(folder: string): Promise<Date | null> {
  const [newest] = await backupsIn(folder);
  return newest ? (await stat(newest)).mtime : null;
}

async function removeOld(folder: string, keep: number): Promise<string[]> {
  const old = (await backupsIn(folder)).slice(keep);
  for (const place of old) await rm(place, { force: true });
  // What a killed backup left; one that is being written is younger.
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".tar.part") || !given.test(name.slice(0, -".part".length))) continue;
    const part = path.join(folder, name);
    if ((await stat(part)).mtimeMs < Date.now() - day) await rm(part, { force: true });
  }
  return old;
}

// The newest first: the names sort as the instants do.
async function backupsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const backups = names.filter((name) => given.test(name)).sort();
  return backups.reverse().map((name) => path.join(folder, name));
}

function nameOf(instant: Date): string {
  return `plumbline-${instant.toISOString().slice(0, 19).replaceAll(":", "")}Z.tar`;
}

function productVersion(): string {
  const file = path.join(projectRoot, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
