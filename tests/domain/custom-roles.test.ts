import { beforeAll, describe, expect, test } from "vitest";
import { endRole, giveRole } from "@/lib/domain/organization/grants/commands";
import { getPerson, peopleRegister } from "@/lib/domain/organization/people/queries";
import { createRole, retireRole, updateRole } from "@/lib/domain/organization/roles/commands";
import { getRole, givableRoles, listRoles } from "@/lib/domain/organization/roles/queries";
import { whoSees } from "@/lib/domain/organization/roles/who-sees";
import { addGroup, removeGroup } from "@/lib/domain/organization/single-sign-on/commands";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { getRisk } from "@/lib/domain/risks/queries/risk";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import "@/lib/registry";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, refreshed, type World } from "@/tests/support/world";

let world: World;
let root: Actor;
let part: Actor;
beforeAll(async () => {
  world = await createWorld();
  root = await personWith("administrator", world.root);
  part = await personWith("administrator", world.insurance);
});
const idOf = (actor: Actor) => actor.personId ?? "";

let made = 0;
const define = (permissions: string[], unitId = world.root, by = root) =>
  createRole.execute(by, { name: `Role ${++made}`, unitId, description: null, permissions });

/** Somebody whose only role is the custom one. */
async function holderOf(role: string, unitId: string): Promise<Actor> {
  const person = await personWith("reader", unitId);
  await giveRole.execute(root, { personId: idOf(person), role, unitId });
  await asOwner((client) =>
    client.query(`delete from grants where "personId" = $1 and role = 'reader'`, [idOf(person)]),
  );
  return refreshed(person);
}

const riskIn = async (unitId: string) => {
  const owner = await personWith("risk-owner", unitId);
  return createRisk.execute(owner, { title: `Risk ${++made}`, category: "security", unitId });
};

describe("a role of the organisation's own", () => {
  test("gives exactly its permissions, in the unit where it is given and below", async () => {
    const { id } = await define(["risks:read", "risks:create"]);
    const holder = await holderOf(id, world.insurance);
    const here = await riskIn(world.claims);
    expect((await getRisk.execute(holder, { id: here.id })).id).toBe(here.id);
    const there = await riskIn(world.clinics);
    await expect(getRisk.execute(holder, { id: there.id })).rejects.toBeInstanceOf(NotFound);
    await createRisk.execute(holder, { title: "Mine", category: "security", unitId: world.claims });
    await expect(listRoles.execute(holder, {})).rejects.toBeInstanceOf(Forbidden);
  });

  test("takes effect at the next request when it is changed", async () => {
    const role = await define(["risks:read"]);
    const holder = await holderOf(role.id, world.claims);
    const risk = await riskIn(world.claims);
    await getRisk.execute(holder, { id: risk.id });
    await updateRole.execute(root, { id: role.id, version: 1, permissions: ["systems:read"] });
    await expect(getRisk.execute(await refreshed(holder), { id: risk.id })).rejects.toBeInstanceOf(Forbidden);
  });

  test("has a name that no other in its unit has, and permissions that exist and that a role can have", async () => {
    const { name } = await define(["risks:read"]);
    const again = (fields: object) =>
      createRole.execute(root, { name: "New", unitId: world.root, permissions: ["risks:read"], ...fields });
    await expect(again({ name: name.toUpperCase() })).rejects.toBeInstanceOf(Invalid);
    await expect(again({ name: "executive" })).rejects.toBeInstanceOf(Invalid);
    for (const unknown of ["risks:everything", "audit:seal", "account:use"])
      await expect(again({ permissions: ["risks:read", unknown] })).rejects.toBeInstanceOf(Error);
    await expect(again({ permissions: [] })).rejects.toBeInstanceOf(Invalid);
  });

  test("is shown with who holds it, by its name, wherever roles are", async () => {
    const { id, name } = await define(["risks:read"]);
    const holder = await holderOf(id, world.claims);
    const { rows: roles, areas } = await listRoles.execute(root, { q: "accept" });
    expect(roles.find(({ value }) => value === id)).toMatchObject({ label: name, builtIn: false, held: 1 });
    expect(areas.flatMap(({ permissions }) => permissions.map((one) => one.name))).toContain("risks:accept");
    expect(areas.flatMap(({ permissions }) => permissions.map((one) => one.name))).not.toContain(
      "units:read",
    );
    const list = await peopleRegister.list.receive(root, { roles: id });
    expect(list.rows.map((row) => [row["id"], row["roles"]])).toEqual([[idOf(holder), [name]]]);
    expect((await getPerson.execute(root, { id: idOf(holder) })).grants.at(-1)).toMatchObject({
      label: name,
    });
  });

  test("is retired only when nobody holds it, and is then given to nobody", async () => {
    const { id } = await define(["risks:read"]);
    const holder = await holderOf(id, world.claims);
    await expect(retireRole.execute(root, { id, version: 1 })).rejects.toBeInstanceOf(Conflict);
    const grant = (await getPerson.execute(root, { id: idOf(holder) })).grants.find(
      ({ role }) => role === id,
    );
    await endRole.execute(root, { id: grant?.id ?? "" });
    const mapped = { group: "g-watch", role: id, unitId: world.claims, endsOn: null };
    const group = await addGroup.execute(root, mapped);
    await expect(retireRole.execute(root, { id, version: 1 })).rejects.toThrow("g-watch");
    await removeGroup.execute(root, group);
    await retireRole.execute(root, { id, version: 1 });
    await asOwner((client) => client.query(`update grants set "endsAt" = null where id = $1`, [grant?.id]));
    await expect(listRoles.execute(await refreshed(holder), {})).rejects.toBeInstanceOf(Forbidden);
    expect((await refreshed(holder)).grants[0]).not.toHaveProperty("permissions");
    await expect(
      giveRole.execute(root, { personId: idOf(holder), role: id, unitId: world.claims }),
    ).rejects.toBeInstanceOf(Invalid);
    expect((await getRole.execute(root, { id })).history.map(({ action }) => action).length).toBe(2);
  });

  test("of one unit is neither seen nor given elsewhere", async () => {
    const { id } = await define(["risks:read"], world.insurance, part);
    const other = await personWith("administrator", world.clinics);
    await expect(getRole.execute(other, { id })).rejects.toBeInstanceOf(NotFound);
    const somebody = await personWith("reader", world.clinics);
    const give = (by: Actor) =>
      giveRole.execute(by, { personId: idOf(somebody), role: id, unitId: world.clinics });
    for (const by of [other, root]) await expect(give(by)).rejects.toBeInstanceOf(Invalid);
    await expect(define(["risks:read"], world.root, part)).rejects.toBeInstanceOf(Invalid);
  });
});

