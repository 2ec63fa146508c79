import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/access/actor";
import { ConfirmFirst, Forbidden } from "@/lib/platform/errors/public-error";
import { addressed, conceptOf } from "@/tests/access/addressed";
import { changedRows, recordRows } from "@/tests/access/changed-rows";
import { withEveryRole } from "@/tests/access/company";
import { sampleInput } from "@/tests/access/sample-input";
import { specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { createWorld, holderOf, signedInAgain, tokenOf, type World } from "@/tests/support/world";

// Every operation that asks for a recent proof of who one is (ASVS 5.0, 7.5.3), asked by a session that is eleven minutes old, by
// a token, and by a session that has just begun.

const asking = addressed.filter(({ operation }) => operation.stepUp);

let world: World;
let person: Actor;
let token: Actor;

beforeAll(async () => {
  storeSpecimenFile();
  world = await createWorld();
  person = await withEveryRole(world.root);
  token = await holderOf(await tokenOf(person, world.root));
  await recordRows();
});

describe("what could open an account to somebody else", () => {
  test("are more than twenty operations, so that this proves something", () => {
    expect(asking.length).toBeGreaterThan(20);
  });

  test.each(asking)("wants a recent proof: $name", async ({ operation }) => {
    const concept = conceptOf(operation);
    const keeper = { unitId: world.insurance, personId: person.personId ?? "" };
    const input = await sampleInput(operation.input, concept, (other) => specimen(other, keeper));
    const fresh = await signedInAgain(person);
    const { confirmedAt: _fresh, ...old } = { ...fresh, signedInAt: new Date(Date.now() - 11 * 60_000) };
    await changedRows();
    await expect(operation.receive(old, input)).rejects.toThrow(ConfirmFirst);
    await expect(operation.receive(token, input)).rejects.toThrow(Forbidden);
    expect(await changedRows()).toEqual([]);
    const done = await operation.receive(fresh, input).catch((error: unknown) => error);
    expect(done).not.toBeInstanceOf(ConfirmFirst);
  });
});
