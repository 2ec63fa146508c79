import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/access/actor";
import { Forbidden, Invalid, NotFound, PublicError } from "@/lib/platform/errors/public-error";
import type { Operation } from "@/lib/platform/operation/operation";
import { addressed, conceptOf } from "@/tests/access/addressed";
import { contents, withEveryRole } from "@/tests/access/company";
import { sampleInput } from "@/tests/access/sample-input";
import { hasSpecimen, specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, signedInAgain, type World } from "@/tests/support/world";

// Every operation of the registry, called by people who have no business with the records they name. A new operation is
// called too from the moment it is registered: its input is made from its own shape.

let world: World;
let owner: Actor;
let stranger: Actor;
let expired: Actor;

beforeAll(async () => {
  storeSpecimenFile();
  world = await createWorld();
  owner = await withEveryRole(world.insurance);
  stranger = await withEveryRole(world.clinics);
  expired = await personWith("auditor", world.insurance, { endsAt: new Date(Date.now() - 86_400_000) });
});

const outcomeOf = (work: Promise<unknown>) =>
  work.then(
    (result) => ({ result, error: null }),
    (error: unknown) => ({ result: null, error }),
  );

describe("somebody with every role in a sibling unit", () => {
  test.each(addressed)("$name neither shows nor changes a record of another unit", async ({ route }) => {
    const { operation } = route;
    const keeper = { unitId: world.insurance, personId: owner.personId ?? "" };
    const made = new Map<string, string>();
    const idOf = async (concept: string) => {
      made.set(concept, made.get(concept) ?? (await specimen(concept, keeper)));
      return made.get(concept) ?? "";
    };
    await specimen(conceptOf(operation), keeper);
    const input = await sampleInput(operation.input, conceptOf(operation), idOf);
    const before = await contents();
    const { result, error } = await outcomeOf(operation.receive(await signedInAgain(stranger), input));
    if (error !== null && error !== undefined)
      expect([error.constructor.name, error instanceof PublicError]).toEqual([
        expect.stringMatching(/NotFound|Forbidden|Invalid|Conflict/),
        true,
      ]);
    const namesForeign = made.size > 0 && route.path.includes(":id");
    if (namesForeign && operation.kind === "command") expect(error).not.toBeNull();
    if (error !== null || operation.kind === "query") expect(await contents()).toEqual(before);
    const shown = JSON.stringify(result ?? {});
    for (const [concept, id] of made) {
      if (!["units", "people"].includes(concept) && error === null && operation.kind === "query")
        expect(shown).not.toContain(id);
    }
  });

  const byId = addressed.filter(
    ({ route }) =>
      route.path.includes(":id") &&
      hasSpecimen(conceptOf(route.operation)) &&
      !["units", "people"].includes(conceptOf(route.operation)),
  );
  test.each(byId)("$name answers a foreign record exactly as one that does not exist", async ({ route }) => {
    const { operation } = route;
    const keeper = { unitId: world.insurance, personId: owner.personId ?? "" };
    const concept = conceptOf(operation);
    const own = { unitId: world.clinics, personId: stranger.personId ?? "" };
    const input = await sampleInput(operation.input, concept, (other) => specimen(other, own));
    const foreign = await outcomeOf(
      operation.receive(await signedInAgain(stranger), { ...input, id: await specimen(concept, keeper) }),
    );
    const absent = await outcomeOf(
      operation.receive(await signedInAgain(stranger), { ...input, id: crypto.randomUUID() }),
    );
    expect(foreign.error).toBeInstanceOf(Error);
    expect(describeError(foreign.error)).toEqual(describeError(absent.error));
  });
});

/** Returns whether the operation was noted as what an auditor read; the others of its request may have been, too. */
const notedAsRead = ({ requestId }: Actor, operation: string) =>
  asOwner(async (client) => {
    const noted = `select from auditor_reads where "requestId" = $1 and operation = $2`;
    return ((await client.query(noted, [requestId, operation])).rowCount ?? 0) > 0;
  });

// Packs are read by an engagement, too, so that their operations say themselves what is noted.
function readByAuditors({ name, kind, permission: { name: needed, roles, own } }: Operation): boolean {
  if (["audit-packs.open", "audit-packs.download", "audit-packs.readFile"].includes(name)) return true;
  return !own && roles.includes("auditor") && (kind === "query" || needed.endsWith(":read"));
}

function describeError(error: unknown) {
  return error instanceof Error ? { kind: error.constructor.name, message: error.message } : error;
}

describe("an auditor whose grant has ended", () => {
  test.each(addressed.filter(({ route }) => !route.open))("$name is refused", async ({ route }) => {
    const { operation } = route;
    const everybody = operation.permission.roles.length === 0;
    const input = await sampleInput(operation.input, conceptOf(operation), async () => crypto.randomUUID());
    const { error } = await outcomeOf(operation.receive(expired, input));
    if (!everybody) expect(error).toBeInstanceOf(Forbidden);
  });
});

describe("somebody with every role in the record's own unit", () => {
  test.each(addressed.filter(({ route }) => !route.open))(
    "$name is found and allowed, so that the refusals above prove something, and noted where an auditor's role opens it to read",
    async ({ route }) => {
      const { operation } = route;
      const keeper = { unitId: world.insurance, personId: owner.personId ?? "" };
      const input = await sampleInput(operation.input, conceptOf(operation), (concept) =>
        specimen(concept, keeper),
      );
      const actor = await signedInAgain(owner);
      const { error } = await outcomeOf(operation.receive(actor, input));
      if (error === null) expect(await notedAsRead(actor, operation.name)).toBe(readByAuditors(operation));
      expect(
        error instanceof NotFound || (error !== null && !(error instanceof PublicError))
          ? describeError(error)
          : null,
      ).toBeNull();
      if (error instanceof Invalid)
        expect(error.problems.filter(({ message }) => message.includes("is not a field here"))).toEqual([]);
    },
  );
});
