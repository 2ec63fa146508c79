import "server-only";
import { createHash } from "node:crypto";

/** A stream of pseudo-random numbers: each call returns the next, evenly spread over (0, 1). */
export type Uniform = () => number;

const rotated = (value: number, by: number) => (value << by) | (value >>> (32 - by));

/**
 * Returns the stream that belongs to a seed, the same for the same text on every run.
 *
 * The generator is xoshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021);
 * its 128 bits of state are the first of the SHA-256 of the seed, the last word made odd. Each number takes
 * 53 bits from two steps.
 */
export function uniformFrom(seed: string): Uniform {
  const digest = createHash("sha256").update(seed, "utf8").digest();
  let a = digest.readInt32LE(0);
  let b = digest.readInt32LE(4);
  let c = digest.readInt32LE(8);
  // The one state the generator never leaves is all zeros.
  let d = digest.readInt32LE(12) | 1;
  const step = () => {
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11);
    return result;
  };
  return () => {
    const high = step() >>> 5;
    const low = step() >>> 6;
    return (high * 2 ** 26 + low + 0.5) / 2 ** 53;
  };
}

/** Returns one draw of the standard normal distribution (Marsaglia's polar method, 1964). */
export function normal(uniform: Uniform): number {
  for (;;) {
    const x = 2 * uniform() - 1;
    const y = 2 * uniform() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/** Returns one draw of the gamma distribution of scale 1 for a shape of at least 1 (Marsaglia and Tsang, 2000). */
export function gamma(uniform: Uniform, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(uniform);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (Math.log(uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** The largest mean that is drawn in one piece: exp(-mean) stays well above the smallest number. */
const PIECE = 32;

/** Returns how many events a year of this mean has: Knuth's product of uniforms, in pieces, whose counts add up. */
export function poisson(uniform: Uniform, mean: number): number {
  let count = 0;
  for (let left = mean; left > 0; left -= PIECE) {
    const floor = Math.exp(-Math.min(left, PIECE));
    for (let product = uniform(); product > floor; product *= uniform()) count += 1;
  }
  return count;
}
