import "server-only";
import { unsealed } from "@/lib/platform/crypto/sealed-file";
import type { StoredFile } from "@/lib/platform/database/generated/client";
import { fileKeys } from "@/lib/platform/storage/file-key";
import { storage } from "@/lib/platform/storage/storage";

type Stored = Pick<StoredFile, "sha256" | "size" | "plainSha256">;

/**
 * Yields the bytes of a stored file from `start` to before `end`, opened where it is sealed. Throws where the storage does not have it,
 * and Unsealable where it is not as it was sealed.
 */
export async function* fileBytes(file: Stored, start: number, end: number): AsyncGenerator<Uint8Array> {
  const read = (from: number, size: number) =>
    storage().get(file.sha256, { from, size }) as Promise<
      AsyncIterable<Uint8Array> & ReadableStream<Uint8Array>
    >;
  if (file.plainSha256 === null) yield* await read(start, end - start);
  else yield* unsealed({ size: file.size, read }, fileKeys(), start, end);
}
