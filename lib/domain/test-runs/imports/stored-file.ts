import "server-only";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import type { Progress } from "@/lib/platform/jobs/job";
import { storage } from "@/lib/platform/storage/storage";

/** Returns a file of the storage as a format reads it; how far it was read is reported on the way. */
export function storedFile(
  { fileName, sha256, size }: { fileName: string; sha256: string; size: number },
  progress: Progress,
): ResultFile {
  let furthest = 0;
  return {
    name: fileName,
    size,
    async *read(start = 0, end = size) {
      if (end <= start) return;
      let at = start;
      for await (const block of await storage().get(sha256, { from: start, size: end - start })) {
        at += block.byteLength;
        if (at > furthest) furthest = at;
        await progress.report(furthest, size, "Reading the file");
        yield block;
      }
    },
  };
}
