import "server-only";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { RateLimited } from "@/lib/platform/errors/public-error";

// In this process alone: the database's own counters would need a second connection within the transaction.
const guesses = new RateLimiterMemory({ points: 10, duration: 15 * 60 });

/**
 * Runs a check of what somebody typed to prove, within a session, who they are; what it throws counts as a wrong guess. A stolen
 * session must not become a place to guess at leisure: throws RateLimited after ten within a quarter of an hour.
 */
export async function guessing<T>(personId: string, check: () => Promise<T>): Promise<T> {
  const guess = await guesses.penalty(personId);
  if (guess.consumedPoints > guesses.points) throw new RateLimited(Math.ceil(guess.msBeforeNext / 1000));
  const right = await check();
  await guesses.delete(personId);
  return right;
}
