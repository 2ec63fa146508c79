import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/access/actor";
import { operationNamed } from "@/tests/access/addressed";
import { withEveryRole } from "@/tests/access/company";
import { specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { asOwner } from "@/tests/support/test-database";
import { actionsInTrail } from "@/tests/support/trail";
import { createWorld, signedInAgain, type World } from "@/tests/support/world";

// Steps that take a state which another step has made: each leaves its entry in the audit trail.

let world: World;
let asker: Actor;
let signer: Actor;

beforeAll(async () => {
  storeSpecimenFile();
  world = await createWorld();
  [asker, signer] = [await withEveryRole(world.clinics), await withEveryRole(world.clinics)];
});

const made = (concept: string) =>
  specimen(concept, { unitId: world.clinics, personId: asker.personId ?? "" });
const sql = (text: string, values: unknown[]) => asOwner((client) => client.query(text, values));

async function leavesEntry(name: string, actor: Actor, input: object) {
  expect(await actionsInTrail()).not.toContain(name);
  await operationNamed(name).receive(await signedInAgain(actor), input);
  expect(await actionsInTrail()).toContain(name);
}

async function waiting(concept: string, kind: string): Promise<string> {
  const id = await made(concept);
  await sql(
    `insert into decisions (id, kind, "subjectType", "subjectId", "unitId", state, "requestedById", "authorIds", reason, snapshot, digest, "updatedAt")
     values (gen_random_uuid(), $1, $2, $3, $4, 'requested', $5, array[$5]::uuid[], 'It is needed.', '{}', 'none', now())`,
    [kind, concept, id, world.clinics, asker.personId],
  );
  return id;
}

test.each([
  ["threat-models.refuseSignOff", "threat-models", "threat-model-sign-off"],
  ["findings.refuseWaiver", "findings", "finding-waiver"],
])("%s", async (name, concept, kind) => {
  await leavesEntry(name, signer, { id: await waiting(concept, kind), reason: "Not yet." });
});

test.each([
  ["threat-models.withdrawSignOff", "threat-models", "threat-model-sign-off"],
  ["findings.withdrawWaiver", "findings", "finding-waiver"],
])("%s", async (name, concept, kind) => {
  await leavesEntry(name, asker, { id: await waiting(concept, kind) });
});

test("threat-models.saveFlow", async () => {
  const id = await made("threat-models");
  await leavesEntry("threat-models.saveFlow", asker, {
    ...{ id, version: 1, name: "Asks itself", from: "model", to: "model" },
  });
});

test("people.inviteAgain", async () => {
  const id = await made("people");
  await sql(`update people set status = 'invited' where id = $1`, [id]);
  await leavesEntry("people.inviteAgain", signer, { id });
});
