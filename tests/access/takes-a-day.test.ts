import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/access/actor";
import { PublicError } from "@/lib/platform/errors/public-error";
import { looksBack } from "@/lib/platform/operation/as-of";
import { dayIn } from "@/lib/platform/time/day";
import { addressed, conceptOf } from "@/tests/access/addressed";
import { withEveryRole } from "@/tests/access/company";
import { sampleInput } from "@/tests/access/sample-input";
import { specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { createWorld, type World } from "@/tests/support/world";

// Every operation that takes a day to look back to reads tables that can be looked back at.

const lookingBack = addressed.filter(({ route, operation }) => !route.open && looksBack(operation.input));

let world: World;
let person: Actor;

beforeAll(async () => {
  storeSpecimenFile();
  world = await createWorld();
  person = await withEveryRole(world.root);
});

test.each(lookingBack)("$name answers as of a day, or says why not", async ({ operation }) => {
  const keeper = { unitId: world.insurance, personId: person.personId ?? "" };
  const input = await sampleInput(operation.input, conceptOf(operation), (concept) =>
    specimen(concept, keeper),
  );
  const asked = operation.receive(person, { ...input, asOf: dayIn("UTC", new Date()) });
  const outcome = await asked.catch((error: unknown) => error);
  if (outcome instanceof Error) expect(outcome).toBeInstanceOf(PublicError);
});
