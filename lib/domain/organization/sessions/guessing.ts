import "server-only";
import { counter } from "@/lib/platform/database/counter";
import { RateLimited } from "@/lib/platform/errors/public-error";

const mostGuesses = 10;
const quarterHour = 15 * 60;

/**
 * Runs a check of what somebody typed to prove, within a session, who they are; what it throws counts as a wrong guess. A stolen
 * session must not become a place to guess at leisure: throws RateLimited after ten within a quarter of an hour, counted over
 * all instances.
 */
export async function guessing<T>(personId: string, check: () => Promise<T>): Promise<T> {
  const guesses = counter("guesses", mostGuesses, quarterHour);
  const guess = await guesses.penalty(personId);
  if (guess.consumedPoints > mostGuesses) throw new RateLimited(Math.ceil(guess.msBeforeNext / 1000));
  const right = await check();
  await guesses.delete(personId);
  return right;
}
