import { beforeAll, describe, expect, test } from "vitest";
import type { Scope } from "@/lib/platform/database/scope";
import { fillEmptyTables, reached } from "@/tests/support/loosened-policies";
import { takenBack } from "@/tests/support/taken-back";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

// The ways into an account, in the database alone: whose an operation reaches that declares to touch secrets. SQL as the runtime
// role, without any operation before it.

const tables = [
  "credentials",
  "sessions",
  "account_links",
  "authenticators",
  "passkeys",
  "recovery_codes",
  "half_open_sign_ins",
  "identities",
];

let world: World;
let personId: string;
let another: string;

beforeAll(async () => {
  world = await createWorld();
  personId = (await personWith("reader", world.claims)).personId ?? "";
  another = (await personWith("administrator", world.clinics)).personId ?? "";
  await asOwner((client) => client.query("delete from sessions"));
  await fillEmptyTables(tables);
  await asOwner(async (client) => {
    for (const table of tables) await client.query(`update ${table} set "personId" = $1`, [personId]);
  });
});

/** Returns in which of the ways somebody reaches the row of a table. */
async function waysTo(table: string, scope: Partial<Scope>): Promise<string[]> {
  const row = await asOwner(async (client) => {
    const { rows } = await client.query(`select to_jsonb(t)::text as row from ${table} t`);
    return String(rows[0]?.row).replaceAll("'", "''");
  });
  const read = await reached(scope, `select 1 from ${table}`);
  const changed = await reached(scope, `update ${table} set "personId" = "personId"`);
  const removed = await reached(scope, `delete from ${table}`);
  // What the policy lets in stands there already.
  const made = await reached(
    scope,
    `insert into ${table} select * from jsonb_populate_record(null::${table}, '${row}')`,
  );
  expect(made).toMatch(/row-level security|duplicate key/);
  return [
    ...(read === 1 ? ["read"] : []),
    ...(changed === 1 ? ["change"] : []),
    ...(removed === 1 ? ["remove"] : []),
    ...(/duplicate key/.test(String(made)) ? ["make"] : []),
  ];
}

const all = ["read", "change", "remove", "make"];

describe.each(tables)("the %s of an account", (table) => {
  test("are reached from its unit, as far as one reads and writes there", async () => {
    const scope = { actor: another, secrets: true };
    const unit = [world.claims];
    expect(await waysTo(table, { ...scope, units: unit, writable: unit })).toEqual(all);
    expect(await waysTo(table, { ...scope, units: unit })).toEqual(["read"]);
  });

  test("are reached by the person and by the system, wherever these read", async () => {
    expect(await waysTo(table, { actor: personId, secrets: true })).toEqual(all);
    expect(await waysTo(table, { actor: "system", secrets: true })).toEqual(all);
  });

  test("are reached from no other unit, and by no operation that does not declare it", async () => {
    const elsewhere = [world.clinics, world.root, world.insurance];
    expect(
      await waysTo(table, { actor: another, secrets: true, units: elsewhere, writable: elsewhere }),
    ).toEqual([]);
    for (const actor of [personId, another, "system"])
      expect(await waysTo(table, { actor, units: [world.claims], writable: [world.claims] })).toEqual([]);
  });
});

describe("an open link to an account", () => {
  /** Closes the links of the account from another unit and returns whether they are closed then; nothing stays. */
  function closed(exceptBy: string | null, secrets = true): Promise<boolean> {
    const scope = { units: [world.clinics], writable: [world.clinics], actor: another, secrets };
    return takenBack(scope, async (client) => {
      await client.query("select close_account_links($1, now(), $2)", [personId, exceptBy]);
      await client.query(`set local plumbline.actor = 'system'; set local plumbline.secrets = 'on'`);
      return (await client.query(`select 1 from account_links where "usedAt" is null`)).rowCount === 0;
    });
  }

  test("is closed from any unit by what gives a role, but for the link of whoever gives it", async () => {
    await asOwner((client) =>
      client.query(`update account_links set "createdById" = $1, "usedAt" = null`, [another]),
    );
    expect(await closed(null)).toBe(true);
    expect(await closed(personId)).toBe(true);
    expect(await closed(another)).toBe(false);
    await asOwner((client) => client.query(`update account_links set "createdById" = null`));
    expect(await closed(another)).toBe(true);
    expect(await closed(null, false)).toBe(false);
  });
});
