import "server-only";
import { createHmac, randomInt, timingSafeEqual } from "node:crypto";
import { newLinkSecret, secretHash } from "@/lib/platform/auth/secret";
import { deriveSecret } from "@/lib/platform/crypto/derive";
import { installationSecrets, settings } from "@/lib/platform/settings/settings";

// Without letters and digits that are taken for one another when they are read out.
const letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const codeLength = 10;

/** Returns a new link: its secret, and the address to hand over. */
export function newRespondentLink(): { link: string; linkHash: Uint8Array<ArrayBuffer> } {
  const secret = newLinkSecret();
  const link = new URL("/respond", settings().PUBLIC_URL);
  link.searchParams.set("key", secret);
  return { link: link.href, linkHash: secretHash(secret) };
}

/** Returns a new one-time code, as it is read out: about 49 random bits in two groups. */
export function newCode(): string {
  const code = Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join("");
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** Returns what is stored of a code: bound to its link and to a key outside the database, since a code alone can be guessed. */
export function codeHash(
  linkHash: Uint8Array,
  code: string,
  secret = settings().PLUMBLINE_SECRET,
): Uint8Array<ArrayBuffer> {
  const key = deriveSecret(secret, "codes of respondents");
  const plain = code.replace(/-/g, "");
  return new Uint8Array(createHmac("sha256", key).update(linkHash).update(plain).digest());
}

/** Returns whether this is the code of which that is stored, also where an earlier secret of the installation made it. */
export function codeFits(stored: Uint8Array | null, linkHash: Uint8Array, code: string): boolean {
  return installationSecrets().some((secret) => sameHash(stored, codeHash(linkHash, code, secret)));
}

/** Returns whether two hashes are the same, in the same time whichever they are. */
export function sameHash(one: Uint8Array | null, other: Uint8Array): boolean {
  return one !== null && one.length === other.length && timingSafeEqual(one, other);
}
