import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { grantsGive } from "@/lib/domain/organization/grants/access";
import { endRole } from "@/lib/domain/organization/grants/commands";
import { assertMayGive, mayGive } from "@/lib/domain/organization/grants/policy";
import { getPerson, peopleRegister } from "@/lib/domain/organization/people/queries";
import { createRole } from "@/lib/domain/organization/roles/commands";
import { getRole } from "@/lib/domain/organization/roles/queries";
import { whoSees } from "@/lib/domain/organization/roles/who-sees";
import type { Actor } from "@/lib/platform/access/actor";
import { Forbidden, NotFound } from "@/lib/platform/errors/public-error";
import "@/lib/registry";
import { alsoHolding, holding } from "@/tests/access/company";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, holderOf, personWith, tokenOf, type World } from "@/tests/support/world";

// What somebody may do, and is told that they may do, with the roles of others.

let world: World;
let administrator: Actor;
let reader: Actor;

beforeAll(async () => {
  world = await createWorld();
  administrator = await personWith("administrator", world.insurance);
  reader = await personWith("reader", world.claims);
});

const idOf = ({ personId }: Actor) => personId ?? "";

/** Gives a role as it stands in the database; returns the id of the grant. */
async function given(to: Actor, role: string, unitId: string, endsIn: string | null = null): Promise<string> {
  const id = randomUUID();
  await asOwner((client) =>
    client.query(
      `insert into grants (id, "personId", role, "unitId", "endsAt") values ($1, $2, $3, $4, now() + $5::interval)`,
      [id, idOf(to), role, unitId, endsIn],
    ),
  );
  return id;
}

/** Whether the page of a person offers to end that grant. */
async function offersToEnd(grant: string, of: Actor, to: Actor): Promise<boolean | undefined> {
  const { grants } = await getPerson.execute(to, { id: idOf(of) });
  return grants.find(({ id }) => id === grant)?.can.end;
}

describe("the roles of a person", () => {
  test("are offered to be ended while they hold, with or without a last day, and not once they have ended", async () => {
    const person = await personWith("reader", world.claims);
    const grants = [
      await given(person, "lead", world.claims),
      await given(person, "executive", world.claims, "1 day"),
      await given(person, "compliance", world.claims, "-1 day"),
    ];
    const offers = await Promise.all(grants.map((grant) => offersToEnd(grant, person, administrator)));
    expect(offers).toEqual([true, true, false]);
  });

  test("are offered to be ended to nobody who may not end them", async () => {
    const lead = await personWith("lead", world.insurance);
    const person = await personWith("reader", world.claims);
    const [small, large] = [
      await given(person, "risk-owner", world.claims),
      await given(person, "executive", world.claims),
    ];
    expect([await offersToEnd(small, person, lead), await offersToEnd(large, person, lead)]).toEqual([
      true,
      false,
    ]);
  });

  test("are neither shown in the list nor found by it in a unit where one may not read people", async () => {
    const person = await personWith("reader", world.claims);
    await given(person, "executive", world.clinics);
    const inClaims = [world.claims, "people:read"] as const;
    const both = holding(reader, inClaims, [world.clinics, "people:read"]);
    const one = holding(reader, inClaims, [world.clinics, "risks:read"]);
    const found = async (actor: Actor, role: string) => {
      const { rows } = await peopleRegister.list.receive(actor, { roles: role });
      return rows.filter((row) => row["id"] === person.personId).map((row) => row["roles"]);
    };
    expect(await found(both, "executive")).toEqual([["executive", "reader"]]);
    expect(await found(one, "executive")).toEqual([]);
    expect(await found(one, "reader")).toEqual([["reader"]]);
  });

  test("are shown, and not offered to be ended, where one is retired that they still hold", async () => {
    const fields = { name: "Former", unitId: world.insurance, permissions: ["risks:read"] };
    const { id } = await createRole.execute(administrator, fields);
    const person = await personWith("reader", world.claims);
    const grant = await given(person, id, world.claims);
    await asOwner((client) =>
      client.query(`update custom_roles set "retiredAt" = now() where id = $1`, [id]),
    );
    expect(await offersToEnd(grant, person, administrator)).toBe(false);
  });

  test("are offered to be ended to no token, which gives no roles", async () => {
    const person = await personWith("reader", world.claims);
    const grant = await given(person, "lead", world.claims);
    const token = await holderOf(await tokenOf(administrator, world.insurance));
    expect(await offersToEnd(grant, person, administrator)).toBe(true);
    expect(await offersToEnd(grant, person, token)).toBe(false);
  });

  test("are not ended by who may give others than these", async () => {
    const keeper = alsoHolding(
      await personWith("reader", world.insurance),
      ["grants:give", "risks:read"],
      [world.insurance, world.claims],
    );
    const person = await personWith("reader", world.claims);
    const grant = await given(person, "administrator", world.claims);
    await expect(endRole.execute(keeper, { id: grant })).rejects.toThrow(Forbidden);
    await endRole.execute(administrator, { id: grant });
  });

  test("are given out of what one holds by the roles that give in that unit, not by another of one's roles", () => {
    const wanted = {
      value: randomUUID(),
      label: "Editor",
      permissions: ["risks:read", "risks:edit"],
      unit: null,
    };
    const giving = ["risks:read", grantsGive.name];
    const keeper = alsoHolding(reader, giving, [world.claims]);
    const beside = alsoHolding(keeper, ["risks:edit"], [world.claims]);
    const elsewhere = alsoHolding(keeper, ["risks:edit", ...giving], [world.clinics]);
    for (const short of [keeper, beside, elsewhere]) expect(mayGive(short, wanted, world.claims)).toBe(false);
    const two = alsoHolding(keeper, ["risks:edit", grantsGive.name], [world.claims]);
    expect(mayGive(two, wanted, world.claims)).toBe(true);
  });

  test("with no permission at all are given by nobody who was not given them to give", () => {
    const keeper = alsoHolding(reader, [grantsGive.name], [world.claims]);
    const empty = { value: randomUUID(), label: "Empty", permissions: [], unit: null };
    expect(mayGive(keeper, empty, world.claims)).toBe(false);
    expect(() => assertMayGive(keeper, idOf(administrator), empty, world.claims)).toThrow(Forbidden);
  });
});

