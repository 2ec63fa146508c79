import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/access/actor";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { routesOf } from "@/lib/platform/registry/module";
import { modules } from "@/lib/registry";
import { alone } from "@/tests/access/alone";
import { withEveryRole } from "@/tests/access/company";
import { sampleInput } from "@/tests/access/sample-input";
import { rootUnit } from "@/tests/support/world";

// What the system does by itself is offered by no door, and to nobody who would call it in another way.

let administrator: Actor;

beforeAll(async () => {
  administrator = await withEveryRole(rootUnit);
});

describe("what the system does by itself", () => {
  test("is found in the sources, and behind no address", () => {
    expect(alone.length).toBeGreaterThan(20);
    const names = new Set(alone.map(({ name }) => name));
    const offered = modules.flatMap(routesOf).filter(({ operation }) => names.has(operation.name));
    expect(offered.map(({ operation }) => operation.name)).toEqual([]);
  });

  test.each(alone)("is refused to somebody with every role: $name", async (operation) => {
    const input = await sampleInput(operation.input, "", async () => crypto.randomUUID());
    const refused = await operation.receive(administrator, input).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Forbidden);
    expect(refused).toMatchObject({ message: operation.systemOnly });
  });
});
