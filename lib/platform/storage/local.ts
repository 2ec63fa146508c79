import "server-only";
import { createReadStream } from "node:fs";
import {
  access,
  constants,
  copyFile,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  utimes,
} from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import type { FileStore } from "@/lib/platform/storage/file-store";

/** Returns a storage in a folder of this machine. A file appears under its name only when it is complete and on disk. */
export function localStorage(directory: string): FileStore {
  const placeOf = (sha256: string) => path.join(directory, sha256.slice(0, 2), sha256);
  const has = (sha256: string) =>
    stat(placeOf(sha256)).then(
      () => true,
      () => false,
    );
  return {
    has,
    async put(sha256, from) {
      const place = placeOf(sha256);
      if (await touched(place)) return;
      await mkdir(path.dirname(place), { recursive: true });
      const partial = `${place}.${process.pid}.partial`;
      await copyFile(from, partial);
      const file = await open(partial, "r+");
      await file.sync();
      await file.close();
      await rename(partial, place);
    },
    async remove(sha256, before) {
      const place = placeOf(sha256);
      const aside = `${place}.${process.pid}.removed`;
      // Aside first: whoever puts the same content at this moment either finds it and dates it anew, or writes it again.
      if (!(await moved(place, aside))) return;
      if ((await stat(aside)).mtime >= before) await rename(aside, place);
      else await rm(aside);
    },
    async get(sha256, part) {
      await access(placeOf(sha256), constants.R_OK);
      if (part?.size === 0) return new Blob([]).stream();
      const range = part ? { start: part.from, end: part.from + part.size - 1 } : {};
      return Readable.toWeb(createReadStream(placeOf(sha256), range)) as ReadableStream<Uint8Array>;
    },
    async *list() {
      for await (const { place, size, putAt } of filesBelow(directory)) {
        const own = path.basename(place);
        yield { name: place === placeOf(own) ? own : path.relative(directory, place), size, putAt };
      }
    },
    async check() {
      await mkdir(directory, { recursive: true });
      const probe = path.join(directory, `.probe-${process.pid}`);
      await (await open(probe, "w")).close();
      await rm(probe);
    },
  };
}

// One folder's names at a time; what is removed meanwhile is left out.
async function* filesBelow(folder: string): AsyncGenerator<{ place: string; size: number; putAt: Date }> {
  for (const name of (await readdir(folder).catch(unlessGone([]))).sort()) {
    const place = path.join(folder, name);
    const found = await stat(place).catch(unlessGone(null));
    if (found?.isDirectory()) yield* filesBelow(place);
    else if (found) yield { place, size: found.size, putAt: found.mtime };
  }
}

function unlessGone<T>(instead: T) {
  return (error: NodeJS.ErrnoException): T => {
    if (error.code === "ENOENT") return instead;
    throw error;
  };
}

function moved(from: string, to: string): Promise<boolean> {
  return unlessAbsent(rename(from, to));
}

function touched(place: string): Promise<boolean> {
  return unlessAbsent(utimes(place, new Date(), new Date()));
}

function unlessAbsent(work: Promise<void>): Promise<boolean> {
  return work.then(() => true).catch(unlessGone(false));
}
