/** Gives whole numbers from 0 to below a bound. */
export type Random = (below: number) => number;

/** Returns numbers that follow from a seed (mulberry32: small, and the same on every machine). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Returns so many of a list, chosen by a seed, in the order of the list. */
export function someOf<T>(list: readonly T[], count: number, seed: number): T[] {
  const random = randomFrom(seed);
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, list.length)) chosen.add(random(list.length));
  return list.filter((_, i) => chosen.has(i));
}
