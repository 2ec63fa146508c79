import { expect, test } from "vitest";
import { request } from "@/tests/support/door";
import { createWorld, personWith, tokenOf } from "@/tests/support/world";

process.env["API_REQUESTS_PER_MINUTE"] = "5";

test("who asks more often than the limit is told when to come back, and nobody else is held up", async () => {
  const world = await createWorld();
  const hasty = await tokenOf(await personWith("reader", world.claims), world.root);
  const other = await tokenOf(await personWith("reader", world.claims), world.root);
  const statuses = [];
  for (let i = 0; i < 5; i += 1) statuses.push((await request("GET", "/risks", { token: hasty })).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200]);
  const refused = await request("GET", "/risks", { token: hasty });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await request("GET", "/risks", { token: other })).status).toBe(200);
});
