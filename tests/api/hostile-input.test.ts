import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { routesOf } from "@/lib/platform/registry/module";
import { modules } from "@/lib/registry";
import { sampleInput } from "@/tests/access/sample-input";
import { specimen } from "@/tests/access/specimens";
import { request } from "@/tests/support/door";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

// Every operation with a body, fed with what attackers and broken clients send in each of its fields. The answer is
// always a 2xx or a 4xx problem that gives nothing away. A fixed seed keeps a failure repeatable.

let world: World;
let token: string;
let personId: string;

beforeAll(async () => {
  world = await createWorld();
  const administrator = await personWith("administrator", world.root);
  personId = administrator.personId ?? "";
  token = await tokenOf(administrator, world.root);
});

const hostile: readonly unknown[] = [
  "\u0000",
  "a\u0000b",
  "\ud800",
  "x\udfff",
  "\u202egnp.exe",
  "x".repeat(900_000),
  "",
  "   ",
  "=1+1",
  "<script>alert(1)</script>",
  "' or 1=1 --",
  "{{7*7}}",
  "../../etc/passwd",
  null,
  true,
  false,
  -1,
  0,
  1e308,
  2 ** 53,
  -(2 ** 31) - 1,
  2 ** 31,
  1.5,
  [],
  [[]],
  [null],
  ["a", "a"],
  {},
  { contains: "a" },
  { set: "x" },
  { increment: 1 },
  { not: null },
  { __proto__: null, constructor: 1 },
  "2026-02-30",
  "0000-00-00",
  "9999-12-31",
  "10000-01-01",
  "2026-03-29T02:30:00",
  "00000000-0000-0000-0000-000000000000",
  "not-a-uuid",
  "__proto__",
  "constructor",
  "toString",
];

const writes = modules
  .flatMap(routesOf)
  .filter((route) => route.method !== "get" && route.receives === "json");
const reads = modules.flatMap(routesOf).filter((route) => route.method === "get");

const quiet = (text: string) => !/at .+\(.+:\d+:\d+\)|prisma|postgres|syntax error|select |stack/i.test(text);

describe("hostile values", () => {
  test.each(writes.map((route) => ({ name: `${route.method.toUpperCase()} ${route.path}`, route })))(
    "$name answers every one of them with a 2xx or a quiet 4xx",
    async ({ route }) => {
      const concept = route.operation.name.split(".")[0] ?? "";
      const keeper = { unitId: world.claims, personId };
      const input = await sampleInput(route.operation.input, concept, (other) => specimen(other, keeper));
      const path = route.path.replace(":id", String(input["id"] ?? "")).replace(/:\w+/g, "x");
      const { id: _id, ...body } = input;
      const fields = Object.keys(body);
      const cases = fc.record({
        field: fc.constantFrom(...(fields.length > 0 ? fields : ["none"])),
        value: fc.constantFrom(...hostile),
      });
      for (const { field, value } of fc.sample(cases, { numRuns: 24, seed: 20_261_123 })) {
        const answer = await request(route.method.toUpperCase(), path, {
          token,
          body: { ...body, [field]: value },
        });
        expect([
          field,
          value === undefined ? "" : String(JSON.stringify(value)).slice(0, 60),
          answer.status < 500,
        ]).toEqual([field, expect.anything(), true]);
        if (answer.status >= 400) expect(quiet(JSON.stringify({ ...answer.body, current: null }))).toBe(true);
      }
    },
  );

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
