import "server-only";
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Duplex, Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as z from "zod";
import { sealing } from "@/lib/platform/crypto/sealed-file";
import { Invalid, TooLarge } from "@/lib/platform/errors/public-error";
import { settings } from "@/lib/platform/settings/settings";
import { fileKeys } from "@/lib/platform/storage/file-key";
import { mediaTypeOf } from "@/lib/platform/storage/media-type";
import { storage } from "@/lib/platform/storage/storage";

/** A file that has arrived whole and lies in storage. */
export const receivedFile = z.strictObject({
  name: z.string(),
  sha256: z.string(),
  size: z.int(),
  mediaType: z.string(),
});

export type ReceivedFile = z.infer<typeof receivedFile>;

/** A file that has arrived whole and lies in storage sealed: what it was before, and what lies there. */
export const sealedFile = receivedFile.extend({ plainSha256: z.string(), plainSize: z.int() });

type SealedFile = z.infer<typeof sealedFile>;

/** Returns why a file is not taken, or null. */
export type RefuseFile = (file: ReceivedFile) => string | null;

/**
 * Stores the body of a request; throws TooLarge past the limit, Invalid when it is empty, cut short or refused. Nothing is
 * kept of what was not taken.
 */
export async function receiveFile(
  request: Request,
  name: string | undefined,
  refuses?: RefuseFile,
): Promise<ReceivedFile> {
  return received(request, null, async ({ place, sha256, size }) => {
    const file = { name: fileName(name), sha256, size, mediaType: await mediaTypeOf(place) };
    const refusal = refuses?.(file) ?? null;
    if (refusal !== null) throw new Invalid([{ path: "file", message: refusal }]);
    await storage().put(sha256, place, size);
    return file;
  });
}

/** Stores the body of a request as receiveFile does, sealed before a byte of it is written anywhere. */
export async function receiveSealedFile(request: Request, name: string | undefined): Promise<SealedFile> {
  return received(request, sealing(fileKeys()[0]), async ({ place, sha256, size, written }) => {
    await storage().put(written.sha256, place, written.size);
    return {
      ...{ name: fileName(name), mediaType: "application/octet-stream" },
      ...{ ...written, plainSha256: sha256, plainSize: size },
    };
  });
}

interface Arrived extends Written {
  place: string;
}

async function received<R>(
  request: Request,
  through: Duplex | null,
  take: (arrived: Arrived) => Promise<R>,
): Promise<R> {
  const limit = settings().UPLOAD_LIMIT_BYTES;
  const declared = request.headers.get("content-length");
  if (Number(declared ?? 0) > limit) throw tooLarge(limit);
  if (!request.body) throw new Invalid("The file is empty. Choose a file with content.");
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-upload-"));
  try {
    const place = path.join(folder, "file");
    const arrived = await writeDown(request.body, place, limit, through);
    if (arrived.size === 0) throw new Invalid("The file is empty. Choose a file with content.");
    if (declared !== null && Number(declared) !== arrived.size)
      throw new Invalid("The file arrived incomplete. Send it again.");
    return await take({ ...arrived, place });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Digest {
  sha256: string;
  size: number;
}

interface Written extends Digest {
  /** What lies in the file; the same where it went through nothing. */
  written: Digest;
}

/**
 * Writes bytes to a local file, through a stream that changes them where one is given; returns their SHA-256 and how many they are.
 * Throws TooLarge past the limit.
 */
export async function writeDown(
  body: ReadableStream<Uint8Array>,
  place: string,
  limit: number,
  through: Duplex | null = null,
): Promise<Written> {
  const came = measuring(limit);
  const left = through ? measuring(Number.MAX_SAFE_INTEGER) : came;
  const source = Readable.fromWeb(body as never);
  if (through) await pipeline(source, came.stream, through, left.stream, createWriteStream(place));
  else await pipeline(source, came.stream, createWriteStream(place));
  const digest = came.digest();
  return { ...digest, written: through ? left.digest() : digest };
}

function measuring(limit: number) {
  const hash = createHash("sha256");
  let size = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.byteLength;
      if (size > limit) return done(tooLarge(limit));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, digest: (): Digest => ({ sha256: hash.digest("hex"), size }) };
}

/** Returns a file name without folders and control characters, at most 200 characters long. */
function fileName(name: string | undefined): string {
  const last = (name ?? "file").split(/[\\/]/).at(-1) ?? "file";
  const clean = last.replace(/\p{C}/gu, "").trim().slice(-200);
  return clean === "" || clean === "." || clean === ".." ? "file" : clean;
}

function tooLarge(limit: number): TooLarge {
  return new TooLarge(
    `The file is larger than ${Math.floor(limit / 1024 / 1024)} MB, the most that is taken. Send it in parts, compressed where it may be, or ask your administrator to raise UPLOAD_LIMIT_BYTES.`,
  );
}