describe("a role of the organisation's own", () => {
  test("is offered to be changed only to who may define roles where it is kept", async () => {
    const fields = { name: "Watch", unitId: world.insurance, permissions: ["risks:read"] };
    const { id } = await createRole.execute(administrator, fields);
    const giver = alsoHolding(
      await personWith("reader", world.insurance),
      ["roles:read", "grants:give", "risks:read"],
      [world.insurance, world.claims],
    );
    expect((await getRole.execute(administrator, { id })).can).toEqual({ edit: true, retire: true });
    expect((await getRole.execute(giver, { id })).can).toEqual({ edit: false, retire: false });
  });
});

describe("who can see a record", () => {
  test("is not told where one only reads it, although one is told elsewhere", async () => {
    const beside = await personWith("administrator", world.clinics);
    const actor = alsoHolding(beside, ["people:read"], [world.insurance, world.claims]);
    const record = { subjectType: "people", subjectId: idOf(reader) };
    await expect(whoSees.execute(actor, record)).rejects.toThrow(Forbidden);
    expect((await whoSees.execute(administrator, record)).all).toBeGreaterThan(0);
  });

  test("is told of no person and no webhook that one may not see", async () => {
    const beside = alsoHolding(
      await personWith("administrator", world.clinics),
      ["risks:read"],
      [world.insurance, world.claims],
    );
    const webhook = randomUUID();
    await asOwner((client) =>
      client.query(
        `insert into webhooks (id, name, "unitId", url, events, "keeperId", "createdById", secret, "heardUpTo", "updatedAt")
         values ($1, 'Ticketing', $2, 'https://receiver.plumbline.example/', '{risk.changed}', $3, $3, 'x', 0, now())`,
        [webhook, world.insurance, idOf(administrator)],
      ),
    );
    for (const record of [
      { subjectType: "people", subjectId: idOf(reader) },
      { subjectType: "webhooks", subjectId: webhook },
    ]) {
      await expect(whoSees.execute(beside, record)).rejects.toThrow(NotFound);
      await expect(whoSees.execute(administrator, record)).resolves.toBeDefined();
    }
  });
});
