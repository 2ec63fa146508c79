import { expect, test } from "vitest";
import { createUntilKilled, lostAndUnaudited } from "@/tests/support/kill";
import { createWorld, personWith, tokenOf } from "@/tests/support/world";

test("a process killed in the middle of its writes has lost none that it acknowledged, and none is without its audit entry", async () => {
  const world = await createWorld();
  const token = await tokenOf(await personWith("lead", world.insurance), world.root);
  for (const milliseconds of [137, 411]) {
    const acknowledged = await createUntilKilled(token, world.claims, milliseconds);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(await lostAndUnaudited(acknowledged)).toEqual({ lost: 0, unaudited: 0 });
  }
});
