import "server-only";
import { localStorage } from "@/lib/platform/storage/local";
import { s3Storage } from "@/lib/platform/storage/s3";
import { settings } from "@/lib/platform/settings/settings";

/** Where files are kept, found by their SHA-256; the same content is stored once. */
export interface Storage {
  /** Moves a complete local file in; does nothing when its content is there already. */
  put(sha256: string, path: string, size: number): Promise<void>;
  /** Returns the bytes; throws when they are not there. */
  get(sha256: string): Promise<ReadableStream<Uint8Array>>;
  has(sha256: string): Promise<boolean>;
  /** Throws, saying what to do, unless files can be written and read. */
  check(): Promise<void>;
}

let current: Storage | undefined;

/** Returns the storage that the settings choose: an S3-compatible bucket where one is named, else a local folder. */
export function storage(): Storage {
  const { S3_BUCKET, STORAGE_DIRECTORY } = settings();
  current ??= S3_BUCKET ? s3Storage(S3_BUCKET) : localStorage(STORAGE_DIRECTORY);
  return current;
}
