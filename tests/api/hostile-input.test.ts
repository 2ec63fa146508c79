import { beforeAll, describe, expect, test } from "vitest";
import { routesOf } from "@/lib/platform/registry/module";
import { modules } from "@/lib/registry";
import { withEveryRole } from "@/tests/access/company";
import { storeSpecimenFile } from "@/tests/access/specimens";
import { request } from "@/tests/support/door";
import { sendGenerated, writes } from "@/tests/support/hostile-writes";
import { createWorld, tokenOf } from "@/tests/support/world";

// Every operation that writes, fed with bodies made from its own shape, sound ones and broken ones: nothing is answered
// with a 5xx, nothing is half-written, and what was accepted is read back as it was sent. A fixed seed keeps a failure
// repeatable; the drill sends twelve times as many.

const times = 25;
const seed = 20_261_125;

let token: string;
let writer: Parameters<typeof sendGenerated>[1];
const counted = { accepted: 0, readBack: 0 };

beforeAll(async () => {
  storeSpecimenFile();
  const world = await createWorld();
  const person = await withEveryRole(world.root);
  token = await tokenOf(person, world.root);
  writer = { token, keeper: { unitId: world.claims, personId: person.personId ?? "" } };
});

const reads = modules.flatMap(routesOf).filter((route) => route.method === "get");

describe("generated bodies", () => {
  test.each(writes)("$name answers each with a 2xx, or a quiet 4xx that wrote nothing", async ({ route }) => {
    const { accepted, readBack } = await sendGenerated(route, writer, times, seed, 5);
    counted.accepted += accepted;
    counted.readBack += readBack;
  });

  test("were accepted and read back often enough for this to prove something", () => {
    // A token does nothing that asks for a recent proof or for a person.
    const open = writes.filter(
      ({ route: { operation } }) => !operation.stepUp && !operation.permission.peopleOnly,
    );
    expect(counted.accepted).toBeGreaterThan(open.length * 5);
    expect(counted.readBack).toBeGreaterThan(open.length * 1.25);
  });
});

describe("hostile values", () => {
  test.each(reads.map((route) => ({ name: `GET ${route.path}`, route })))(
    "$name answers every one of them in its address with a 2xx or a quiet 4xx",
    async ({ route }) => {
      for (const value of [
        "%00",
        "%ED%A0%80",
        "x".repeat(5_000),
        "../..",
        "'",
        "%",
        "1e999",
        "-1",
        "{}",
        "[]",
        "__proto__",
      ]) {
        const encoded = value.includes("%") ? value : encodeURIComponent(value);
        const byPath = await request("GET", route.path.replace(/:\w+/g, encoded), { token });
        expect([route.path, value.slice(0, 20), byPath.status < 500]).toEqual([
          route.path,
          value.slice(0, 20),
          true,
        ]);
        const byQuery = await request(
          "GET",
          `${route.path.replace(/:\w+/g, "x")}?q=${encoded}&sort=${encoded}`,
          { token },
        );
        expect([route.path, value.slice(0, 20), byQuery.status < 500]).toEqual([
          route.path,
          value.slice(0, 20),
          true,
        ]);
      }
    },
  );
});
