import { expect, test } from "vitest";
import { createUntilKilled, lostAndUnaudited } from "@/tests/support/kill";
import { createWorld, personWith, tokenOf } from "@/tests/support/world";

test("100 processes killed at any moment lose no acknowledged write and leave no change without its audit entry", async () => {
  const world = await createWorld();
  const token = await tokenOf(await personWith("lead", world.insurance), world.root);
  let acknowledged = 0;
  for (let round = 0; round < 100; round += 1) {
    const ids = await createUntilKilled(token, world.claims, 20 + ((round * 37) % 500));
    acknowledged += ids.length;
    expect([round, await lostAndUnaudited(ids)]).toEqual([round, { lost: 0, unaudited: 0 }]);
  }
  console.log(`${acknowledged} acknowledged writes over 100 kills`);
});
