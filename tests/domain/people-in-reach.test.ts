import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/access/actor";
import { ConfirmFirst, Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { routesOf } from "@/lib/platform/registry/module";
import { modules } from "@/lib/registry";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, signedInAgain, type World } from "@/tests/support/world";

// What an administrator of one unit may do with an account that is kept there.

const operations = modules.flatMap(routesOf).map(({ operation }) => operation);
const changes = [
  ["people.update", { name: "Somebody else" }],
  ["people.disable", {}],
  ["people.enable", {}],
  ["people.endSessions", null],
  ["people.removeFactors", null],
  ["people.makeResetLink", null],
  ["people.erase", {}],
] as const;

let world: World;
let administrator: Actor;

beforeAll(async () => {
  world = await createWorld();
  administrator = await personWith("administrator", world.insurance);
});

async function doing(
  name: string,
  fields: object | null,
  id: string,
  actor = administrator,
): Promise<unknown> {
  const operation = operations.find((one) => one.name === name);
  const input = { id, ...(fields === null ? {} : { version: await versionOf(id), ...fields }) };
  return operation?.receive(await signedInAgain(actor), input).catch((error: unknown) => error);
}

const versionOf = (id: string) =>
  asOwner(async (client) => {
    const { rows } = await client.query("select version from people where id = $1", [id]);
    return rows[0].version as number;
  });

/** Makes an account of the unit in the state in which the change could be made, with a second factor and a session. */
async function kept(change: string, roleAt: string): Promise<string> {
  const { personId } = await personWith("reader", roleAt);
  const status = ["people.enable", "people.erase"].includes(change) ? "disabled" : "active";
  await asOwner(async (client) => {
    await client.query(`update people set "unitId" = $2, status = $3 where id = $1`, [
      personId,
      world.insurance,
      status,
    ]);
    await client.query(
      `insert into authenticators (id, "personId", name, secret, "lastStep") values (gen_random_uuid(), $1, 'Phone', 'x', 0)`,
      [personId],
    );
  });
  return personId ?? "";
}

describe("an administrator of a unit", () => {
  test.each(changes)("does %s with an account that has roles there alone", async (name, fields) => {
    const id = await kept(name, world.claims);
    expect(await doing(name, fields, id)).not.toBeInstanceOf(Error);
  });

  test.each(changes)(
    "does not do %s with an account that also has a role elsewhere",
    async (name, fields) => {
      const id = await kept(name, world.clinics);
      const refused = await doing(name, fields, id);
      expect(refused).toBeInstanceOf(Forbidden);
      expect((refused as Error).message).toContain("roles outside of your units");
    },
  );

  test.each(["people.disable", "people.removeFactors", "people.erase"])(
    "does not do %s with their own account",
    async (name) => {
      const fields = name === "people.removeFactors" ? null : {};
      expect(await doing(name, fields, administrator.personId ?? "")).toBeInstanceOf(Forbidden);
    },
  );

  test("moves an account to no unit but their own, and to another address only after a recent proof", async () => {
    const id = await kept("people.update", world.claims);
    expect(await doing("people.update", { unitId: world.clinics }, id)).toBeInstanceOf(Invalid);
    expect(await doing("people.update", { unitId: world.claims }, id)).not.toBeInstanceOf(Error);
    const update = operations.find(({ name }) => name === "people.update");
    const fresh = await signedInAgain(administrator);
    const old: Actor = { ...fresh, signedInAt: new Date(Date.now() - 11 * 60_000) };
    const asked = { id, version: await versionOf(id), email: "moved@plumbline.example" };
    await expect(update?.receive(old, asked)).rejects.toThrow(ConfirmFirst);
    await expect(update?.receive(fresh, asked)).resolves.toBeDefined();
  });
});
