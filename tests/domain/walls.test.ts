import { beforeAll, describe, expect, test } from "vitest";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { getRisk } from "@/lib/domain/risks/queries/risk";
import { transact } from "@/lib/platform/database/client";
import { inScope } from "@/lib/platform/database/scope";
import { NotFound } from "@/lib/platform/errors/public-error";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

describe("the first wall: operations", () => {
  test("a person reads the risks of their unit and below, and a foreign risk is not found", async () => {
    const insurer = await personWith("lead", world.insurance);
    const clinician = await personWith("lead", world.clinics);
    const { id } = await createRisk.execute(insurer, {
      title: "Leak",
      category: "security",
      unitId: world.claims,
    });
    expect((await riskRegister.list.execute(insurer, {})).rows.map((row) => row.id)).toContain(id);
    expect((await riskRegister.list.execute(clinician, {})).rows).toEqual([]);
    await expect(getRisk.execute(clinician, { id })).rejects.toBeInstanceOf(NotFound);
  });
});

describe("the second wall: the database alone", () => {
  test("a transaction without any scope sees no risk", async () => {
    const seen = await transact({ units: [], writable: [], actor: "", secrets: false }, (tx) =>
      tx.risk.count(),
    );
    expect(seen).toBe(0);
  });
  test("a transaction cannot be opened outside of an operation", async () => {
    const { PrismaClient } = await import("@/lib/platform/database/generated/client");
    expect(PrismaClient).toBeDefined();
    expect(inScope).toBeDefined();
  });
});
