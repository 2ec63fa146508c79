import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { getEntry } from "@/lib/domain/audit/queries";
import { auditRegister } from "@/lib/domain/audit/trail";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import type { Actor } from "@/lib/platform/access/actor";
import { modules } from "@/lib/registry";
import { addressed, conceptOf } from "@/tests/access/addressed";
import { withEveryRole } from "@/tests/access/company";
import { sampleInput } from "@/tests/access/sample-input";
import { hasSpecimen, specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, signedInAgain, type World } from "@/tests/support/world";

// The wall in the queries, tested alone: the application connects as the owner of the database, whom no policy binds.
// What a stranger still cannot reach is kept from them by the operations themselves.
process.env["DATABASE_APP_URL"] = process.env["DATABASE_URL"];

// Names of units and people are for everybody in the organisation to read.
const forAll = ["units", "people"];

let world: World;
let owner: Actor;
let stranger: Actor;
let compliance: Actor;

beforeAll(async () => {
  storeSpecimenFile();
  world = await createWorld();
  owner = await personWith("lead", world.insurance);
  stranger = await withEveryRole(world.clinics);
  compliance = await personWith("compliance", world.clinics);
});

const keeper = () => ({ unitId: world.insurance, personId: owner.personId ?? "" });

describe("without the policies of the database, somebody of a sibling unit", () => {
  const records = addressed.filter(
    ({ route, operation }) =>
      route.path.includes("/:id") &&
      hasSpecimen(conceptOf(operation)) &&
      !forAll.includes(conceptOf(operation)),
  );

  test.each(records)("is still refused at $name", async ({ operation }) => {
    const concept = conceptOf(operation);
    const own = { unitId: world.clinics, personId: stranger.personId ?? "" };
    const input = await sampleInput(operation.input, concept, (other) => specimen(other, own));
    const asked = operation.receive(await signedInAgain(stranger), {
      ...input,
      id: await specimen(concept, keeper()),
    });
    await expect(asked).rejects.toMatchObject({ status: expect.any(Number) });
    const absent = operation.receive(await signedInAgain(stranger), { ...input, id: randomUUID() });
    const [foreign, missing] = await Promise.allSettled([asked, absent]);
    expect(String(foreign.status === "rejected" && foreign.reason)).toBe(
      String(missing.status === "rejected" && missing.reason),
    );
  });

  test("still finds nothing foreign in the audit trail of /audit", async () => {
    const title = `Told to nobody ${randomUUID()}`;
    await createRisk.execute(await signedInAgain(owner), {
      title,
      category: "security",
      unitId: world.insurance,
    });
    const { rows } = await asOwner((client) =>
      client.query(`select seq::text from audit_entries where text like '%' || $1 || '%'`, [title]),
    );
    const { seq } = rows[0] as { seq: string };
    expect(await getEntry.execute(await signedInAgain(owner), { id: seq })).toMatchObject({ id: seq });
    const actor = await signedInAgain(stranger);
    await expect(getEntry.execute(actor, { id: seq })).rejects.toMatchObject({ status: 404 });
    const listed = await auditRegister.list.execute(actor, { limit: 200 });
    expect(listed.rows.map(({ id }) => id)).not.toContain(seq);
  });

  const registers = modules
    .flatMap((module) => module.registers ?? [])
    .filter(({ concept }) => hasSpecimen(concept) && !forAll.includes(concept));

  test.each(registers)(
    "still finds nothing foreign in the register of $concept, nor in its count",
    async (register) => {
      const id = await specimen(register.concept, keeper());
      // What an auditor asks is itself among what auditors read.
      const reader = register.concept === "auditor-reads" ? compliance : stranger;
      const actor = await signedInAgain(reader);
      const { rows } = await register.list.execute(actor, { limit: 200 });
      expect(rows.map((row) => row.id)).not.toContain(id);
      const before = await register.count.execute(actor, {});
      await specimen(register.concept, keeper());
      expect(await register.count.execute(actor, {})).toEqual(before);
    },
  );
});
