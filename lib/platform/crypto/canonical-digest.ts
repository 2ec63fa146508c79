import "server-only";
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** Returns the SHA-256 of a value in canonical form (RFC 8785), in lower-case hexadecimal digits. */
export function canonicalDigest(value: object): string {
  return createHash("sha256")
    .update(canonicalize(value) ?? "")
    .digest("hex");
}