describe("nobody grants more than they hold", () => {
  const keeper = ["grants:give", "roles:define", "roles:read", "risks:read", "people:read"];

  test("who holds a role that gives roles gives what it has, and nothing more", async () => {
    const own = await define(keeper);
    const small = await define(["risks:read"]);
    const large = await define(["risks:read", "risks:accept"]);
    const holder = await holderOf(own.id, world.insurance);
    const somebody = await personWith("reader", world.claims);
    const give = (role: string) =>
      giveRole.execute(holder, { personId: idOf(somebody), role, unitId: world.claims });
    await give(small.id);
    for (const role of [large.id, "administrator", "executive", "auditor", "lead"])
      await expect(give(role)).rejects.toBeInstanceOf(Forbidden);
    const { choices } = await givableRoles.execute(holder, {});
    const offered = choices.map(({ value }) => value);
    expect(offered).toContain(small.id);
    expect(offered).not.toContain(large.id);
    expect(offered).not.toContain("administrator");
  });

  test("who may define roles defines and widens none beyond that, and never their own", async () => {
    const own = await define(keeper, world.insurance);
    const large = await define(["risks:accept"], world.insurance);
    const holder = await holderOf(own.id, world.insurance);
    const small = await define(["risks:read"], world.insurance, holder);
    await expect(define(["risks:accept"], world.insurance, holder)).rejects.toBeInstanceOf(Forbidden);
    const change = (id: string, permissions: string[]) =>
      updateRole.execute(holder, { id, version: 1, permissions });
    await expect(change(small.id, ["risks:read", "risks:accept"])).rejects.toBeInstanceOf(Forbidden);
    await expect(change(large.id, ["risks:read"])).rejects.toBeInstanceOf(Forbidden);
    await expect(change(own.id, ["risks:read"])).rejects.toBeInstanceOf(Forbidden);
    await expect(retireRole.execute(holder, { id: large.id, version: 1 })).rejects.toBeInstanceOf(Forbidden);
  });

  test("a lead gives custom roles of what owners and readers may do, and none with more", async () => {
    const lead = await personWith("lead", world.insurance);
    const somebody = await personWith("reader", world.claims);
    const give = async (permissions: string[]) =>
      giveRole.execute(lead, {
        personId: idOf(somebody),
        role: (await define(permissions)).id,
        unitId: world.claims,
      });
    await give(["risks:read", "risks:create"]);
    await expect(give(["risks:read", "people:invite"])).rejects.toBeInstanceOf(Forbidden);
  });
});

describe("who can see a record, and why", () => {
  test("names everybody with the permission there, by built-in and custom roles, with the unit and the end", async () => {
    const { id: role, name } = await define(["risks:read"]);
    const holder = await holderOf(role, world.insurance);
    const elsewhere = await holderOf(role, world.clinics);
    const ending = await personWith("reader", world.claims, { endsAt: new Date(Date.now() + 86_400_000) });
    const risk = await riskIn(world.claims);
    const { people, all, permission } = await whoSees.execute(root, {
      subjectType: "risks",
      subjectId: risk.id,
    });
    expect(permission.name).toBe("risks:read");
    expect(all).toBe(people.length);
    const whyOf = (actor: Actor) => people.find(({ id }) => id === idOf(actor))?.why;
    expect(whyOf(holder)).toEqual([{ role: name, unit: "Insurance", endsAt: null, through: null }]);
    expect(whyOf(ending)).toMatchObject([{ role: "Reader", unit: "Claims", endsAt: expect.any(String) }]);
    expect(whyOf(elsewhere)).toBeUndefined();
    for (const person of people) {
      const { rows } = await asOwner((client) =>
        client.query(`select id from sessions where "personId" = $1`, [person.id]),
      );
      const seen = await getRisk.execute(await refreshed({ sessionId: rows[0].id }), { id: risk.id });
      expect(seen.id).toBe(risk.id);
    }
  });

  test("is told to nobody who may not read the record", async () => {
    const risk = await riskIn(world.clinics);
    await expect(whoSees.execute(part, { subjectType: "risks", subjectId: risk.id })).rejects.toBeInstanceOf(
      NotFound,
    );
  });
});
