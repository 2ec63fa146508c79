import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/access/actor";
import { PublicError } from "@/lib/platform/errors/public-error";
import { looksBack } from "@/lib/platform/operation/as-of";
import { routesOf } from "@/lib/platform/registry/module";
import { dayIn } from "@/lib/platform/time/day";
import { modules } from "@/lib/registry";
import { withEveryRole } from "@/tests/access/company";
import { sampleInput } from "@/tests/access/sample-input";
import { specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { createWorld, type World } from "@/tests/support/world";

// Every operation that takes a day to look back to reads tables that can be looked back at.

const routes = modules
  .flatMap(routesOf)
  .filter(({ operation, open }) => !open && looksBack(operation.input))
  .map((route) => ({ name: `${route.method.toUpperCase()} ${route.path}`, operation: route.operation }));

let world: World;
let person: Actor;

beforeAll(async () => {
  storeSpecimenFile();
  world = await createWorld();
  person = await withEveryRole(world.root);
});

test.each(routes)("$name answers as of a day, or says why not", async ({ operation }) => {
  const keeper = { unitId: world.insurance, personId: person.personId ?? "" };
  const input = await sampleInput(operation.input, operation.name.split(".")[0] ?? "", (concept) =>
    specimen(concept, keeper),
  );
  const asked = operation.receive(person, { ...input, asOf: dayIn("UTC", new Date()) });
  const outcome = await asked.catch((error: unknown) => error);
  if (outcome instanceof Error) expect(outcome).toBeInstanceOf(PublicError);
});
