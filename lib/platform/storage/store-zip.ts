import "server-only";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";
import { writeDown } from "@/lib/platform/storage/receive-file";
import { storage } from "@/lib/platform/storage/storage";

/** One file of an archive; its bytes are asked for when its turn comes. */
export interface ZipPart {
  name: string;
  bytes: ReadableStream<Uint8Array>;
  /** False for what is compressed already. */
  compress: boolean;
}

/**
 * Puts files into one ZIP archive and the archive into storage, one file after the other, so that it needs the memory of one.
 * Returns its SHA-256 and size in bytes. Whatever fails, also in the source of the parts, leaves nothing behind.
 */
export async function storeZip(
  parts: AsyncIterable<ZipPart>,
  at: Date,
): Promise<{ sha256: string; size: number }> {
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-archive-"));
  const zip = new ZipFile();
  // What fails in it is the failure of a part, which is waited for.
  zip.on("error", () => undefined);
  const place = path.join(folder, "archive.zip");
  const output = zip.outputStream as Readable;
  const written = writeDown(
    Readable.toWeb(output) as ReadableStream<Uint8Array>,
    place,
    Number.MAX_SAFE_INTEGER,
  );
  written.catch(() => undefined);
  try {
    for await (const { name, bytes, compress } of parts) {
      const part = Readable.fromWeb(bytes as never);
      zip.addReadStream(part, name, { mtime: at, compress });
      await Promise.race([finished(part), written]);
    }
    zip.end();
    const { sha256, size } = await written;
    await storage().put(sha256, place, size);
    return { sha256, size };
  } catch (error) {
    output.destroy();
    await written.catch(() => undefined);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
