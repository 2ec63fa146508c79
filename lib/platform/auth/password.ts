import "server-only";
import { hash, verify } from "@node-rs/argon2";

// OWASP ASVS 5.0 Appendix C: argon2id with t = 2, m ≥ 19 MiB, p = 1 is the floor.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// Verified when the account does not exist, so that the answer takes as long as for one that does.
const nobody = hash("no account has this password", cost);

/** Returns the argon2id hash of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Returns whether the password fits the hash; takes the same time when there is no hash. */
export async function passwordFits(password: string, passwordHash: string | null): Promise<boolean> {
  const fits = await verify(passwordHash ?? (await nobody), password);
  return fits && passwordHash !== null;
}
