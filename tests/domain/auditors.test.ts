import { buffer } from "node:stream/consumers";
import { beforeAll, describe, expect, test } from "vitest";
import { auditRegister } from "@/lib/domain/audit/trail";
import { createEngagement, endEngagement } from "@/lib/domain/audit-packs/engagements/commands";
import { engagementRegister, getEngagement } from "@/lib/domain/audit-packs/engagements/queries";
import { evidenceRegister } from "@/lib/domain/evidence/queries/register";
import { getFileContent } from "@/lib/domain/organization/files/queries";
import { endRole } from "@/lib/domain/organization/grants/commands";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { getRisk, riskHistory } from "@/lib/domain/risks/queries/risk";
import { searchRecords } from "@/lib/domain/search/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { registerExport } from "@/lib/platform/register/export";
import { routesOf } from "@/lib/platform/registry/module";
import { addDays } from "@/lib/platform/time/day";
import { modules } from "@/lib/registry";
import { conceptOf } from "@/tests/access/addressed";
import { contents } from "@/tests/access/company";
import { sampleInput } from "@/tests/access/sample-input";
import { specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { inDays } from "@/tests/support/days";
import { evidenceWith } from "@/tests/support/evidence";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, refreshed, signedInAgain, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
const today = inDays(0);
const idOf = ({ personId }: Pick<Actor, "personId">) => personId ?? "";
const sql = (text: string, values: unknown[] = []) =>
  asOwner(async (client) => (await client.query(text, values)).rows);

beforeAll(async () => {
  storeSpecimenFile();
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
});

/** Returns somebody who has an account and no role. */
async function outsider(): Promise<Actor> {
  const person = await personWith("reader", world.clinics);
  await sql(`delete from grants where "personId" = $1`, [person.personId]);
  return refreshed(person);
}

const asked = (person: Actor, days: Partial<{ startsOn: string; endsOn: string; unitId: string }> = {}) => ({
  ...{ personId: idOf(person), unitId: world.insurance, purpose: "Surveillance audit" },
  ...{ startsOn: today, endsOn: addDays(today, 30), ...days },
});

/** Returns somebody from outside who is engaged at the unit now, and the id of the engagement. */
async function engaged(unitId = world.insurance) {
  const person = await outsider();
  const { id } = await createEngagement.execute(await signedInAgain(lead), asked(person, { unitId }));
  return { auditor: await refreshed(person), id };
}

describe("an engagement", () => {
  test("gives the auditor's role from its first day to the end of its last, and nothing before or after", async () => {
    const person = await outsider();
    const days = { startsOn: addDays(today, 1), endsOn: addDays(today, 2) };
    const { id } = await createEngagement.execute(lead, asked(person, days));
    const stateNow = async () => (await getEngagement.execute(lead, { id })).state;
    expect([(await refreshed(person)).grants, await stateNow()]).toEqual([[], "planned"]);
    await expect(riskRegister.list.execute(await refreshed(person), {})).rejects.toBeInstanceOf(Forbidden);
    for (const table of ["grants", "audit_engagements"])
      await sql(`update ${table} set "startsAt" = now() - interval '1 second' where "personId" = $1`, [
        person.personId,
      ]);
    const { grants } = await refreshed(person);
    expect(grants).toMatchObject([{ role: "auditor", unitId: world.insurance, engagementId: id }]);
    expect(await stateNow()).toBe("open");
    await riskRegister.list.execute(await refreshed(person), {});
    await sql(`update grants set "endsAt" = now() - interval '1 second' where "personId" = $1`, [
      person.personId,
    ]);
    expect([(await refreshed(person)).grants, await stateNow()]).toEqual([[], "ended"]);
    await expect(riskRegister.list.execute(await refreshed(person), {})).rejects.toBeInstanceOf(Forbidden);
  });

  test("lasts 366 days at most, begins today or later, and there is one of a person at a unit", async () => {
    const person = await outsider();
    const wrong = [
      { startsOn: addDays(today, -1) },
      { startsOn: addDays(today, 5), endsOn: addDays(today, 4) },
      { endsOn: addDays(today, 366) },
      { unitId: world.clinics },
    ];
    for (const days of wrong)
      await expect(createEngagement.execute(lead, asked(person, days))).rejects.toBeInstanceOf(Invalid);
    expect((await refreshed(person)).grants).toEqual([]);
    await createEngagement.execute(lead, asked(person, { endsOn: addDays(today, 365) }));
    await expect(createEngagement.execute(lead, asked(person))).rejects.toBeInstanceOf(Conflict);
    await createEngagement.execute(lead, asked(person, { unitId: world.claims }));
  });

  test("is made by administrators, leads and compliance for others, never by a role that has less than it gives", async () => {
    for (const role of ["administrator", "lead", "compliance"] as const)
      await createEngagement.execute(await personWith(role, world.insurance), asked(await outsider()));
    const person = await outsider();
    for (const role of ["reader", "executive", "auditor", "risk-owner"] as const)
      await expect(
        createEngagement.execute(await personWith(role, world.insurance), asked(person)),
      ).rejects.toBeInstanceOf(Forbidden);
    await expect(createEngagement.execute(lead, asked(lead))).rejects.toBeInstanceOf(Forbidden);
    const small = await outsider();
    const roleId = await specimen("roles", { unitId: world.root, personId: idOf(lead) });
    await sql(`update custom_roles set permissions = '{audit-packs:engage,risks:read}' where id = $1`, [
      roleId,
    ]);
    await sql(`insert into grants (id, "personId", role, "unitId") values (gen_random_uuid(), $1, $2, $3)`, [
      small.personId,
      roleId,
      world.insurance,
    ]);
    await expect(createEngagement.execute(await refreshed(small), asked(person))).rejects.toBeInstanceOf(
      Forbidden,
    );
  });

  test("ends at once with its role, whichever is ended, and each end is in the audit trail", async () => {
    const first = await engaged();
    await endEngagement.execute(lead, { id: first.id });
    expect((await refreshed(first.auditor)).grants).toEqual([]);
    const actions = await sql(`select action from audit_entries order by seq desc limit 2`);
    expect(actions.map(({ action }) => action).sort()).toEqual(["audit-engagements.end", "grants.endRole"]);
    await expect(endEngagement.execute(lead, { id: first.id })).rejects.toBeInstanceOf(Conflict);

    const second = await engaged();
    const [grant] = await sql(`select id from grants where "personId" = $1`, [second.auditor.personId]);
    await endRole.execute(await personWith("administrator", world.root), { id: grant?.id });
    expect((await getEngagement.execute(lead, { id: second.id })).state).toBe("ended");
    // Engaged again, the same role holds once more, and the engagement from before stays ended.
    await createEngagement.execute(lead, asked(second.auditor));
    await sql(`delete from grants where "personId" = $1`, [second.auditor.personId]);
    const { rows } = await engagementRegister.list.execute(lead, { person: idOf(second.auditor) });
    expect(rows.map(({ state }) => state)).toEqual(["ended", "ended"]);
    const open = await engagementRegister.list.execute(lead, { state: "open", limit: 200 });
    expect(open.rows.every(({ state, opens }) => state === "open" && opens === "records")).toBe(true);
    expect(open.rows.map(({ id }) => id)).not.toContain(second.id);
    await expect(engagementRegister.list.execute(lead, { state: "opne" })).rejects.toThrow("Use: planned");
  });
});

describe("an auditor of one unit", () => {
  test("finds nothing of another by list, count, search, export, file, history or audit trail", async () => {
    const ofClinics = await personWith("lead", world.clinics);
    const risk = (unitId: string) => ({ title: `Zeppelin ${unitId}`, category: "security" as const, unitId });
    const own = await createRisk.execute(lead, risk(world.claims));
    const foreign = await createRisk.execute(ofClinics, risk(world.clinics));
    await evidenceWith(ofClinics, world.clinics, { title: "Zeppelin report" });
    const [file] = await sql(`select id from files where "unitId" = $1 limit 1`, [world.clinics]);
    const { auditor } = await engaged();
    expect((await riskRegister.list.execute(auditor, {})).rows.map(({ id }) => id)).toEqual([own.id]);
    expect(await riskRegister.count.execute(auditor, {})).toMatchObject({ count: 1, all: 1 });
    expect((await evidenceRegister.list.execute(auditor, {})).rows).toEqual([]);
    const hits = JSON.stringify(await searchRecords.execute(auditor, { q: "Zeppelin" }));
    expect([hits.includes(own.id), hits.includes(foreign.id)]).toEqual([true, false]);
    const { bytes } = await registerExport(riskRegister).execute(auditor, { format: "csv" });
    const csv = (await buffer(bytes as never)).toString();
    expect([csv.includes(world.claims), csv.includes(world.clinics)]).toEqual([true, false]);
    await getRisk.execute(auditor, { id: own.id });
    for (const read of [getRisk, riskHistory])
      await expect(read.execute(auditor, { id: foreign.id })).rejects.toBeInstanceOf(NotFound);
    await expect(getFileContent.execute(auditor, { id: file?.id })).rejects.toBeInstanceOf(NotFound);
    const trail = await auditRegister.list.execute(auditor, { limit: 200 });
    expect(trail.rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(trail.rows)).not.toContain(foreign.id);
  });

  test("changes nothing: every command is refused but those for one's own account and those that read", async () => {
    const { auditor } = await engaged();
    const keeper = { unitId: world.insurance, personId: idOf(lead) };
    const commands = modules
      .flatMap(routesOf)
      .filter(({ operation: { kind, permission }, open }) => !open && kind === "command" && !permission.own)
      .filter(({ operation: { permission } }) => permission.roles.length > 0);
    const given = commands.filter(({ operation }) => operation.permission.roles.includes("auditor"));
    for (const { operation } of commands.filter((command) => !given.includes(command)))
      await expect(operation.receive(auditor, {}), operation.name).rejects.toBeInstanceOf(Forbidden);
    const calls = [];
    for (const { operation } of given) {
      const concept = conceptOf(operation);
      const input = await sampleInput(operation.input, concept, (other) => specimen(other, keeper));
      calls.push(() => operation.receive(auditor, input).catch(() => undefined));
    }
    expect(given.length).toBeLessThan(commands.length / 2);
    const before = await contents();
    for (const call of calls) await call();
    const after = await contents();
    // What they took out of the house, a token and views of their own, and long work that they started.
    const own = ["audit_entries", "api_tokens", "saved_views", "job_runs"];
    expect(
      Object.keys(after).filter((table) => after[table] !== before[table] && !own.includes(table)),
    ).toEqual([]);
  });
});
