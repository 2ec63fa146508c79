import "server-only";
import { hashRaw } from "@node-rs/argon2";

/**
 * Returns 32 bytes by which a secret that could be guessed is stored where it has to be looked up: argon2id at the cost of passwords
 * (OWASP ASVS 5.0, appendix C), with a salt of the record's own and, where one is given, a key that is not in the database.
 */
export function slowHash(text: string, salt: Uint8Array, key?: Uint8Array): Promise<Buffer> {
  const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 };
  return hashRaw(text, { ...cost, salt, ...(key ? { secret: key } : {}) });
}
