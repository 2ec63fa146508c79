import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { everyRole } from "@/lib/platform/access/role";
import { routesOf } from "@/lib/platform/registry/module";
import { modules } from "@/lib/registry";
import { tableOf } from "@/tests/access/expected";

const expected = tableOf("matrix.md");
const operations = tableOf("operations.md");
const permissions = modules.flatMap((module) => module.permissions);

describe("the access matrix", () => {
  test("names every permission of the product and no other", () => {
    expect([...expected.keys()].sort()).toEqual(permissions.map(({ name }) => name).sort());
  });

  test.each(permissions)("$name is held by exactly the roles that the matrix gives it", (permission) => {
    const row = expected.get(permission.name) ?? {};
    const given = everyRole.filter((role) => row[role] === "yes");
    expect([...permission.roles].sort()).toEqual(given.sort());
    expect(permission.sentence).toBe(row["What it allows"]);
    expect([permission.own ?? false, permission.peopleOnly ?? false]).toEqual([
      row["own account"] === "yes",
      row["never by token"] === "yes",
    ]);
  });

  test("an operation asks for a recent proof of who one is exactly where the matrix says so", () => {
    const listed = readFileSync("tests/access/matrix.md", "utf8").match(/^- \S+$/gm) ?? [];
    const asking = modules.flatMap(routesOf).filter(({ operation }) => operation.stepUp);
    expect(asking.map(({ operation }) => `- ${operation.name}`).sort()).toEqual(listed);
  });

  test("every operation that a door offers asks for the permission that is written down for it, and no other is written down", () => {
    const offered = modules
      .flatMap(routesOf)
      .map(({ method, path, operation, open }) => [
        `${method.toUpperCase()} ${path}`,
        { permission: operation.permission.name, kind: operation.kind, open },
      ]);
    const written = [...operations].map(([address, row]) => [
      address,
      { permission: row["Permission"], kind: row["Reads or writes"], open: row["Without account"] === "yes" },
    ]);
    expect(Object.fromEntries(offered)).toEqual(Object.fromEntries(written));
    const known = new Set(permissions);
    const widened = modules.flatMap(routesOf).filter(({ operation }) => !known.has(operation.permission));
    expect(widened.map(({ path }) => path)).toEqual([]);
    expect([...operations.values()].filter((row) => !expected.has(row["Permission"] ?? ""))).toEqual([]);
  });
});
