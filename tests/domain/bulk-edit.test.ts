import { describe, expect, test } from "vitest";
import type * as z from "zod";
import { routesOf } from "@/lib/platform/registry/module";
import { modules } from "@/lib/registry";

// Many records are changed at once through the address of each; so nothing may be offered that this address refuses.
const registers = modules
  .flatMap((module) => (module.registers ?? []).map((register) => ({ module, register })))
  .filter(({ register }) => register.bulk)
  .map(({ module, register }) => ({ concept: register.concept, module, register }));

describe("what may be changed in many records at once", () => {
  test("is said for risks, systems, tasks and every kind of part", () => {
    expect(registers.map(({ concept }) => concept)).toEqual(
      expect.arrayContaining(["risks", "systems", "tasks", "models", "datasets", "vendors", "agents"]),
    );
  });

  test.each(registers)(
    "$concept: are fields of its update, for whoever may update",
    ({ module, register }) => {
      const update = routesOf(module).find(
        ({ method, path }) => method === "patch" && path === `/${register.concept}/:id`,
      );
      const shape = update?.operation.input as z.ZodObject;
      expect(Object.keys(shape.shape)).toEqual(
        expect.arrayContaining([...Object.keys(register.bulk?.fields ?? {}), "version"]),
      );
      expect(register.bulk?.permission.name).toBe(update?.operation.permission.name);
    },
  );
});
