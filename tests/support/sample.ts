import { randomFrom } from "@/tests/support/random-from";

/** Returns so many of a list, the same for the same seed. */
export function sample<T>(list: readonly T[], most: number, seed: number): T[] {
  const random = randomFrom(seed);
  return list
    .map((one) => ({ one, at: random(2 ** 31) }))
    .sort((a, b) => a.at - b.at)
    .slice(0, most)
    .map(({ one }) => one);
}
