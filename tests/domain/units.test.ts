import { beforeEach, describe, expect, test } from "vitest";
import { updateOrganisation } from "@/lib/domain/organization/settings/commands";
import { getOrganisation } from "@/lib/domain/organization/settings/queries";
import { createUnit, moveUnit, removeUnit, renameUnit } from "@/lib/domain/organization/units/commands";
import { chooseUnits, getUnit, listUnits } from "@/lib/domain/organization/units/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { asOwner } from "@/tests/support/test-database";
import { personWith, refreshed, rootUnit, createUnit as unitBelow } from "@/tests/support/world";

let root: Actor;
let top: string;
let count = 0;
// Each test works below a top of its own: names are unique among neighbours.
beforeEach(async () => {
  count += 1;
  top = await unitBelow(`Company ${count}`, rootUnit);
  root = await personWith("administrator", rootUnit);
});
const add = (actor: Actor, name: string, parentId: string) => createUnit.execute(actor, { name, parentId });

async function pathOf(id: string): Promise<string> {
  return (await asOwner((client) => client.query(`select path from units where id = $1`, [id]))).rows[0].path;
}

describe("the tree of business units", () => {
  test("a unit moves with everything below it, and grants follow the new place", async () => {
    const [a, b] = [await unitBelow("A", top), await unitBelow("B", top)];
    const child = await unitBelow("Child", a);
    const grandchild = await unitBelow("Grandchild", child);
    const reader = await personWith("reader", b);
    root = await refreshed(root);
    await moveUnit.execute(root, { id: child, version: 1, parentId: b });
    expect(await pathOf(grandchild)).toBe(`${await pathOf(b)}${child}/${grandchild}/`);
    expect((await refreshed(reader)).grants[0]?.units).toEqual(expect.arrayContaining([child, grandchild]));
  });

  test("a unit cannot be moved below itself, also not by two who move at once", async () => {
    const [a, b] = [await unitBelow("A", top), await unitBelow("B", top)];
    const below = await unitBelow("Below", a);
    root = await refreshed(root);
    await expect(moveUnit.execute(root, { id: a, version: 1, parentId: below })).rejects.toBeInstanceOf(
      Invalid,
    );
    await expect(moveUnit.execute(root, { id: a, version: 1, parentId: a })).rejects.toBeInstanceOf(Invalid);
    const outcomes = await Promise.allSettled([
      moveUnit.execute(root, { id: a, version: 1, parentId: b }),
      moveUnit.execute(root, { id: b, version: 1, parentId: a }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const { rows } = await asOwner((client) =>
      client.query(
        `select u.id from units u join units p on p.id = u."parentId" where u.path <> p.path || u.id || '/'`,
      ),
    );
    expect(rows).toEqual([]);
  });

  test("who moves a unit holds both the place it leaves and the place it goes to", async () => {
    const [a, b] = [await unitBelow("A", top), await unitBelow("B", top)];
    const child = await unitBelow("Child", a);
    const ofA = await personWith("administrator", a);
    await expect(moveUnit.execute(ofA, { id: child, version: 1, parentId: b })).rejects.toBeInstanceOf(
      Invalid,
    );
    await expect(moveUnit.execute(ofA, { id: a, version: 1, parentId: child })).rejects.toBeInstanceOf(
      Forbidden,
    );
    await expect(moveUnit.execute(ofA, { id: b, version: 1, parentId: a })).rejects.toBeInstanceOf(NotFound);
  });

  test("an administrator of a part adds and renames units there, and none elsewhere", async () => {
    const a = await unitBelow("A", top);
    const ofA = await personWith("administrator", a);
    const { id, version } = await add(ofA, "Team", a);
    const fresh = await refreshed(ofA);
    expect(await renameUnit.execute(fresh, { id, version, name: "Better team" })).toMatchObject({
      name: "Better team",
      version: 2,
    });
    await expect(renameUnit.execute(fresh, { id, version, name: "Late" })).rejects.toBeInstanceOf(Conflict);
    await expect(add(fresh, "Team", top)).rejects.toBeInstanceOf(Invalid);
    await expect(renameUnit.execute(fresh, { id: top, version: 1, name: "Mine" })).rejects.toBeInstanceOf(
      NotFound,
    );
    await expect(add(fresh, "Better team", a)).rejects.toBeInstanceOf(Invalid);
  });

  test("a unit is removed only when it holds nothing and nobody; the message says what", async () => {
    const a = await unitBelow("A", top);
    const child = await unitBelow("Child", a);
    const reader = await personWith("reader", child);
    root = await refreshed(root);
    await expect(removeUnit.execute(root, { id: a, version: 1 })).rejects.toThrow("1 unit");
    await expect(removeUnit.execute(root, { id: child, version: 1 })).rejects.toThrow("1 person, 1 role");
    await asOwner((client) => client.query(`delete from people where id = $1`, [reader.personId]));
    await removeUnit.execute(root, { id: child, version: 1 });
    await expect(getUnit.execute(root, { id: child })).rejects.toBeInstanceOf(NotFound);
  });

  test("the top unit is neither moved nor removed, and is named like the organisation", async () => {
    const a = await unitBelow("A", top);
    root = await refreshed(root);
    const itself = "The top unit is the organisation itself. It cannot be moved or removed.";
    await expect(moveUnit.execute(root, { id: rootUnit, version: 1, parentId: a })).rejects.toThrow(itself);
    await expect(removeUnit.execute(root, { id: rootUnit, version: 1 })).rejects.toThrow(itself);
    const { version } = await getOrganisation.execute(root, {});
    await updateOrganisation.execute(root, { version, name: `Halderra ${count}`, timeZone: "Europe/Vienna" });
    expect((await getUnit.execute(root, { id: rootUnit })).name).toBe(`Halderra ${count}`);
    await expect(updateOrganisation.execute(root, { version, name: "Late" })).rejects.toBeInstanceOf(
      Conflict,
    );
    await expect(
      updateOrganisation.execute(root, { version: version + 1, timeZone: "Mars/Base" }),
    ).rejects.toBeInstanceOf(Invalid);
  });

  test("settings of the organisation are not for an administrator of a part", async () => {
    const part = await personWith("administrator", top);
    const { version, can } = await getOrganisation.execute(part, {});
    expect(can.edit).toBe(false);
    await expect(updateOrganisation.execute(part, { version, name: "Mine" })).rejects.toBeInstanceOf(
      Forbidden,
    );
  });

  test("the tree and the picker show the units where one has a role, with the way to them", async () => {
    const a = await unitBelow("A", top);
    const b = await unitBelow("B", a);
    const reader = await personWith("reader", a);
    expect((await listUnits.execute(reader, {})).units.map(({ name, depth }) => [name, depth])).toEqual([
      ["A", 0],
      ["B", 1],
    ]);
    const { choices } = await chooseUnits.execute(reader, { q: "b" });
    expect(choices).toEqual([
      { id: b, name: "B", detail: expect.stringMatching(new RegExp(` › Company ${count} › A$`)) },
    ]);
  });
});
