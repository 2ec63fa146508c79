import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** The words every API token begins with, so that scanners recognise a leaked one. */
export const tokenPrefix = "plb_";

/** Returns a new API token: 256 random bits and a checksum. It is shown once and never stored. */
export function newToken(): string {
  const secret = randomBytes(32).toString("base64url");
  return `${tokenPrefix}${secret}_${checksum(secret)}`;
}

/** Returns whether the text has the form and the checksum of an API token. */
export function looksLikeToken(token: string): boolean {
  const [, secret, sum] = /^plb_([\w-]{43})_([0-9a-f]{6})$/.exec(token) ?? [];
  return secret !== undefined && sum === checksum(secret);
}

/** Returns the secret of a new single-use link: 256 random bits as base64url. */
export function newLinkSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Returns the SHA-256 under which a random secret is stored; enough for 256 random bits, never for passwords. */
export function secretHash(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}

function checksum(secret: string): string {
  return createHash("sha256").update(`plumbline ${secret}`).digest("hex").slice(0, 6);
}
