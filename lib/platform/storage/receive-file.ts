import "server-only";
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as z from "zod";
import { Invalid, TooLarge } from "@/lib/platform/errors/public-error";
import { settings } from "@/lib/platform/settings/settings";
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
  const limit = settings().UPLOAD_LIMIT_BYTES;
  const declared = request.headers.get("content-length");
  if (Number(declared ?? 0) > limit) throw tooLarge(limit);
  if (!request.body) throw new Invalid("The file is empty. Choose a file with content.");
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-upload-"));
  try {
    const place = path.join(folder, "file");
    const { sha256, size } = await writeDown(request.body, place, limit);
    if (size === 0) throw new Invalid("The file is empty. Choose a file with content.");
    if (declared !== null && Number(declared) !== size)
      throw new Invalid("The file arrived incomplete. Send it again.");
    const file = { name: fileName(name), sha256, size, mediaType: await mediaTypeOf(place) };
    const refusal = refuses?.(file) ?? null;
    if (refusal !== null) throw new Invalid([{ path: "file", message: refusal }]);
    await storage().put(sha256, place, size);
    return file;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes bytes to a local file; returns their SHA-256 and how many they are. Throws TooLarge past the limit. */
export async function writeDown(body: ReadableStream<Uint8Array>, place: string, limit: number) {
  const hash = createHash("sha256");
  let size = 0;
  const measured = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.byteLength;
      if (size > limit) return done(tooLarge(limit));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(Readable.fromWeb(body as never), measured, createWriteStream(place));
  return { sha256: hash.digest("hex"), size };
}

/** Returns a file name without folders and control characters, at most 200 characters long. */
function fileName(name: string | undefined): string {
  const last = (name ?? "file").split(/[\\/]/).at(-1) ?? "file";
  const clean = last.replace(/\p{C}/gu, "").trim().slice(-200);
  return clean === "" || clean === "." || clean === ".." ? "file" : clean;
}

function tooLarge(limit: number): TooLarge {
  return new TooLarge(
    `The file is larger than ${Math.floor(limit / 1024 / 1024)} MB. Split it and send the parts.`,
  );
}
