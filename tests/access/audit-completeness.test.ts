import { beforeAll, describe, expect, test } from "vitest";
import { subjectTypes } from "@/lib/domain/audit/schema";
import type { Actor } from "@/lib/platform/access/actor";
import { Download } from "@/lib/platform/http/download";
import { addressed, conceptOf } from "@/tests/access/addressed";
import { silentChanges } from "@/tests/access/audited";
import { type ChangedRow, changedRows, recordRows, withoutTrail } from "@/tests/access/changed-rows";
import { withEveryRole } from "@/tests/access/company";
import { sampleInput } from "@/tests/access/sample-input";
import { specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, holderOf, signedInAgain, tokenOf, type World } from "@/tests/support/world";
import { unaudited } from "@/tests/support/written";

// Every command of the registry, run by somebody who may: each column that it changes stands in the audit trail, beside who
// did it, and nothing changes when the trail cannot be written. A new command is held to it from the moment it is registered.

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

const commands = addressed.filter(({ route, operation }) => operation.kind === "command" && !route.open);
type Operation = (typeof commands)[number]["operation"];

const changing = { byPerson: 0, byToken: 0 };
const audited = (rows: readonly ChangedRow[]) => rows.filter(({ table }) => !unaudited.has(table));

function inputOf(operation: Operation): Promise<Record<string, unknown>> {
  const keeper = { unitId: world.insurance, personId: person.personId ?? "" };
  return sampleInput(operation.input, conceptOf(operation), (other) => specimen(other, keeper));
}

// What is kept for one's own convenience alone, and what is asked of one browser for a moment; of all else the trail tells at
// least that it was done.
const ofOneself = [
  ...[
    "preferences",
    "notifications",
    "notice_choices",
    "watchers",
    "factor_challenges",
    "half_open_sign_ins",
  ],
  ...["idempotency_keys", "auditor_reads"],
];

/** Returns the rows that a command changed, after what its entries say was compared with them. */
async function told(
  operation: Operation,
  actor: Actor,
  input: Record<string, unknown>,
): Promise<ChangedRow[]> {
  await changedRows();
  const done = await operation.receive(actor, input).then(
    (result) => result ?? true,
    () => false,
  );
  const rows = await changedRows();
  if (!done) expect(audited(rows)).toEqual([]);
  // What is taken out of the house is told, too, though no record changes.
  const wantsEntry = done instanceof Download || rows.some(({ table }) => !ofOneself.includes(table));
  if (done && wantsEntry) expect(rows.map(({ table }) => table)).toContain("audit_entries");
  expect(silentChanges(rows)).toEqual([]);
  for (const { after } of rows.filter(({ table }) => table === "audit_entries"))
    expect(after).toMatchObject({
      ...{ actorKind: actor.kind, actorId: actor.personId, tokenId: actor.tokenId },
      requestId: actor.requestId,
    });
  return audited(rows);
}

describe("a command that changes a record", () => {
  test.each(commands)(
    "leaves an entry that tells every changed column and who did it, and is not done without: $name",
    async ({ operation }) => {
      const input = await inputOf(operation);
      const actor = await signedInAgain(person);
      await changedRows();
      await withoutTrail(() => operation.receive(actor, input).catch(() => null));
      expect((await changedRows()).filter(({ table }) => !ofOneself.includes(table))).toEqual([]);
      if ((await told(operation, actor, input)).length > 0) changing.byPerson += 1;
      if (operation.permission.peopleOnly || operation.stepUp) return;
      if ((await told(operation, token, await inputOf(operation))).length > 0) changing.byToken += 1;
    },
  );

  test("was seen often enough for this to prove something", () => {
    expect(changing.byPerson).toBeGreaterThan(commands.length / 3);
    expect(changing.byToken).toBeGreaterThan(commands.length / 4);
  });

  test("is of a kind by which the audit trail can be filtered", async () => {
    const { rows } = await asOwner((client) =>
      client.query(`select distinct "subjectType" as kind from audit_entries`),
    );
    const known = new Set<string>(subjectTypes.map(({ value }) => value));
    expect(rows.map(({ kind }) => kind).filter((kind) => !known.has(kind))).toEqual([]);
  });
});
