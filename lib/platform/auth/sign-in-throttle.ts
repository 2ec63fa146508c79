import "server-only";
import { createHash } from "node:crypto";
import type { RateLimiterAbstract, RateLimiterRes } from "rate-limiter-flexible";
import { orWait, sharedLimiter } from "@/lib/platform/limits/shared-limiter";

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

const limits = {
  pair: sharedLimiter({ name: "sign-in pair", points: 100, seconds: hour }),
  gate: sharedLimiter({ name: "sign-in gate", points: 1, seconds: 1 }),
  account: sharedLimiter({ name: "sign-in account", points: 60, seconds: hour }),
  address: sharedLimiter({ name: "sign-in address", points: 200, seconds: hour / 4 }),
};

/**
 * Counts a try to sign in before its password is looked at; throws RateLimited with the seconds to wait. The counters
 * are in the database, so every process of the application counts together.
 */
export async function admitSignIn(attempt: Attempt): Promise<void> {
  const { pair, gate, account, address } = limiters();
  const { pairKey, accountKey, addressKey } = keysOf(attempt);
  const gated = await passGate(gate, pairKey, (await pair.get(pairKey))?.consumedPoints ?? 0);
  await counted(address.consume(addressKey));
  if (!attempt.known) await counted(account.consume(accountKey));
  const { consumedPoints } = await counted(pair.consume(pairKey));
  // Many at the same moment all saw a low count; the counter itself does not.
  if (!gated) await passGate(gate, pairKey, consumedPoints - 1);
}

/** Counts what an address begins before anybody is named; throws RateLimited as admitSignIn does. */
export async function admitAddress(address: string): Promise<void> {
  await orWait(limiters().address.consume(address));
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
  await counted(gate.consume(key, 1, { customDuration }));
  return true;
}

function counted(counting: Promise<RateLimiterRes>): Promise<RateLimiterRes> {
  return orWait(counting, (seconds) => `Too many tries to sign in. Try again in ${inWords(seconds)}.`);
}

function inWords(seconds: number): string {
  if (seconds < 90) return `${seconds} ${seconds === 1 ? "second" : "seconds"}`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

function limiters(): Record<keyof typeof limits, RateLimiterAbstract> {
  const { pair, gate, account, address } = limits;
  return { pair: pair(), gate: gate(), account: account(), address: address() };
}

function keysOf({ account, address }: Attempt) {
  const accountKey = createHash("sha256").update(account).digest("base64url");
  return { accountKey, addressKey: address, pairKey: `${accountKey} ${address}` };
}
