import { beforeAll, expect, test } from "vitest";
import { restDoor } from "@/lib/platform/http/door";
import { RequestLimit } from "@/lib/platform/http/request-limit";
import { modules } from "@/lib/registry";
import { request } from "@/tests/support/door";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

process.env["API_REQUESTS_PER_MINUTE"] = "5";

let world: World;

beforeAll(async () => {
  world = await createWorld();
});

test("who asks more often than the limit is told when to come back, and nobody else is held up", async () => {
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

test("two instances of the application count together, also for who has been refused", async () => {
  const authorization = `Bearer ${await tokenOf(await personWith("reader", world.claims), world.root)}`;
  const doors = [restDoor(modules), restDoor(modules)];
  const statuses = [];
  for (let i = 0; i < 12; i += 1) {
    const asked = new Request("http://localhost:3000/api/v1/risks", { headers: { authorization } });
    statuses.push((await doors[i % 2]?.(asked))?.status);
  }
  expect(statuses).toEqual([...Array(5).fill(200), ...Array(7).fill(429)]);
});

test("an address that the caller claims to have changes nothing", async () => {
  const statuses = [];
  for (let i = 0; i < 6; i += 1) {
    // The web server adds the address it saw as the last one.
    const headers = { "x-forwarded-for": `198.51.100.${i}, 192.0.2.7` };
    statuses.push((await request("GET", "/signing-keys", { headers })).status);
  }
  expect(statuses).toEqual([...Array(5).fill(200), 429]);
});

test("instances count together, and one that has asked lately does not ask again for each request", async () => {
  const instances = [1, 2, 3, 4].map(() => new RequestLimit(300));
  const outcomes = [];
  for (let i = 0; i < 450; i += 1) {
    const admitting = instances[i % 4]?.admit("somebody") ?? Promise.reject();
    outcomes.push(
      admitting.then(
        () => true,
        () => false,
      ),
    );
  }
  const admitted = (await Promise.all(outcomes)).filter(Boolean).length;
  expect(admitted).toBeGreaterThanOrEqual(285);
  expect(admitted).toBeLessThanOrEqual(300);
  const { rows } = await asOwner((client) =>
    client.query("select points from limits.counters where key = 'requests:somebody'"),
  );
  // 100 shares of three, and one refusal for each instance: not 450 questions.
  expect(rows).toEqual([{ points: 312 }]);
});
