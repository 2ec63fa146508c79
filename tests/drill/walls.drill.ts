import { afterAll, beforeAll, expect, test } from "vitest";
import { guarded, Walls } from "@/tests/access/walls";

// Every operation, called by somebody of every role, by tokens and by roles of the organisation's own, about a record at every
// place; `npm test` asks a few of them.

let walls: Walls;
const counted = { operations: 0, refused: 0, allowed: 0 };

beforeAll(async () => {
  walls = await Walls.build();
});

afterAll(() => {
  console.log(JSON.stringify({ ...counted, cells: counted.refused + counted.allowed }));
  if (counted.operations === guarded.length)
    expect(counted.refused + counted.allowed).toBeGreaterThan(10_000);
});

test.each(guarded)("$name does for everybody what the pages say", async (one) => {
  const { refused, allowed, wrong } = await walls.cellsOf(one);
  counted.operations += 1;
  counted.refused += refused;
  counted.allowed += allowed;
  expect(wrong).toEqual([]);
});
