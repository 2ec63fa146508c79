import "server-only";
import { createReadStream } from "node:fs";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NotFound,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { settings } from "@/lib/platform/settings/settings";
import type { FileStore } from "@/lib/platform/storage/file-store";

/** What was put less than this many milliseconds ago is not put again. */
const fresh = 3_600_000;

/** Returns a storage in a bucket of an S3-compatible server. */
export function s3Storage(bucket: string): FileStore {
  const client = new S3Client(connection());
  const putAt = async (sha256: string): Promise<Date | null> => {
    try {
      const { LastModified } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: sha256 }));
      return LastModified ?? new Date(0);
    } catch (error) {
      if (error instanceof NotFound) return null;
      throw error;
    }
  };
  const has = async (sha256: string) => (await putAt(sha256)) !== null;
  return {
    has,
    async put(sha256, from, size) {
      // What is old is written again, which dates it anew, so that nobody removes it as unused meanwhile.
      const before = await putAt(sha256);
      if (before !== null && Date.now() - before.getTime() < fresh) return;
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
    async remove(sha256, before) {
      const last = await putAt(sha256);
      if (last === null || last >= before) return;
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: sha256 }));
    },
    async get(sha256, part) {
      if (part?.size === 0) return new Blob([]).stream();
      const range = part ? { Range: `bytes=${part.from}-${part.from + part.size - 1}` } : {};
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: sha256, ...range }));
      if (!Body) throw new Error("The object has no content.");
      return Body.transformToWebStream() as ReadableStream<Uint8Array>;
    },
    async *list() {
      for await (const { Key = "", Size = 0, LastModified } of listed(client, bucket))
        if (/^[0-9a-f]{64}$/.test(Key)) yield { name: Key, size: Size, putAt: LastModified ?? new Date(0) };
    },
    async check() {
      await client.send(new HeadBucketCommand({ Bucket: bucket }));
    },
  };
}

const notesPrefix = "plumbline-checkpoints/";

/** Returns how short texts are listed, read and added in a bucket, under names of their own. */
export function bucketOfNotes(bucket: string) {
  const client = new S3Client(connection());
  return {
    async names(): Promise<string[]> {
      const names: string[] = [];
      for await (const { Key = "" } of listed(client, bucket, notesPrefix))
        names.push(Key.slice(notesPrefix.length));
      return names;
    },
    async read(name: string): Promise<string> {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: notesPrefix + name }));
      return (await Body?.transformToString("utf8")) ?? "";
    },
    async add(name: string, note: string): Promise<void> {
      const put = new PutObjectCommand({
        ...{ Bucket: bucket, Key: notesPrefix + name, Body: note },
        IfNoneMatch: "*",
      });
      await client.send(put).catch((error: Error) => {
        // Another process was first with the same note.
        if (error.name !== "PreconditionFailed") throw error;
      });
    },
  };
}

async function* listed(client: S3Client, bucket: string, prefix?: string) {
  let from: string | undefined;
  do {
    const answer = await client.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        ...(prefix === undefined ? {} : { Prefix: prefix }),
        ...(from === undefined ? {} : { ContinuationToken: from }),
      }),
    );
    yield* answer.Contents ?? [];
    from = answer.NextContinuationToken;
  } while (from !== undefined);
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
