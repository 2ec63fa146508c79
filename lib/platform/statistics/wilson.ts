/** A share with what it was counted from: between 0 and 1, with its 95 % interval. */
export interface Rate {
  share: number;
  /** How many cases it is a share of. */
  of: number;
  interval: readonly [number, number];
}

const z95 = 1.959963984540054;

/**
 * Returns `count` as a share of `of`, with the 95 % interval of Wilson (1927), which holds for few cases and for shares of
 * 0 and 1 as well; null where there is no case.
 */
export function rateOf(count: number, of: number): Rate | null {
  if (of === 0) return null;
  const share = count / of;
  const square = z95 ** 2 / of;
  const centre = (share + square / 2) / (1 + square);
  const half = (z95 * Math.sqrt((share * (1 - share)) / of + square / (4 * of))) / (1 + square);
  return { share, of, interval: [Math.max(0, centre - half), Math.min(1, centre + half)] };
}
