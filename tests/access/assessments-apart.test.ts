import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { obstacleTo } from "@/lib/domain/assessments/acts/rules";
import { templateOf } from "@/lib/domain/assessments/templates/template-of";
import { decisionsOn } from "@/lib/domain/decisions/queries";
import { tasksRead } from "@/lib/domain/tasks/access";
import type { Actor } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";
import { answered } from "@/tests/access/addressed";
import { holding } from "@/tests/access/company";
import { specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, rootUnit, type World } from "@/tests/support/world";

// Assessments, and what follows a changed control, for somebody who holds one right in one unit and others in a second.

let world: World;
let lead: Actor;
let other: Actor;

beforeAll(async () => {
  storeSpecimenFile();
  world = await createWorld();
  lead = await personWith("lead", rootUnit);
  other = await personWith("reader", rootUnit);
});

const of = (concept: string, unitId = world.clinics) =>
  specimen(concept, { unitId, personId: lead.personId ?? "" });
const sql = (text: string, values: unknown[] = []) =>
  asOwner(async (client) => (await client.query<Record<string, string>>(text, values)).rows);

describe("an assessment", () => {
  test("is not read, and nobody asked to answer it is let go, without the right to read it", async () => {
    const blind = holding(other, [world.clinics, "assessments:assign"]);
    const assignment = await of("assessment-assignments");
    expect(await answered("assessment-assignments.end", blind, { id: assignment })).toBeInstanceOf(NotFound);
    const respondent = await of("assessment-respondents");
    expect(await answered("assessment-respondents.revoke", blind, { id: respondent })).toBeInstanceOf(
      NotFound,
    );
  });

  test("names the one that it was carried from where one may read that", async () => {
    const [id, from] = [await of("assessments", world.claims), await of("assessments")];
    await sql(`update assessments set "carriedFromId" = $2 where id = $1`, [id, from]);
    const carried = async (...elsewhere: string[]) => {
      const actor = holding(other, [world.claims, "assessments:read"], [world.clinics, ...elsewhere]);
      return (await answered<{ carriedFrom: object | null }>("assessments.get", actor, { id })).carriedFrom;
    };
    expect(await carried("systems:read")).toBeNull();
    expect(await carried("assessments:read")).toMatchObject({ id: from });
  });

  test("that a role of the programme is asked for is answered by its holder, and by nobody else", async () => {
    const assignment = await of("assessment-assignments");
    await of("programmeRoles");
    const [{ id = "" } = {}] = await sql(
      `update assessment_assignments set "personId" = null, "roleKey" = 'approver' where id = $1 returning "assessmentId" as id`,
      [assignment],
    );
    await sql(`update assessments set "ownerId" = null where id = $1`, [id]);
    const may = async (person: Actor) => {
      const actor = holding(person, [world.clinics, "assessments:read", "assessments:answer"]);
      return (await answered<{ can: { answer: boolean } }>("assessments.get", actor, { id })).can.answer;
    };
    expect([await may(lead), await may(other)]).toEqual([true, false]);
  });

  test("is not answered once it is closed, and not reopened while it is open", () => {
    expect(obstacleTo("answer", "approved")).toContain("not open to answers");
    expect(obstacleTo("reopen", "assigned")).toContain("open already");
  });
});

