import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { endRole, giveRole } from "@/lib/domain/organization/grants/commands";
import { givable } from "@/lib/domain/organization/grants/rules";
import { acceptInvitation } from "@/lib/domain/organization/links/commands";
import { updatePerson } from "@/lib/domain/organization/people/commands";
import { inviteAgain, invitePerson, makeResetLink } from "@/lib/domain/organization/people/invite";
import { getPerson, peopleRegister } from "@/lib/domain/organization/people/queries";
import type { Actor } from "@/lib/platform/access/actor";
import type { Role } from "@/lib/platform/access/role";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, refreshed, rootUnit, theSystem, type World } from "@/tests/support/world";

let world: World;
let root: Actor;
beforeAll(async () => {
  world = await createWorld();
  root = await personWith("administrator", world.root);
});
const idOf = (actor: Actor) => actor.personId ?? "";

describe("giving roles", () => {
  test("a lead gives the roles of owners and readers, and none above", async () => {
    const lead = await personWith("lead", world.insurance);
    const somebody = await personWith("reader", world.clinics);
    const give = (role: Role) =>
      giveRole.execute(lead, { personId: idOf(somebody), role, unitId: world.claims, endsOn: "2199-01-01" });
    for (const role of ["reader", "risk-owner", "system-owner"] as const) await give(role);
    for (const role of ["administrator", "lead", "executive", "compliance", "auditor"] as const)
      await expect(give(role)).rejects.toBeInstanceOf(Forbidden);
    expect((await refreshed(somebody)).grants.map(({ role }) => role).sort()).toEqual([
      "reader",
      "reader",
      "risk-owner",
      "system-owner",
    ]);
  });

  test("nobody gives a role to themselves", async () => {
    await expect(
      giveRole.execute(root, { personId: idOf(root), role: "lead", unitId: world.root }),
    ).rejects.toBeInstanceOf(Forbidden);
  });

  test("nobody gives a role outside of their units", async () => {
    const part = await personWith("administrator", world.clinics);
    const somebody = await personWith("reader", world.clinics);
    for (const unitId of [world.root, world.claims]) {
      await expect(
        giveRole.execute(part, { personId: idOf(somebody), role: "reader", unitId }),
      ).rejects.toBeInstanceOf(Invalid);
    }
  });

  test("an invitation gives no role that its sender could not give", async () => {
    const part = await personWith("administrator", world.clinics);
    const invite = (unitId: string, at: string) =>
      invitePerson.execute(part, {
        name: "New",
        email: `n${at.slice(0, 8)}@halderra.example`,
        unitId,
        grants: [{ role: "administrator", unitId: at }],
      });
    await expect(invite(world.clinics, world.root)).rejects.toBeInstanceOf(Invalid);
    await expect(invite(world.claims, world.clinics)).rejects.toBeInstanceOf(Invalid);
    const { rows } = await asOwner((client) => client.query(`select 1 from people where name = 'New'`));
    expect(rows).toEqual([]);
  });

  test("a role ends at its date without anybody doing anything, and an auditor's is given by an engagement alone", async () => {
    const somebody = await personWith("reader", world.claims);
    const given = { personId: idOf(somebody), role: "executive", unitId: world.claims } as const;
    await expect(giveRole.execute(root, { ...given, endsOn: "2020-01-01" })).rejects.toBeInstanceOf(Invalid);
    const { id } = await giveRole.execute(root, { ...given, endsOn: "2199-01-01" });
    expect((await refreshed(somebody)).grants).toHaveLength(2);
    await asOwner((client) =>
      client.query(`update grants set "endsAt" = now() - interval '1 second' where id = $1`, [id]),
    );
    expect((await refreshed(somebody)).grants).toHaveLength(1);
    const auditor = { ...given, role: "auditor", endsOn: "2199-01-01" };
    await expect(giveRole.execute(root, auditor)).rejects.toThrow("An auditor is engaged");
  });

  test("an ended role is gone at the next request", async () => {
    const somebody = await personWith("reader", world.claims);
    const { id } = await giveRole.execute(root, {
      personId: idOf(somebody),
      role: "lead",
      unitId: world.claims,
    });
    await endRole.execute(root, { id });
    expect((await refreshed(somebody)).grants.map(({ role }) => role)).toEqual(["reader"]);
    await expect(endRole.execute(root, { id })).rejects.toBeInstanceOf(NotFound);
  });

  test("the last administrator keeps the role, also against an end date and two who end each other at once", async () => {
    const other = await personWith("administrator", world.root);
    await asOwner((client) =>
      client.query(`update people set status = 'disabled' where id <> all ($1)`, [[idOf(root), idOf(other)]]),
    );
    const grantOf = async (actor: Actor) =>
      (
        await asOwner((client) =>
          client.query(`select id from grants where "personId" = $1 and role = 'administrator'`, [
            idOf(actor),
          ]),
        )
      ).rows[0].id;
    const ends = [
      endRole.execute(root, { id: await grantOf(other) }),
      endRole.execute(other, { id: await grantOf(root) }),
    ];
    const outcomes = await Promise.allSettled(ends);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const survivor = outcomes[0]?.status === "fulfilled" ? root : other;
    const gone = survivor === root ? other : root;
    await expect(endRole.execute(survivor, { id: await grantOf(survivor) })).rejects.toBeInstanceOf(Conflict);
    await giveRole.execute(survivor, {
      personId: idOf(gone),
      role: "administrator",
      unitId: world.root,
      endsOn: "2199-01-01",
    });
    const limited = await refreshed(gone);
    await expect(
      giveRole.execute(limited, {
        personId: idOf(survivor),
        role: "administrator",
        unitId: world.root,
        endsOn: "2199-01-01",
      }),
    ).rejects.toBeInstanceOf(Conflict);
    root = await personWith("administrator", world.root);
  });
});

