import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/access/actor";
import { addressed, conceptOf } from "@/tests/access/addressed";
import { changedRows, recordRows } from "@/tests/access/changed-rows";
import { withEveryRole } from "@/tests/access/company";
import { namingFields } from "@/tests/access/naming-fields";
import { sampleInput } from "@/tests/access/sample-input";
import { specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, signedInAgain, type World } from "@/tests/support/world";

// Every command, called by somebody who sees the records of a unit and may do the same in the unit beside it: that a record is
// found, and that its permission is held somewhere, is not yet a right.

const commands = addressed.filter(
  ({ route, operation }) =>
    operation.kind === "command" &&
    !route.open &&
    !operation.permission.own &&
    !operation.permission.roles.includes("reader") &&
    namingFields(operation.input, conceptOf(operation)).length > 0,
);

// A sample that stands for too little to get as far as the question of who may.
const neverAsked = [
  ...["test-imports.create", "test-imports.createSeveral", "gates.evaluate"],
  ...["assessments.create", "assessments.confirmFact"],
];

let world: World;
let keeper: Actor;
let reader: Actor;
let owner: Actor;

beforeAll(async () => {
  storeSpecimenFile();
  world = await createWorld();
  keeper = await personWith("reader", world.insurance);
  const elsewhere = await withEveryRole(world.clinics);
  await asOwner((client) =>
    client.query(
      `insert into grants (id, "personId", role, "unitId") values (gen_random_uuid(), $1, 'reader', $2)`,
      [elsewhere.personId, world.insurance],
    ),
  );
  reader = await signedInAgain(elsewhere);
  owner = await withEveryRole(world.insurance);
  await recordRows();
});

const outcomeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "was done",
    (error: Error) => `${error.constructor.name}: ${error.message}`,
  );

describe("somebody who reads here and has every role beside it changes nothing here", () => {
  test.each(commands)("$name", async ({ operation }) => {
    const concept = conceptOf(operation);
    const here = { unitId: world.insurance, personId: keeper.personId ?? "" };
    const input = await sampleInput(operation.input, concept, (other) => specimen(other, here));
    const actor = await signedInAgain(reader);
    await changedRows();
    const refused = await outcomeOf(operation.receive(actor, input));
    const changed = (await changedRows()).map(({ table }) => table);
    expect([refused, changed]).toEqual([expect.stringMatching(/^(Forbidden|NotFound|Invalid): /), []]);
    if (!operation.input.safeParse(input).success) return;
    const told = await outcomeOf(operation.receive(await signedInAgain(owner), input));
    // The same to both: what is another person's, or the whole organisation's.
    if (told === refused && !neverAsked.includes(operation.name))
      expect(refused).toMatch(/^(Forbidden|NotFound): /);
  });
});
