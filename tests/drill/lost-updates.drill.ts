import { expect, test } from "vitest";
import { race } from "@/tests/support/races";
import { createWorld, personWith, tokenOf } from "@/tests/support/world";

test("in 500 rounds of 20 writers on one record exactly one wins each time", async () => {
  const world = await createWorld();
  const token = await tokenOf(await personWith("lead", world.insurance), world.root);
  for (let round = 0; round < 500; round += 1) {
    const { statuses, version } = await race(token, world.claims, 20);
    expect([
      round,
      statuses.filter((status) => status === 200).length,
      statuses.filter((status) => status === 409).length,
      version,
    ]).toEqual([round, 1, 19, 2]);
  }
});
