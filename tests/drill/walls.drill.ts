import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/access/actor";
import { everyRole } from "@/lib/platform/access/role";
import { Forbidden, NotFound, PublicError } from "@/lib/platform/errors/public-error";
import { type Route, routesOf } from "@/lib/platform/registry/module";
import { modules } from "@/lib/registry";
import { contents } from "@/tests/access/company";
import { tableOf } from "@/tests/access/expected";
import { sampleInput } from "@/tests/access/sample-input";
import { hasSpecimen, specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { createWorld, personWith, signedInAgain, type World } from "@/tests/support/world";

// Role × operation × where the record is kept: what is expected stands in matrix.md and operations.md, never in the code.
// A role is held at one unit; records are kept there, below, in a sibling unit, above, and nowhere.

const places = ["own", "below", "sibling", "above", "absent"] as const;
type Place = (typeof places)[number];

const matrix = tableOf("matrix.md");
const operations = tableOf("operations.md");
// Names of units and people are for everybody in the organisation to read.
const forAll = ["units", "people"];
const routes = modules
  .flatMap(routesOf)
  .filter((route) => !route.open)
  .map((route) => ({ name: `${route.method.toUpperCase()} ${route.path}`, route }));
const conceptOf = ({ operation }: Route) => operation.name.split(".")[0] ?? "";

let world: World;
let unitOf: Record<Place, string>;
let actors: Map<string, Actor>;
let keeperId: string;
const counted = { operations: 0, cells: 0, refused: 0, allowed: 0 };
const shared = new Map<string, Promise<string>>();

beforeAll(async () => {
  storeSpecimenFile();
  world = await createWorld();
  const { insurance: own, claims: below, clinics: sibling, root: above } = world;
  unitOf = { own, below, sibling, above, absent: sibling };
  const withRoles = everyRole.map(async (role) => [role, await personWith(role, own)] as const);
  const ended = await personWith("administrator", own, { endsAt: new Date(Date.now() - 1_000) });
  actors = new Map<string, Actor>([...(await Promise.all(withRoles)), ["nobody any more", ended]]);
  keeperId = (await personWith("reader", above)).personId ?? "";
});

afterAll(() => {
  console.log(JSON.stringify(counted));
  if (counted.operations === routes.length) expect(counted.cells).toBeGreaterThan(10_000);
});

/** Whether the pages say that a role may do this. */
function holds(role: string, name: string): boolean {
  const row = matrix.get(operations.get(name)?.["Permission"] ?? "") ?? {};
  return row["own account"] === "yes" || row[role] === "yes";
}

const keptAt = (place: Place) => ({ unitId: unitOf[place], personId: keeperId });

/** Returns the one record of a concept in a unit that no cell is allowed to change. */
function sharedAt(place: Place, concept: string): Promise<string> {
  const key = `${concept} ${unitOf[place]}`;
  const made = shared.get(key) ?? specimen(concept, keptAt(place));
  shared.set(key, made);
  return made;
}

async function outcome(route: Route, actor: Actor, input: Record<string, unknown>) {
  counted.cells += 1;
  try {
    return { result: await route.operation.receive(actor, input), error: null };
  } catch (error) {
    return { result: null, error: error as Error };
  }
}

const words = (error: Error | null) => error && `${error.constructor.name}: ${error.message}`;

test.each(routes)("$name", async ({ name, route }) => {
  const concept = conceptOf(route);
  const byId = route.path.includes(":id") && hasSpecimen(concept) && !forAll.includes(concept);
  const { operation } = route;
  const inputs = new Map<Place, Record<string, unknown>>();
  for (const place of places) {
    const home = byId ? "own" : place;
    const input = await sampleInput(operation.input, concept, (other) => sharedAt(home, other));
    if (byId) input["id"] = place === "absent" ? randomUUID() : await sharedAt(place, concept);
    inputs.set(place, input);
  }
  const foreign = hasSpecimen(concept) ? await sharedAt("sibling", concept) : null;
  const before = await contents();
  counted.operations += 1;
  const wrong: unknown[] = [];
  const expectCell = (right: boolean, ...cell: unknown[]) => {
    counted.refused += 1;
    if (!right) wrong.push(cell);
  };
  for (const [role, actor] of actors) {
    const told = new Map<Place, string | null>();
    for (const place of places) {
      if (holds(role, name) && (place === "own" || place === "below")) continue;
      const { result, error } = await outcome(route, actor, inputs.get(place) ?? {});
      told.set(place, words(error));
      if (!holds(role, name)) expectCell(error instanceof Forbidden, role, place, words(error));
      else if (operation.kind === "command" && byId) expectCell(error !== null, role, place, "was done");
      else if (byId && place !== "above") expectCell(error instanceof PublicError, role, place, words(error));
      else if (foreign && !forAll.includes(concept) && !operation.permission.own)
        expectCell(!JSON.stringify(result ?? {}).includes(foreign), role, place, "shows a foreign record");
    }
    if (byId) expectCell(told.get("sibling") === told.get("absent"), role, Object.fromEntries(told));
  }
  expect(wrong).toEqual([]);
  if (byId || operation.kind === "query") expect(await contents()).toEqual(before);
  for (const [role, actor] of actors) {
    if (!holds(role, name)) continue;
    for (const place of ["own", "below"] as const) {
      const fresh = await sampleInput(operation.input, concept, (other) => specimen(other, keptAt(place)));
      const { error } = await outcome(route, await signedInAgain(actor), fresh);
      counted.allowed += 1;
      const isWall = error instanceof NotFound || (error !== null && !(error instanceof PublicError));
      expect([role, place, isWall ? words(error) : null]).toEqual([role, place, null]);
    }
  }
});
