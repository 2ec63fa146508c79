import "server-only";
import { createHash } from "node:crypto";

/** Returns the SHA-256 of bytes that arrive in pieces. */
export async function sha256Of(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of bytes) hash.update(piece);
  return hash.digest("hex");
}
