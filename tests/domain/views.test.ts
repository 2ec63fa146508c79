import { beforeAll, describe, expect, test } from "vitest";
import { savePreference } from "@/lib/domain/organization/preferences/commands";
import { createView, removeView, updateView } from "@/lib/domain/views/commands";
import { listViews } from "@/lib/domain/views/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let owner: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  owner = await personWith("risk-owner", world.claims);
});

const view = { concept: "risks", query: "status=open&sort=-currentScore" };
const names = async (actor: Actor, concept = "risks") =>
  (await listViews.execute(actor, { concept })).rows.map(({ name }) => name);

describe("a view of a register", () => {
  test("of one's own is seen by nobody else, and belongs to its register", async () => {
    await createView.execute(owner, { ...view, name: "Mine", reach: "own" });
    expect([await names(owner), await names(owner, "systems"), await names(lead)]).toEqual([
      ["Mine"],
      [],
      [],
    ]);
  });

  test("that is shared is seen in the unit and below it, and not elsewhere", async () => {
    const { id, version } = await createView.execute(lead, {
      ...view,
      name: "Above appetite",
      reach: "shared",
    });
    const elsewhere = await personWith("lead", world.clinics);
    expect([await names(owner), await names(elsewhere)]).toEqual([["Mine", "Above appetite"], []]);
    await expect(updateView.execute(owner, { id, version, name: "Taken" })).rejects.toBeInstanceOf(Forbidden);
    await expect(updateView.execute(elsewhere, { id, version, name: "Taken" })).rejects.toBeInstanceOf(
      NotFound,
    );
    const renamed = await updateView.execute(lead, { id, version, name: "Beyond appetite" });
    await expect(updateView.execute(lead, { id, version, name: "Late" })).rejects.toBeInstanceOf(Conflict);
    await removeView.execute(lead, { id, version: Number(renamed["version"]) });
    expect(await names(owner)).toEqual(["Mine"]);
  });

  test("is shared only by who may", async () => {
    await expect(
      createView.execute(owner, { ...view, name: "For all", reach: "shared" }),
    ).rejects.toBeInstanceOf(Forbidden);
    const { id } = await createView.execute(owner, { ...view, name: "First mine", reach: "own" });
    await expect(updateView.execute(owner, { id, version: 1, reach: "shared" })).rejects.toBeInstanceOf(
      Forbidden,
    );
  });

  test("each person puts the tabs in an order of their own", async () => {
    const other = await personWith("compliance", world.insurance);
    const ids: string[] = [];
    for (const name of ["A", "B", "C"])
      ids.push(String((await createView.execute(other, { ...view, name, reach: "shared" })).id));
    const [a = "", b = "", c = ""] = ids;
    await savePreference.execute(other, { key: "views.risks", value: [c, a] });
    expect((await names(other)).slice(0, 2)).toEqual(["C", "A"]);
    expect((await names(lead)).filter((name) => ["A", "B", "C"].includes(name))).toEqual(["A", "B", "C"]);
    await savePreference.execute(other, { key: "views.risks", value: { not: "a list" } });
    expect((await names(other)).filter((name) => ["A", "B", "C"].includes(name))).toEqual(["A", "B", "C"]);
    for (const id of [a, b, c]) await removeView.execute(other, { id, version: 1 });
  });

  test("too long an address is refused", async () => {
    const long = { ...view, query: `q=${"x".repeat(2_000)}`, name: "Long", reach: "own" };
    await expect(createView.receive(owner, long)).rejects.toBeInstanceOf(Invalid);
  });
});
