import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { type Actor, unitsWith } from "@/lib/platform/access/actor";
import { knownPermissions, toRead } from "@/lib/platform/access/permission";
import { transact } from "@/lib/platform/database/client";
import { PublicError } from "@/lib/platform/errors/public-error";
import { namedKinds } from "@/lib/platform/registry/contributions";
import { addressed, conceptOf } from "@/tests/access/addressed";
import { holding } from "@/tests/access/company";
import { tableOf } from "@/tests/access/expected";
import { idsOf, mixedCompany, readerOfOneHalf } from "@/tests/access/mixed-company";
import { sampleInput } from "@/tests/access/sample-input";
import { specimen } from "@/tests/access/specimens";
import { asOwner } from "@/tests/support/test-database";
import { rootUnit } from "@/tests/support/world";

// What a query tells of records of other concepts that its reader may not read: where somebody has every right in the one half of a
// company, and in the other the right that the query asks for and none to read anything else. What is told stands in beside.md.

const queries = addressed.filter(({ route, operation }) => operation.kind === "query" && !route.open);
type Query = (typeof queries)[number]["operation"];
type Found = { id: string; type: string; name: string };

const page = tableOf("beside.md");
const asked = 150;
const everything = 100_000;

let reader: Actor;
let [units, half]: [string[], string[]] = [[], []];
let ids: ReadonlyMap<string, readonly string[]>;
let records: readonly Found[];
const hiddenBy = new Map<string, readonly Found[]>();

beforeAll(async () => {
  await mixedCompany();
  reader = await readerOfOneHalf();
  await specimen("own-controls", { unitId: rootUnit, personId: reader.personId ?? "" });
  // Each record has words of its own: what a test makes is called the same as what it belongs to, a task as a plan says.
  await asOwner(async (client) => {
    await client.query(`update systems set name = 'System of a ' || name where name like 'Specimen%'`);
    await client.query(`update tasks set title = 'To do: ' || title`);
    await client.query(
      `update threat_models set title = 'Model of a ' || title where title like 'Specimen%'`,
    );
  });
  ids = await idsOf(everything);
  const { rows } = await asOwner((client) =>
    client.query<{ id: string; path: string }>("select id, path from units"),
  );
  units = rows.map(({ id }) => id);
  half = rows.filter(({ path }) => ids.get("units")?.some((head) => path.includes(head))).map(({ id }) => id);
  // What people are called everybody in the organisation may read.
  const kinds = namedKinds().filter(({ type }) => type !== "people");
  records = await foundBy(holding(reader, [units, ...rights(() => true)]), kinds);
});

const rights = (of: (name: string, reads: boolean) => boolean) =>
  knownPermissions()
    .filter((one) => of(one.name, toRead(one)))
    .map(({ name }) => name);

/** Returns every record that the actor may read, whatever the database would say. */
async function foundBy(actor: Actor, kinds = namedKinds()): Promise<Found[]> {
  const scope = { units: "all", writable: [], actor: actor.personId ?? "", secrets: false } as const;
  const found: Found[] = [];
  for (const { type, read, find } of kinds) {
    const rows = await transact(scope, (tx) =>
      find({ tx, actor, units: unitsWith(actor, read), now: new Date() }, ids.get(type) ?? []),
    );
    found.push(...rows.map(({ id, name }) => ({ id, type, name })));
  }
  return found;
}

/**
 * Returns the records that the actor may not read. A classification has the id of its system, and one that is called as another
 * its name: what is read by the other tells nothing of it.
 */
async function hiddenFrom(actor: Actor): Promise<Found[]> {
  const readable = await foundBy(actor);
  const known = new Set(readable.flatMap(({ id, type, name }) => [id, `${type} ${id}`, name]));
  return records
    .filter(({ id, type }) => !known.has(`${type} ${id}`))
    .map(({ id, type, name }) => ({ type, id: known.has(id) ? "" : id, name: known.has(name) ? "" : name }));
}

/** Returns the concepts of which the answers tell the id, and those of which they tell a name, of records that the actor may not read. */
async function toldBy(query: Query, actor: Actor, hidden: readonly Found[]) {
  const told = { ids: new Set<string>(), names: new Set<string>() };
  for (const input of await inputsOf(query)) {
    const answer = await answerTo(query, actor, input);
    const named = new Set([...uuidsIn(answer)].filter((id) => !Object.values(input).flat().includes(id)));
    for (const { id, type, name } of hidden) {
      if (named.has(id)) told.ids.add(type);
      if (name.length > 8 && !name.startsWith("Specimen") && answer.includes(asWritten(name)))
        told.names.add(type);
    }
  }
  return told;
}

const uuidsIn = (text: string) => text.match(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g) ?? [];
const asWritten = (name: string) => JSON.stringify(name).slice(1, -1);

/** Returns inputs that name other records each, and those that name none. */
async function inputsOf({ input, ...query }: Query): Promise<Record<string, unknown>[]> {
  const made: Record<string, unknown>[] = [{}, { limit: 200 }];
  for (let number = 0; number < asked; number += 1) {
    const nth = async (concept: string) => {
      const of = ids.get(concept) ?? [];
      return of[Math.floor((number * of.length) / asked)] ?? randomUUID();
    };
    made.push(await sampleInput(input, conceptOf(query), nth));
  }
  return [...new Map(made.map((one) => [JSON.stringify(one), one])).values()];
}

async function answerTo(query: Query, actor: Actor, input: Record<string, unknown>): Promise<string> {
  try {
    return JSON.stringify(await query.receive(actor, input)) ?? "";
  } catch (error) {
    if (error instanceof PublicError) return "";
    throw error;
  }
}

describe("where its reader has no other right to read, a query tells only what beside.md says", () => {
  test.each(queries)("$name", async ({ operation }) => {
    const row = page.get(operation.name) ?? {};
    const { name: needed } = operation.permission;
    const only = rights((name, reads) => name === needed || !reads);
    const actor = holding(reader, [half, ...rights(() => true)], [units, ...only]);
    const hidden = hiddenBy.get(needed) ?? (await hiddenFrom(actor));
    hiddenBy.set(needed, hidden);
    const { ids: withIds, names } = await toldBy(operation, actor, hidden);
    const listed = (heading: string) => (row[heading] ?? "").split(", ");
    expect({
      ids: [...withIds].filter((type) => !listed("Ids of").includes(type)),
      names: [...names].filter((type) => !listed("Names of").includes(type)),
    }).toEqual({ ids: [], names: [] });
  });

  test("and the page speaks of queries alone", () => {
    const known = new Set(queries.map(({ operation }) => operation.name));
    expect([...page.keys()].filter((name) => !known.has(name))).toEqual([]);
  });
});

describe("who may do everything but read is named no record", () => {
  test.each(namedKinds().map((kind) => ({ type: kind.type, kind })))("$type", async ({ kind }) => {
    const found = async (actor: Actor) => (await foundBy(actor, [kind])).length;
    expect(await found(holding(reader, [units, ...rights(() => true)]))).toBeGreaterThan(0);
    const blind = { ...holding(reader, [units, ...rights((_, reads) => !reads)]), personId: randomUUID() };
    expect(await found(blind)).toBe(0);
  });
});