describe("a control that is changed by somebody who may not change what is linked to it elsewhere", () => {
  test("leaves the threats and the risks of the other unit as they are", async () => {
    const [threatLink, controlId] = [await of("threat-controls"), await of("controls", world.claims)];
    const riskId = await of("risks");
    await sql(`update threat_controls set "controlId" = $2 where id = $1`, [threatLink, controlId]);
    await sql(
      `update threats set state = 'verified' where id = (select "threatId" from threat_controls where id = $1)`,
      [threatLink],
    );
    await sql(
      `insert into control_risks (id, "controlId", "riskId", "unitId", "createdById") values (gen_random_uuid(), $1, $2, $3, $4)`,
      [controlId, riskId, world.clinics, lead.personId],
    );
    await sql(
      `update risks set "inherentLikelihood" = 4, "inherentImpact" = 4, "followsControls" = true where id = $1`,
      [riskId],
    );
    const [{ version = "" } = {}] = await sql(
      `update controls set status = 'operating', "lowersLikelihood" = 2 where id = $1 returning version`,
      [controlId],
    );
    const actor = holding(
      other,
      [world.claims, "controls:read", "controls:edit"],
      [world.clinics, "threat-models:read", "risks:read", "controls:read"],
    );
    const changed = await answered("controls.update", actor, {
      id: controlId,
      version: Number(version),
      status: "planned",
    });
    expect(changed).toMatchObject({ id: controlId });
    const [threat] = await sql(
      `select state from threats where id = (select "threatId" from threat_controls where id = $1)`,
      [threatLink],
    );
    const [risk] = await sql(`select "currentScore"::text as score from risks where id = $1`, [riskId]);
    expect([threat?.["state"], risk?.["score"]]).toEqual(["verified", "0"]);
  });
});

test("what was said of a requirement that is gone is told where one may read controls", async () => {
  await sql(
    `insert into requirement_findings (id, framework, ref, "unitId", verdict, reason, "controlIds", "createdById")
     values (gen_random_uuid(), 'iso-42001', 'Z.1', $1, 'fulfilled', 'It was.', '{}', $2)`,
    [world.clinics, lead.personId],
  );
  await sql(
    `insert into statement_deviations (id, framework, ref, "unitId", reason, "createdById")
     values (gen_random_uuid(), 'iso-42001', 'Z.1', $1, 'We have none.', $2)`,
    [world.clinics, lead.personId],
  );
  const own = await of("own-controls");
  await sql(`update own_controls set requirements = 'iso-42001 Z.1 subset medium' where id = $1`, [own]);
  const told = async (...elsewhere: string[]) => {
    const actor = holding(other, [world.claims, "controls:read"], [world.clinics, ...elsewhere]);
    const { rows } = await answered<{ rows: { what: string }[] }>("coverage.lostWords", actor, {
      framework: "iso-42001",
    });
    return rows.map(({ what }) => what).sort();
  };
  expect(await told("systems:read")).toEqual([]);
  expect(await told("controls:read")).toEqual(["exclusion", "finding", "mapping"]);
});

test("a report lists the decisions on a record where one may read decisions", async () => {
  const id = await of("decisions");
  const [{ subjectId = "" } = {}] = await sql(`select "subjectId" from decisions where id = $1`, [id]);
  const listed = query({
    ...{ name: "test.decisions", summary: "Decisions", permission: tasksRead, input: z.strictObject({}) },
    run: async (context) => (await decisionsOn(context, [subjectId])).length,
  });
  const reader = (...elsewhere: string[]) =>
    holding(other, [world.claims, "tasks:read", "decisions:read"], [world.clinics, ...elsewhere]);
  expect(await listed.execute(reader("risks:read"), {})).toBe(0);
  expect(await listed.execute(reader("decisions:read"), {})).toBe(1);
});

test("a questionnaire of one's organisation is answered where one may read it", async () => {
  const id = await of("own-questionnaires");
  const [{ key = "" } = {}] = await sql(
    `update own_questionnaires set published = 1 where id = $1 returning key`,
    [id],
  );
  await sql(
    `insert into questionnaire_versions (id, "questionnaireId", "unitId", number, content, sha256, "createdById")
     select gen_random_uuid(), $1, $2, 1, content, '', $3 from questionnaire_drafts where "questionnaireId" = $1`,
    [id, world.clinics, lead.personId],
  );
  const found = query({
    ...{ name: "test.template", summary: "Questionnaire", permission: tasksRead, input: z.strictObject({}) },
    run: async (context) => (await templateOf(context, { key })) !== null,
  });
  const reader = (...elsewhere: string[]) =>
    holding(other, [world.claims, "tasks:read", "questionnaires:read"], [world.clinics, ...elsewhere]);
  expect(await found.execute(reader("risks:read"), {})).toBe(false);
  expect(await found.execute(reader("questionnaires:read"), {})).toBe(true);
});
