import "server-only";
import { createHash } from "node:crypto";
import type { RateLimiterAbstract } from "rate-limiter-flexible";
import { counter, orWait } from "@/lib/platform/database/counter";

const hour = 60 * 60;

/** Wrong passwords from one address for one account before every further one has to wait. */
const freeTries = 5;
/** The longest wait, in seconds; nobody is locked out. */
const longestWait = 15 * 60;

interface Attempt {
  /** What is guessed at: the account, or its second factor. */
  account: string;
  address: string;
  /** Whether the account was used from this address lately: others cannot make its owner wait. */
  known: boolean;
}

interface Limiters {
  pair: RateLimiterAbstract;
  gate: RateLimiterAbstract;
  account: RateLimiterAbstract;
  address: RateLimiterAbstract;
}

/**
 * Counts a try to sign in before its password is looked at; throws RateLimited with the seconds to wait. The counters
 * are in the database, so every process of the application counts together.
 */
export async function admitSignIn(attempt: Attempt): Promise<void> {
  const { pair, gate, account, address } = limiters();
  const { pairKey, accountKey, addressKey } = keysOf(attempt);
  const gated = await passGate(gate, pairKey, (await pair.get(pairKey))?.consumedPoints ?? 0);
  await orWait(address.consume(addressKey), tooMany);
  if (!attempt.known) await orWait(account.consume(accountKey), tooMany);
  const { consumedPoints } = await orWait(pair.consume(pairKey), tooMany);
  // Many at the same moment all saw a low count; the counter itself does not.
  if (!gated) await passGate(gate, pairKey, consumedPoints - 1);
}

/** Counts what an address begins before anybody is named; throws RateLimited as admitSignIn does. */
export async function admitAddress(address: string): Promise<void> {
  await orWait(limiters().address.consume(address), tooMany);
}

/** Forgets the tries of somebody who gave the right password. */
export async function forgiveSignIn(attempt: Attempt): Promise<void> {
  const { pair, gate, account, address } = limiters();
  const { pairKey, accountKey, addressKey } = keysOf(attempt);
  await Promise.all([pair.delete(pairKey), gate.delete(pairKey), address.reward(addressKey)]);
  if (!attempt.known) await account.reward(accountKey);
}

/** Returns whether there was a gate to pass: one try for each waiting time, which doubles with every wrong password. */
async function passGate(gate: RateLimiterAbstract, key: string, wrong: number): Promise<boolean> {
  if (wrong < freeTries) return false;
  const customDuration = Math.min(2 ** (wrong - freeTries), longestWait);
  await orWait(gate.consume(key, 1, { customDuration }), tooMany);
  return true;
}

const tooMany = (seconds: number) => `Too many tries to sign in. Try again in ${inWords(seconds)}.`;

function inWords(seconds: number): string {
  if (seconds < 90) return `${seconds} ${seconds === 1 ? "second" : "seconds"}`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

function limiters(): Limiters {
  return {
    pair: counter("sign-in pair", 100, hour),
    gate: counter("sign-in gate", 1, 1),
    account: counter("sign-in account", 60, hour),
    address: counter("sign-in address", 200, hour / 4),
  };
}

function keysOf({ account, address }: Attempt) {
  const accountKey = createHash("sha256").update(account).digest("base64url");
  return { accountKey, addressKey: address, pairKey: `${accountKey} ${address}` };
}
