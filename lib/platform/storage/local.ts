import "server-only";
import { createReadStream } from "node:fs";
import { access, constants, copyFile, mkdir, open, rename, rm, stat } from "node:fs/promises";
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
      if (await has(sha256)) return;
      const place = placeOf(sha256);
      await mkdir(path.dirname(place), { recursive: true });
      const partial = `${place}.${process.pid}.partial`;
      await copyFile(from, partial);
      const file = await open(partial, "r+");
      await file.sync();
      await file.close();
      await rename(partial, place);
    },
    async get(sha256) {
      await access(placeOf(sha256), constants.R_OK);
      return Readable.toWeb(createReadStream(placeOf(sha256))) as ReadableStream<Uint8Array>;
    },
    async check() {
      await mkdir(directory, { recursive: true });
      const probe = path.join(directory, `.probe-${process.pid}`);
      await (await open(probe, "w")).close();
      await rm(probe);
    },
  };
}
