import { beforeAll, describe, expect, test } from "vitest";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { getSystem, systemRegister } from "@/lib/domain/inventory/systems/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let claimsOwner: Actor;
let made = 0;

beforeAll(async () => {
  world = await createWorld();
  claimsOwner = await personWith("system-owner", world.claims);
});

function claimsSystem(fields: Omit<Parameters<typeof createSystem.execute>[1], "name" | "unitId"> = {}) {
  const name = `Reviewed system ${++made}`;
  return createSystem.execute(claimsOwner, { name, unitId: world.claims, ...fields });
}

describe("a review that is overdue", () => {
  test("is shown in the register and found by its filter, unless the system is retired", async () => {
    const known = {
      late: await claimsSystem({ nextReviewOn: "2020-01-01" }),
      ahead: await claimsSystem({ nextReviewOn: "2090-01-01" }),
      none: await claimsSystem(),
      retired: await claimsSystem({ nextReviewOn: "2020-01-01", stage: "retired" }),
    };
    const among = async (overdue: string) => {
      const { rows } = await systemRegister.list.execute(claimsOwner, { overdue, limit: 200 });
      const ids = new Set(rows.map(({ id }) => id));
      return Object.entries(known).flatMap(([name, { id }]) => (ids.has(id) ? [name] : []));
    };
    expect(await among("review")).toEqual(["late"]);
    expect(await among("none")).toEqual(["ahead", "none", "retired"]);
    expect(await getSystem.execute(claimsOwner, { id: known.late.id })).toMatchObject({
      overdue: ["review"],
    });
    await expect(among("everything")).rejects.toMatchObject({ problems: [{ path: "overdue" }] });
  });
});
