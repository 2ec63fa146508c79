import "server-only";
import { createHash } from "node:crypto";
import { link, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { settings } from "@/lib/platform/settings/settings";
import { bucketOfNotes } from "@/lib/platform/storage/s3";

/** A place outside of the database where signed checkpoints are copied to; it is only ever added to. */
interface KeptElsewhere {
  /** In words: "the folder /mnt/notary". */
  place: string;
  names(): Promise<string[]>;
  read(name: string): Promise<string>;
  /** Leaves a note of that name as it is. */
  add(name: string, note: string): Promise<void>;
}

// Newest ones, by the number of entries: whoever rewrites the chain has to rewrite what each of them covers.
const mostRead = 200;
const isNote = (name: string) => /^checkpoint-\d{15}-[0-9a-f]{16}\.txt$/.test(name);

/** Returns the place that the settings name, or null when checkpoints are kept in the database alone. */
export function keptElsewhere(): KeptElsewhere | null {
  const { CHECKPOINT_DIRECTORY, CHECKPOINT_BUCKET } = settings();
  if (CHECKPOINT_DIRECTORY) return folderOfNotes(CHECKPOINT_DIRECTORY);
  return CHECKPOINT_BUCKET
    ? { place: `the bucket ${CHECKPOINT_BUCKET}`, ...bucketOfNotes(CHECKPOINT_BUCKET) }
    : null;
}

/** Copies those of the signed notes that are not there yet; returns how many. Throws what the place answers. */
export async function copyElsewhere(
  kept: KeptElsewhere,
  notes: readonly { size: number; note: string }[],
): Promise<number> {
  const there = new Set(await kept.names());
  const missing = notes.filter(({ size, note }) => !there.has(nameOf(size, note)));
  for (const { size, note } of missing) await kept.add(nameOf(size, note), note);
  return missing.length;
}

/** Returns the newest 200 notes that are kept there, by the number of entries. */
export async function notesElsewhere(kept: KeptElsewhere): Promise<{ size: number; note: string }[]> {
  const names = (await kept.names()).filter(isNote).sort().slice(-mostRead);
  const notes = [];
  for (const name of names) notes.push({ size: Number(name.split("-")[1]), note: await kept.read(name) });
  return notes;
}

function nameOf(size: number, note: string): string {
  const digest = createHash("sha256").update(note).digest("hex").slice(0, 16);
  return `checkpoint-${String(size).padStart(15, "0")}-${digest}.txt`;
}

function folderOfNotes(directory: string): KeptElsewhere {
  return {
    place: `the folder ${directory}`,
    async names() {
      await mkdir(directory, { recursive: true });
      return readdir(directory);
    },
    read: (name) => readFile(path.join(directory, name), "utf8"),
    async add(name, note) {
      // It appears whole or not at all, and never in the place of another.
      const partial = path.join(directory, `.${name}.${process.pid}`);
      await writeFile(partial, note, { mode: 0o444 });
      await link(partial, path.join(directory, name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error;
      });
      await rm(partial);
    },
  };
}
