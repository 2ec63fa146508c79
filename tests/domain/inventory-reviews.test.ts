import { beforeAll, describe, expect, test } from "vitest";
import { parts } from "@/lib/domain/inventory/kinds";
import { setCadence } from "@/lib/domain/inventory/reviews/commands";
import { getCadence, listInventoryReviews } from "@/lib/domain/inventory/reviews/queries";
import { createSystem, reviewSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import { inventoryConditions } from "@/lib/domain/inventory/systems/gates/conditions";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { transact } from "@/lib/platform/database/client";
import { Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { addDays } from "@/lib/platform/time/day";
import { inDays } from "@/tests/support/days";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
const today = inDays(0);

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
});

const system = (name: string, more: object = {}) =>
  createSystem.execute(lead, { name, unitId: world.claims, ...more });

describe("a review of the inventory", () => {
  test("is a record with its outcome; without a date, the cadence of its criticality decides the next one", async () => {
    const { id, version } = await system("Reviewed", { criticality: "critical" });
    await reviewSystem.execute(lead, { id, version, outcome: "concern", note: "The fallback is untested." });
    const { rows } = await listInventoryReviews.execute(lead, { subjectType: "systems", subjectId: id });
    expect(rows).toMatchObject([
      { outcome: "concern", note: "The fallback is untested.", nextReviewOn: addDays(today, 90) },
    ]);
    expect((await getSystem.execute(lead, { id })).nextReviewOn).toBe(addDays(today, 90));
  });

  test("of a part keeps to the cadence as the organisation sets it, and to a day that is given", async () => {
    const { version: seen, can, ...held } = await getCadence.execute(lead, {});
    expect(can.edit).toBe(true);
    await setCadence.execute(lead, { version: seen, ...held, unknown: 30 });
    const model = await parts.models.create.execute(lead, { name: "Reviewed model", unitId: world.claims });
    await parts.models.review.execute(lead, { id: model.id, version: 1, note: "Licence read." });
    const given = addDays(today, 400);
    await parts.models.review.execute(lead, {
      id: model.id,
      version: 2,
      note: "Again.",
      nextReviewOn: given,
    });
    const { rows } = await listInventoryReviews.execute(lead, { subjectType: "models", subjectId: model.id });
    expect(rows.map(({ nextReviewOn }) => nextReviewOn)).toEqual([given, addDays(today, 30)]);
    await expect(
      parts.models.review.execute(lead, { id: model.id, version: 3, note: "Late.", nextReviewOn: today }),
    ).rejects.toBeInstanceOf(Invalid);
  });

  test("moves along with its record, and is changed by nobody", async () => {
    const { id, version } = await system("Mover");
    const reviewed = await reviewSystem.execute(lead, { id, version, note: "Fine." });
    await updateSystem.execute(lead, { id, version: reviewed.version, unitId: world.insurance });
    const { rows } = await asOwner((client) =>
      client.query(`select "unitId" from inventory_reviews where "subjectId" = $1`, [id]),
    );
    expect(rows).toEqual([{ unitId: world.insurance }]);
    const scope = { units: "all", writable: "all", actor: lead.personId ?? "", secrets: false } as const;
    await expect(
      transact(scope, (tx) => tx.inventoryReview.updateMany({ data: { note: "Otherwise" } })),
    ).rejects.toThrow();
  });

  test("is read by who reads the record; the cadence is set by few", async () => {
    const { id } = await system("Read");
    const stranger = await personWith("lead", world.clinics);
    await expect(
      listInventoryReviews.execute(stranger, { subjectType: "systems", subjectId: id }),
    ).rejects.toBeInstanceOf(NotFound);
    const { version, can, ...held } = await getCadence.execute(stranger, {});
    expect(can.edit).toBe(false);
    await expect(setCadence.execute(stranger, { version, ...held })).rejects.toBeInstanceOf(Forbidden);
  });
});

test("a gate asks for a review that is not too long ago", async () => {
  const { id, version } = await system("Gated");
  const condition = inventoryConditions.find(({ key }) => key === "systems.reviewed");
  const scope = { units: "all", writable: [], actor: "system", secrets: false } as const;
  const state = () =>
    transact(scope, async (tx) => {
      const context = { tx, actor: theSystem(), units: [], now: new Date() };
      return (await condition?.check(context, { id, unitId: world.claims }, 90))?.state;
    });
  expect(await state()).toBe("fails");
  await reviewSystem.execute(lead, { id, version, note: "Fine." });
  expect(await state()).toBe("holds");
  await asOwner((client) =>
    client.query(`alter table inventory_reviews disable trigger never_changed;
      update inventory_reviews set "createdAt" = now() - interval '91 days' where "subjectId" = '${id}';
      alter table inventory_reviews enable trigger never_changed`),
  );
  expect(await state()).toBe("fails");
});
