import "server-only";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import type { StoredFile } from "@/lib/platform/database/generated/client";
import type { Progress } from "@/lib/platform/jobs/job";
import { fileBytes } from "@/lib/platform/storage/file-bytes";

type Stored = Pick<StoredFile, "name" | "sha256" | "size" | "plainSha256" | "plainSize">;

/** Returns a file of the storage as a format reads it, opened where it is sealed; how far it was read is reported on the way. */
export function storedFile(file: Stored, progress: Pick<Progress, "report"> | null): ResultFile {
  const size = file.plainSize ?? file.size;
  let furthest = 0;
  return {
    name: file.name,
    size,
    async *read(start = 0, end = size) {
      if (end <= start) return;
      let at = start;
      for await (const block of fileBytes(file, start, end)) {
        at += block.byteLength;
        if (at > furthest) furthest = at;
        await progress?.report(furthest, size, "Reading the file");
        yield block;
      }
    },
  };
}
