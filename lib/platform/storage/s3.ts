import "server-only";
import { createReadStream } from "node:fs";
import {
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  NotFound,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { settings } from "@/lib/platform/settings/settings";
import type { FileStore } from "@/lib/platform/storage/file-store";

/** Returns a storage in a bucket of an S3-compatible server. */
export function s3Storage(bucket: string): FileStore {
  const client = new S3Client(connection());
  const has = async (sha256: string) => {
    try {
      await client.send(new HeadObjectCommand({ Bucket: bucket, Key: sha256 }));
      return true;
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw error;
    }
  };
  return {
    has,
    async put(sha256, from, size) {
      if (await has(sha256)) return;
      const checksum = Buffer.from(sha256, "hex").toString("base64");
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: sha256,
          Body: createReadStream(from),
          ContentLength: size,
          ChecksumSHA256: checksum,
        }),
      );
    },
    async get(sha256) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: sha256 }));
      if (!Body) throw new Error("The object has no content.");
      return Body.transformToWebStream() as ReadableStream<Uint8Array>;
    },
    async check() {
      await client.send(new HeadBucketCommand({ Bucket: bucket }));
    },
  };
}

function connection() {
  const { S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = settings();
  const own = S3_ACCESS_KEY_ID && S3_SECRET_ACCESS_KEY;
  return {
    region: S3_REGION,
    ...(S3_ENDPOINT ? { endpoint: S3_ENDPOINT, forcePathStyle: true } : {}),
    ...(own ? { credentials: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY } } : {}),
  };
}
