import "server-only";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { readBackup, type WholeBackup } from "@/lib/platform/backup/read-backup";
import { SetupError } from "@/lib/platform/errors/setup-error";
import type { FileStore } from "@/lib/platform/storage/file-store";
import { sha256Of } from "@/lib/platform/storage/sha256-of";

/** Puts every file of a backup into storage and reads each back; throws SetupError when one is not what it was. */
export async function restoreFiles(
  { place, manifest }: WholeBackup,
  store: FileStore,
  told: (done: number, all: number) => void,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-restore-"));
  const arriving = path.join(folder, "file");
  let done = 0;
  try {
    for await (const content of readBackup(place)) {
      if (content.kind !== "file") continue;
      await pipeline(Readable.from(content.bytes), createWriteStream(arriving));
      await store.put(content.sha256, arriving, content.size);
      done += 1;
      told(done, manifest.files.length);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  for (const { sha256 } of manifest.files) {
    if ((await sha256Of(await store.get(sha256))) !== sha256)
      throw new SetupError(
        `The storage does not give the file ${sha256} back as it was put. Check the disk or the bucket, then run the same restore again.`,
      );
  }
}
