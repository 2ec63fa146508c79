import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { filtersOf } from "@/app/(workspace)/first-page";
import { openApiDocument } from "@/lib/platform/http/open-api";
import { routesOf } from "@/lib/platform/registry/module";
import { modules } from "@/lib/registry";

// What can be called from outside: the operations of the registry, and four addresses beside them.

const routes = modules.flatMap(routesOf);

describe("every way in", () => {
  test("is the REST door, or one of the few addresses that answer beside it", () => {
    expect(globSync("app/**/route.{ts,tsx,js}").sort()).toEqual([
      "app/api/auth/[...nextauth]/route.ts",
      "app/api/csp-reports/route.ts",
      "app/api/health/live/route.ts",
      "app/api/health/ready/route.ts",
      "app/api/v1/[...path]/route.ts",
    ]);
  });

  test("without an account is one of these operations; links, codes and published keys decide there", () => {
    const open = routes.filter((route) => route.open).map(({ method, path }) => `${method} ${path}`);
    expect(open.sort()).toEqual([
      "get /signing-keys",
      "get /signing-keys/file",
      "post /invitation",
      "post /reset",
      "post /respond/finish",
      "post /respond/open",
      "post /respond/questions",
      "post /set-up",
      "put /respond/answers/:questionKey",
    ]);
  });

  test("that is asked for with GET changes no record: a file taken along is at most written down in the audit trail", () => {
    const commands = routes.filter(
      ({ method, operation }) => method === "get" && operation.kind === "command",
    );
    const file = /\/(export|report|pack|file|inventory|bom|raci)$|^\/audit-packs\/:id$/;
    expect(commands.map(({ path }) => path).filter((path) => !file.test(path))).toEqual([]);
  });

  test("is described, with the permission it asks for", () => {
    const document = openApiDocument(modules) as {
      paths: Record<string, Record<string, { description?: string }>>;
    };
    const missing = routes.filter(
      ({ method, path }) => !document.paths[path.replace(/:(\w+)/g, "{$1}")]?.[method],
    );
    expect(missing.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  test("takes no field that its operation does not name", () => {
    const lenient = routes.filter(({ operation }) => {
      const { error } = operation.input.safeParse({ isAdministrator: true });
      return !error?.issues.some((issue) => issue.code === "unrecognized_keys");
    });
    expect(lenient.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  test("of pages holds no logic of its own: pages read by operations and write through the API", () => {
    const writing = globSync("app/**/*.tsx").filter((file) =>
      /@\/lib\/platform\/database|@\/lib\/domain\/.+\/commands/.test(readFileSync(file, "utf8")),
    );
    expect(writing).toEqual([]);
  });
});

describe("the address of a register", () => {
  // Which record lies beside the list, how the list is shown, to which day it looks back, and what is asked of its export.
  const ofThePage = ["panel", "view", "columns", "cursor", "sort", "limit", "q", "asOf", "format", "on"];
  const registers = modules.flatMap((module) => module.registers ?? []);

  test.each(registers)("keeps every filter of $concept, under no name that the page itself uses", (one) => {
    const keys = [...one.columns.filter(({ filter }) => filter).map(({ key }) => key), ...one.ownFilters];
    expect(keys.filter((key) => ofThePage.includes(key))).toEqual([]);
    const asked = Object.fromEntries(keys.map((key) => [key, "x"]));
    expect(filtersOf(one, asked)).toEqual(asked);
  });

  test("keeps filters that are no columns, too", () => {
    const findings = registers.find(({ concept }) => concept === "findings");
    expect(findings?.ownFilters).toEqual(["open", "mine"]);
  });
});
