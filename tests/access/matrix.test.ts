import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { everyRole } from "@/lib/platform/access/role";
import { routesOf } from "@/lib/platform/registry/module";
import { modules } from "@/lib/registry";

/** Returns the cells of every table in matrix.md, by permission. */
function matrix(): Map<string, Record<string, string>> {
  const rows = readFileSync("tests/access/matrix.md", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [heading = [], , ...body] = rows;
  return new Map(
    body.map((cells) => [
      cells[0] ?? "",
      Object.fromEntries(heading.map((name, i) => [name, cells[i] ?? ""])),
    ]),
  );
}

const expected = matrix();
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

  test("every operation that a door offers asks for a permission of the matrix", () => {
    const asked = modules.flatMap(routesOf).map(({ operation }) => operation.permission.name);
    expect(asked.filter((name) => !expected.has(name))).toEqual([]);
  });
});
