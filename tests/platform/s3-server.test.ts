import { createHash, randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FileStore } from "@/lib/platform/storage/file-store";
import { startS3 } from "@/tests/support/s3-server";

// The adapter against a running server of other makers; what that one does not know, such as If-None-Match, is asked of the small
// one in s3-storage.test.ts.

const file = path.join(tmpdir(), `plumbline-s3-server-${process.pid}`);
let server: Awaited<ReturnType<typeof startS3>>;
let store: FileStore;

beforeAll(async () => {
  server = await startS3();
  Object.assign(process.env, {
    S3_ACCESS_KEY_ID: "key",
    S3_SECRET_ACCESS_KEY: "secret",
    S3_BUCKET: "evidence",
    S3_ENDPOINT: server.endpoint,
  });
  store = (await import("@/lib/platform/storage/storage")).storage();
});
afterAll(async () => {
  rmSync(file, { force: true });
  await server.stop();
});

async function put(bytes: Buffer): Promise<string> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  writeFileSync(file, bytes);
  await store.put(sha256, file, bytes.length);
  return sha256;
}

const read = async (sha256: string, part?: { from: number; size: number }) =>
  Buffer.from(await new Response(await store.get(sha256, part)).arrayBuffer());

test("files of no byte, one and eight megabytes come back as they were, and a part of one is that part", async () => {
  await store.check();
  for (const size of [0, 1, 8 * 1024 * 1024]) {
    const bytes = randomBytes(size);
    const sha256 = await put(bytes);
    expect(await store.has(sha256)).toBe(true);
    expect((await read(sha256)).equals(bytes)).toBe(true);
    if (size > 1)
      expect((await read(sha256, { from: 70_000, size: 9 })).equals(bytes.subarray(70_000, 70_009))).toBe(
        true,
      );
  }
});

test("what is not there is said to be so, and what is removed is gone, unless it was just put", async () => {
  await expect(store.get("0".repeat(64))).rejects.toThrow();
  expect(await store.has("0".repeat(64))).toBe(false);
  const sha256 = await put(Buffer.from("evidence of a control"));
  await store.remove(sha256, new Date(Date.now() - 60_000));
  expect(await store.has(sha256)).toBe(true);
  await store.remove(sha256, new Date(Date.now() + 60_000));
  expect(await store.has(sha256)).toBe(false);
});

test("checkpoints are listed and read again, and no file is listed with them", async () => {
  const { bucketOfNotes } = await import("@/lib/platform/storage/s3");
  const kept = bucketOfNotes("evidence");
  const names = Array.from({ length: 12 }, (_, i) => `checkpoint-${i}.txt`);
  await Promise.all(names.map((name) => kept.add(name, `note ${name}`)));
  expect((await kept.names()).sort()).toEqual(names.sort());
  expect(await kept.read("checkpoint-7.txt")).toBe("note checkpoint-7.txt");
});

test("files are listed by name with their sizes, and no checkpoint with them", async () => {
  const own = await put(randomBytes(70_001));
  const listed: string[] = [];
  for await (const { name, size, putAt } of store.list()) {
    listed.push(name);
    if (name === own) expect([size, putAt.getTime() > Date.now() - 60_000]).toEqual([70_001, true]);
  }
  expect(listed).toContain(own);
  expect(listed).toEqual([...listed].sort());
  expect(listed.filter((name) => !/^[0-9a-f]{64}$/.test(name))).toEqual([]);
});

test("a bucket that is not there is told by the check", async () => {
  const { s3Storage } = await import("@/lib/platform/storage/s3");
  await expect(s3Storage("nowhere").check()).rejects.toThrow();
});
