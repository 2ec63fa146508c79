import { afterAll, beforeAll, expect, test } from "vitest";
import { guarded, Walls } from "@/tests/access/walls";
import { someOf } from "@/tests/support/random-from";

// A few operations; the drill asks all of them. A fixed seed keeps a failure repeatable.

const seed = Number(process.env["SEED"] ?? 20_261_128);
const sampled = someOf(guarded, 20, seed);
const counted = { operations: 0, refused: 0, allowed: 0 };
let walls: Walls;

beforeAll(async () => {
  walls = await Walls.build();
});

test.each(sampled)("$name does for everybody what the pages say", async (one) => {
  const { refused, allowed, wrong } = await walls.cellsOf(one);
  counted.operations += 1;
  counted.refused += refused;
  counted.allowed += allowed;
  expect(wrong).toEqual([]);
});

afterAll(() => {
  if (counted.operations < sampled.length) return;
  expect(counted.refused).toBeGreaterThan(2_000);
  expect(counted.allowed).toBeGreaterThan(50);
});