describe("an administrator of a part", () => {
  test("does not find people elsewhere", async () => {
    const part = await personWith("administrator", world.clinics);
    const stranger = await personWith("reader", world.claims);
    await expect(getPerson.execute(part, { id: idOf(stranger) })).rejects.toBeInstanceOf(NotFound);
    await expect(makeResetLink.execute(part, { id: idOf(stranger) })).rejects.toBeInstanceOf(NotFound);
    expect((await peopleRegister.list.execute(part, { limit: 200 })).rows.map(({ id }) => id)).not.toContain(
      idOf(stranger),
    );
  });

  test("cannot take over an account of their part that also has a role elsewhere", async () => {
    const part = await personWith("administrator", world.clinics);
    const both = await personWith("reader", world.clinics);
    await giveRole.execute(root, { personId: idOf(both), role: "administrator", unitId: world.root });
    await expect(makeResetLink.execute(part, { id: idOf(both) })).rejects.toBeInstanceOf(Forbidden);
    await expect(
      updatePerson.execute(part, { id: idOf(both), version: 1, email: "mine@halderra.example" }),
    ).rejects.toBeInstanceOf(Forbidden);
    expect((await getPerson.execute(part, { id: idOf(both) })).can).toMatchObject({
      edit: false,
      reset: false,
      disable: false,
    });
  });

  test("cannot keep an invitation and use it after somebody else gave the account more", async () => {
    const part = await personWith("administrator", world.clinics);
    const { id, link } = await invitePerson.execute(part, {
      name: "Decoy",
      email: "decoy@halderra.example",
      unitId: world.clinics,
      grants: [],
    });
    await giveRole.execute(root, { personId: id, role: "administrator", unitId: world.root });
    const key = new URL(link).searchParams.get("key") ?? "";
    await expect(
      acceptInvitation.execute(theSystem(), { key, password: "a quiet lake at noon" }),
    ).rejects.toBeInstanceOf(NotFound);
    await expect(inviteAgain.execute(part, { id })).rejects.toBeInstanceOf(Forbidden);
  });
});

describe("nobody gains rights that no holder of them gave", () => {
  const roleArb = fc.constantFrom<Role>(
    "administrator",
    "lead",
    "risk-owner",
    "system-owner",
    "reader",
    "executive",
  );
  const stepArb = fc.record({
    giver: fc.nat(5),
    taker: fc.nat(5),
    role: roleArb,
    unit: fc.nat(3),
    end: fc.boolean(),
  });

  test("whatever a handful of people try in whatever order", async () => {
    const units = [rootUnit, world.insurance, world.claims, world.clinics];
    await fc.assert(
      fc.asyncProperty(fc.array(stepArb, { minLength: 5, maxLength: 25 }), async (steps) => {
        const people = await Promise.all([
          personWith("administrator", world.root),
          personWith("administrator", world.insurance),
          personWith("lead", world.insurance),
          personWith("lead", world.clinics),
          personWith("risk-owner", world.claims),
          personWith("reader", world.root),
        ]);
        for (const step of steps) await tryStep(people, units, step);
      }),
      { numRuns: 12, seed: 20261123 },
    );
  });

  interface Step {
    giver: number;
    taker: number;
    role: Role;
    unit: number;
    end: boolean;
  }

  async function tryStep(people: readonly Actor[], units: readonly string[], step: Step): Promise<void> {
    const [giver, taker] = [await refreshed(people[step.giver] as Actor), people[step.taker] as Actor];
    const unitId = units[step.unit] ?? rootUnit;
    const before = await refreshed(taker);
    if (step.end) await endOne(giver, taker).catch(expectRefusal);
    else
      await giveRole.execute(giver, { personId: idOf(taker), role: step.role, unitId }).catch(expectRefusal);
    const after = await refreshed(taker);
    for (const grant of after.grants) {
      if (before.grants.some((held) => held.role === grant.role && held.unitId === grant.unitId)) continue;
      expect(idOf(giver)).not.toBe(idOf(taker));
      expect(
        giver.grants.some(
          (held) =>
            held.units.includes(grant.unitId) &&
            (givable[held.role as Role] as readonly string[]).includes(grant.role),
        ),
      ).toBe(true);
    }
  }

  async function endOne(giver: Actor, taker: Actor): Promise<void> {
    const { rows } = await asOwner((client) =>
      client.query(`select id from grants where "personId" = $1 and "endsAt" is null limit 1`, [idOf(taker)]),
    );
    if (rows[0]) await endRole.execute(giver, { id: rows[0].id });
  }

  function expectRefusal(error: unknown): void {
    expect([Forbidden, Invalid, NotFound, Conflict].some((kind) => error instanceof kind)).toBe(true);
  }
});
