import "server-only";
import { randomBytes } from "node:crypto";
import { slowHash } from "@/lib/platform/auth/slow-hash";

// 32 characters that are not taken for one another: five bits each.
const alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
const characters = 16;

/** How many recovery codes a person gets at once. */
const recoveryCodeCount = 10;

/** Returns a fresh set of recovery codes of 80 random bits each, such as "k7dp-3mxa-qw9e-tz4h". */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodeCount }, () => {
    const letters = Array.from(randomBytes(characters), (byte) => alphabet[byte & 31]).join("");
    return letters.match(/.{4}/g)?.join("-") ?? letters;
  });
}

/**
 * Returns the argon2id hash under which a person's recovery code is stored, at the cost of passwords (ASVS 5.0, 6.5.2). The
 * salt is the person's, so that one hash is enough to look a code up among theirs; null for what cannot be a code.
 */
export async function recoveryHash(code: string, personId: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const letters = code.toLowerCase().replace(/[\s-]/g, "");
  if (letters.length !== characters || [...letters].some((one) => !alphabet.includes(one))) return null;
  const salt = Buffer.from(personId.replaceAll("-", ""), "hex");
  return new Uint8Array(await slowHash(letters, salt));
}
