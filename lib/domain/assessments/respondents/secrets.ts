import "server-only";
import { createHmac, randomInt, timingSafeEqual } from "node:crypto";
import { newLinkSecret, secretHash } from "@/lib/platform/auth/secret";
import { slowHash } from "@/lib/platform/auth/slow-hash";
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

/**
 * Returns what is stored of a code, since a code alone can be guessed: its argon2id hash at the cost of passwords, salted with its
 * link and bound to a key outside the database (ASVS 5.0, 6.5.2).
 */
export async function codeHash(
  linkHash: Uint8Array,
  code: string,
  secret = settings().PLUMBLINE_SECRET,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = deriveSecret(secret, "codes of respondents");
  return new Uint8Array(await slowHash(code.replace(/-/g, ""), linkHash, key));
}

/** Returns whether this is the code of which that is stored, also where an earlier secret of the installation made it. */
export async function codeFits(
  stored: Uint8Array | null,
  linkHash: Uint8Array,
  code: string,
): Promise<boolean> {
  for (const secret of installationSecrets())
    if (
      sameHash(stored, await codeHash(linkHash, code, secret)) ||
      sameHash(stored, earlierHash(linkHash, code, secret))
    )
      return true;
  return false;
}

// As it was stored before argon2id; links of then are still open.
function earlierHash(linkHash: Uint8Array, code: string, secret: string): Uint8Array {
  const key = deriveSecret(secret, "codes of respondents");
  return createHmac("sha256", key).update(linkHash).update(code.replace(/-/g, "")).digest();
}

/** Returns whether two hashes are the same, in the same time whichever they are. */
export function sameHash(one: Uint8Array | null, other: Uint8Array): boolean {
  return one !== null && one.length === other.length && timingSafeEqual(one, other);
}
