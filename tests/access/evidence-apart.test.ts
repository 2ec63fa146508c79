import { beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { engageAuditor } from "@/lib/domain/audit-packs/engagements/commands";
import { controlsRead } from "@/lib/domain/controls/access";
import { controlsHeld } from "@/lib/domain/controls/queries/controls-held";
import { getEvidence } from "@/lib/domain/evidence/queries/evidence";
import { listLinkedEvidence } from "@/lib/domain/evidence/queries/linked";
import type { Actor } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";
import "@/lib/registry";
import { holding } from "@/tests/access/company";
import { specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, rootUnit, type World } from "@/tests/support/world";

// What links, coverage and engagements tell and take of somebody who holds one right in one unit and others in a second, so that
// the database shows them the records of both.

let world: World;
let lead: Actor;

beforeAll(async () => {
  storeSpecimenFile();
  world = await createWorld();
  lead = await personWith("lead", rootUnit);
});

const there = (concept: string) =>
  specimen(concept, { unitId: world.clinics, personId: lead.personId ?? "" });

/** Returns somebody with these rights in the claims department, and those in the clinics. */
const apart = (here: string[], elsewhere: string[]) =>
  holding(lead, [world.claims, ...here], [world.clinics, ...elsewhere]);

test("evidence that is kept elsewhere is shown on a record, and the record with it, where one may read evidence", async () => {
  const link = await there("evidence-links");
  const [{ evidenceId, subjectId } = { evidenceId: "", subjectId: "" }] = await asOwner(async (client) => {
    const found = `select "evidenceId", "subjectId" from evidence_links where id = $1`;
    const { rows } = await client.query<{ evidenceId: string; subjectId: string }>(found, [link]);
    for (const { evidenceId: id } of rows) {
      await client.query(`update evidence set "unitId" = $2 where id = $1`, [id, world.claims]);
      await client.query(
        `insert into evidence_versions (id, "evidenceId", number, "fileId", sha256, size, "fileName", "mediaType", "unitId", "createdById")
         values (gen_random_uuid(), $1, 1, gen_random_uuid(), $4, 1, 'specimen.txt', 'text/plain', $2, $3)`,
        [id, world.claims, lead.personId, "0".repeat(64)],
      );
    }
    return rows;
  });
  const shown = async (actor: Actor) => [
    (await listLinkedEvidence.execute(actor, { subjectType: "risks", subjectId })).rows.length,
    (await getEvidence.execute(actor, { id: evidenceId })).bearsOn.length,
  ];
  expect(await shown(apart(["evidence:read"], ["risks:read", "evidence:read"]))).toEqual([1, 1]);
  expect(await shown(apart(["evidence:read"], ["risks:read"]))).toEqual([0, 0]);
});

test("coverage counts the controls of the units where one may read controls", async () => {
  const id = await there("controls");
  await asOwner((client) =>
    client.query(`update controls set "libraryKey" = 'data-vetting', "systemId" = null where id = $1`, [id]),
  );
  const held = query({
    ...{ name: "tests.controlsHeld", summary: "Controls that count", permission: controlsRead },
    input: z.strictObject({}),
    run: (context) => controlsHeld(context),
  });
  const counted = async (actor: Actor) => (await held.execute(actor, {})).map((control) => control.id);
  expect(await counted(apart(["risks:read"], ["controls:read"]))).toEqual([id]);
  expect(await counted(apart(["controls:read"], ["risks:read"]))).toEqual([]);
});

test("an auditor is let into the packs of the units where one may engage auditors", async () => {
  const id = await there("audit-packs");
  const auditor = await personWith("reader", world.clinics);
  const asked = { id, personId: auditor.personId ?? "", purpose: "Yearly audit", endsOn: "2027-01-31" };
  const engaging = ["audit-packs:read", "audit-packs:engage"];
  await expect(engageAuditor.execute(apart(engaging, ["audit-packs:read"]), asked)).rejects.toThrow(NotFound);
  await engageAuditor.execute(apart([], engaging), asked);
});
