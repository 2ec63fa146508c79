import { beforeAll, describe, expect, test } from "vitest";
import { subjectTypes } from "@/lib/domain/audit/schema";
import type { Actor } from "@/lib/platform/access/actor";
import { routesOf } from "@/lib/platform/registry/module";
import { modules } from "@/lib/registry";
import { contents, withEveryRole } from "@/tests/access/company";
import { sampleInput } from "@/tests/access/sample-input";
import { specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, signedInAgain, type World } from "@/tests/support/world";
import { unaudited } from "@/tests/support/written";

// Every command of the registry, run by somebody who may: what changes a record leaves an entry in the audit trail that
// names them. A new command is held to it from the moment it is registered.

let world: World;
let person: Actor;

beforeAll(async () => {
  storeSpecimenFile();
  world = await createWorld();
  person = await withEveryRole(world.insurance);
});

const commands = modules
  .flatMap(routesOf)
  .filter(({ operation, open }) => operation.kind === "command" && !open)
  .map((route) => ({ name: `${route.method.toUpperCase()} ${route.path}`, operation: route.operation }));

let changing = 0;

describe("a command that changes a record", () => {
  test.each(commands)("leaves an entry that names who did it: $name", async ({ operation }) => {
    const keeper = { unitId: world.insurance, personId: person.personId ?? "" };
    const concept = operation.name.split(".")[0] ?? "";
    const input = await sampleInput(operation.input, concept, (other) => specimen(other, keeper));
    const actor = await signedInAgain(person);
    const before = await contents();
    const done = await operation.receive(actor, input).then(
      () => true,
      () => false,
    );
    const after = await contents();
    const changed = Object.keys(after).filter(
      (table) => !unaudited.has(table) && after[table] !== before[table],
    );
    if (!done) return expect(changed).toEqual([]);
    if (changed.length === 0) return;
    changing += 1;
    const { rows } = await asOwner((client) =>
      client.query(`select "actorId", "requestId" from audit_entries order by seq desc limit 1`),
    );
    expect(rows).toEqual([{ actorId: person.personId, requestId: actor.requestId }]);
  });

  test("was seen often enough for this to prove something", () => {
    expect(changing).toBeGreaterThan(commands.length / 3);
  });

  test("is of a kind by which the audit trail can be filtered", async () => {
    const { rows } = await asOwner((client) =>
      client.query(`select distinct "subjectType" as kind from audit_entries`),
    );
    const known = new Set<string>(subjectTypes.map(({ value }) => value));
    expect(rows.map(({ kind }) => kind).filter((kind) => !known.has(kind))).toEqual([]);
  });
});
