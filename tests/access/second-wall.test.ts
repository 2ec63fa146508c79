import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/access/actor";
import { addressed, conceptOf } from "@/tests/access/addressed";
import { withEveryRole } from "@/tests/access/company";
import { sampleInput } from "@/tests/access/sample-input";
import { specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, signedInAgain, type World } from "@/tests/support/world";

// The wall in the database, tested alone from above: every check that the services make is switched off, and everybody has
// every permission everywhere as far as they ask. What the database is told of the actor stays as their roles have it.
const stays = /^audit of |^lib\/platform\/access\//;

// Names of units and people are for everybody in the organisation to read.
const forAll = ["units", "people"];

const routes = addressed.filter(({ route }) => !route.open);
const counted = { called: 0, answered: 0 };
const made = new Map<string, string>();

let world: World;
let owner: Actor;
let stranger: Actor;
let foreign: Record<string, string>;

const idOf = async (concept: string) => {
  const id =
    made.get(concept) ??
    (await specimen(concept, { unitId: world.insurance, personId: owner.personId ?? "" }));
  made.set(concept, id);
  return id;
};

beforeAll(async () => {
  storeSpecimenFile();
  world = await createWorld();
  owner = await withEveryRole(world.insurance);
  stranger = await withEveryRole(world.clinics);
  for (const { route } of routes) {
    await idOf(conceptOf(route.operation));
    await sampleInput(route.operation.input, conceptOf(route.operation), idOf);
  }
  foreign = await foreignRows();
  globalThis.everyUnit = Object.values(world);
  globalThis.mutant = (id) => !stays.test(id);
  return () => {
    globalThis.everyUnit = undefined;
    globalThis.mutant = undefined;
  };
});

/**
 * Returns by table a digest of the rows that are kept in units of others, or are another person's own. The audit trail is left out: what
 * somebody does is written down there in the unit that it concerns.
 */
async function foreignRows(): Promise<Record<string, string>> {
  return asOwner(async (client) => {
    const { rows } = await client.query<{ sql: string }>(
      `select string_agg(format('select %L as name, md5(string_agg(t::text, '''' order by t::text)) as digest from %I t where %I <> all ($1::uuid[])',
         c.relname, c.relname, a.attname), ' union all ') as sql
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join lateral (select attname from pg_attribute where attrelid = c.oid and attname in ('unitId', 'personId') and not attisdropped
         order by attname desc limit 1) a on true
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'audit_entries'`,
    );
    const mine = [world.clinics, stranger.personId];
    const digests = await client.query<{ name: string; digest: string }>(rows[0]?.sql ?? "", [mine]);
    return Object.fromEntries(digests.rows.map(({ name, digest }) => [name, digest]));
  });
}

describe("with every check of the services switched off, somebody with every role in a sibling unit", () => {
  test.each(routes)("reads and writes nothing foreign at $name", async ({ route: { operation } }) => {
    const concept = conceptOf(operation);
    const input = await sampleInput(operation.input, concept, idOf);
    counted.called += 1;
    const result = await operation.receive(await signedInAgain(stranger), input).then(
      (answer) => answer ?? {},
      () => null,
    );
    if (result !== null) counted.answered += 1;
    const shown = JSON.stringify(result ?? {});
    if (operation.kind === "query")
      for (const [other, id] of made)
        if (!forAll.includes(other)) expect([other, shown.includes(id)]).toEqual([other, false]);
    // A query can write nothing at all; what it did would show at the next command.
    if (operation.kind === "query") return;
    const before = foreign;
    foreign = await foreignRows();
    const changed = Object.keys(foreign).filter((table) => foreign[table] !== before[table]);
    expect(changed).toEqual([]);
  });

  test("was let through by the services, so that this proves something of the database", async () => {
    expect(counted.answered).toBeGreaterThan(counted.called / 4);
    const reader = await personWith("reader", world.insurance);
    const people = routes.find(({ name }) => name === "GET /people")?.route.operation;
    await expect(people?.receive(reader, {})).resolves.toBeDefined();
    globalThis.mutant = undefined;
    globalThis.everyUnit = undefined;
    await expect(people?.receive(reader, {})).rejects.toMatchObject({ status: 403 });
  });
});
