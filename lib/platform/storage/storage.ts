import "server-only";
import { settings } from "@/lib/platform/settings/settings";
import type { FileStore } from "@/lib/platform/storage/file-store";
import { localStorage } from "@/lib/platform/storage/local";
import { s3Storage } from "@/lib/platform/storage/s3";

let current: FileStore | undefined;

/** Returns the storage that the settings choose: an S3-compatible bucket where one is named, else a local folder. */
export function storage(): FileStore {
  const { S3_BUCKET, STORAGE_DIRECTORY } = settings();
  current ??= S3_BUCKET ? s3Storage(S3_BUCKET) : localStorage(STORAGE_DIRECTORY);
  return current;
}
