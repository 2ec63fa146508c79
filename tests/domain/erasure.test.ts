import { beforeAll, expect, test } from "vitest";
import { getEntry } from "@/lib/domain/audit/queries";
import { auditRegister } from "@/lib/domain/audit/trail";
import { addComment } from "@/lib/domain/comments/commands/write-comment";
import { createSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import { systemHistory } from "@/lib/domain/inventory/systems/queries";
import { checkSealed, resealSecrets } from "@/lib/domain/organization/factors/reseal";
import { acceptInvitation } from "@/lib/domain/organization/links/commands";
import { disablePerson, enablePerson, updatePerson } from "@/lib/domain/organization/people/commands";
import { erasePerson, getHoldings } from "@/lib/domain/organization/people/erase";
import { invitePerson } from "@/lib/domain/organization/people/invite";
import { getPerson } from "@/lib/domain/organization/people/queries";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { createTask } from "@/lib/domain/tasks/commands/create-task";
import type { Actor } from "@/lib/platform/access/actor";
import { verifyAudit } from "@/lib/platform/audit/verify";
import { sessionActor } from "@/lib/platform/auth/authenticate";
import { Conflict, Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { specimen } from "@/tests/access/specimens";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, signedInAgain, theSystem, type World } from "@/tests/support/world";

const name = "Ottilie Quirinus-Öz";
const email = "ottilie.quirinus@halderra.example";
const jobTitle = "Keeper of the zeppelins";
const words = [name, "Ottilie", email, jobTitle];

let world: World;
let administrator: Actor;
let ottilie: Actor;
let id: string;
let systemId: string;
let oldEntry: string;

/** Returns every table with a row that says one of the words, and which; the whole database is looked through. */
async function tablesThatSay(): Promise<string[]> {
  return asOwner(async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and c.relpersistence = 'p' and n.nspname not in ('pg_catalog', 'information_schema', 'written') order by 1`,
    );
    const said: string[] = [];
    for (const { name: table } of tables) {
      const { rows } = await client.query<{ word: string; key: string }>(
        `select distinct word, coalesce(to_jsonb(r) ->> 'seq', '') as key from ${table} r, unnest($1::text[]) word
         where strpos(lower(r::text), lower(word)) > 0 order by 1, 2`,
        [words],
      );
      said.push(...rows.map(({ word, key }) => `${table} ${key}: ${word}`));
    }
    return said;
  });
}

beforeAll(async () => {
  world = await createWorld();
  administrator = await personWith("administrator", world.root);
  const { link, ...invited } = await invitePerson.execute(administrator, {
    ...{ name, email, jobTitle, unitId: world.claims },
    grants: [{ role: "lead", unitId: world.claims, endsOn: null }],
  });
  id = invited.id;
  const key = new URL(link).searchParams.get("key") ?? "";
  await acceptInvitation.execute(theSystem(), { key, password: "a quiet lake at noon" });
  ottilie = await signedInAgain({ personId: id });
  systemId = (
    await createSystem.execute(ottilie, { name: "Claims reader", unitId: world.claims, ownerId: id })
  ).id;
  const subject = { subjectType: "systems", subjectId: systemId };
  const lead = await personWith("lead", world.claims);
  await addComment.execute(lead, { ...subject, text: `Please look, @${name}.`, mentionIds: [id] });
  await addComment.execute(ottilie, { ...subject, text: "I did.", mentionIds: [] });
  await createRisk.execute(ottilie, {
    title: "Bias",
    category: "fairness",
    unitId: world.claims,
    ownerId: id,
  });
  await createTask.execute(lead, { ...subject, title: "Look again", assigneeId: id });
  await asOwner(async (client) => {
    await client.query(
      `insert into job_runs (id, kind, input, message, "unitId", "createdById")
       values (gen_random_uuid(), 'imports.check', jsonb_build_object('owner', $2::text), $3, $1, $4)`,
      [world.claims, email, `Owner: ${name}`, administrator.personId],
    );
    await client.query(
      `with one as (insert into imports (id, concept, "fileId", "fileName", "unitId", mapping, "createdById")
         values (gen_random_uuid(), 'risks', gen_random_uuid(), 'risks.csv', $1, '{}', $3) returning id)
       insert into import_rows ("importId", line, "unitId", outcome, label, cells, details)
       select id, 1, $1, 'create', 'Bias', jsonb_build_object('owner', $2::text), jsonb_build_object('ownerName', $4::text) from one`,
      [world.claims, email, administrator.personId, name],
    );
    const { rows } = await client.query(`select append_audit($1::jsonb) as seq`, [
      JSON.stringify([
        {
          ...{ action: "people.update", actorKind: "person", actorId: id, actorName: name, tokenId: null },
          ...{ requestId: "before", subjectType: "people", subjectId: id, unitId: world.claims },
          text: JSON.stringify({ after: { email, name }, before: { email, name: "Ottilie" } }),
        },
      ]),
    ]);
    oldEntry = String(rows[0].seq);
  });
});

test("the chain names nobody: entries hold a pseudonym, and what names a person is encrypted; who may read them reads the names", async () => {
  const chained = (await tablesThatSay()).filter((line) => line.startsWith("public.audit_entries"));
  expect(chained.filter((line) => !line.startsWith(`public.audit_entries ${oldEntry}:`))).toEqual([]);
  const { history } = await getPerson.execute(administrator, { id });
  expect(history.at(-1)).toMatchObject({ who: administrator.name, action: "invited" });
  const [made] = (await systemHistory.execute(administrator, { id: systemId })).entries.slice(-1);
  expect(made?.who).toBe(name);
  const { rows } = await auditRegister.list.execute(administrator, { who: "quirinus" });
  expect(new Set(rows.map(({ who }) => who))).toEqual(new Set([name]));
});

test("the key of a person is sealed anew with the others, and what it opens stays readable", async () => {
  const before = await checkSealed.execute(theSystem(), {});
  expect(before.sealed).toBeGreaterThan(0);
  expect(await resealSecrets.execute(theSystem(), {})).toMatchObject({ resealed: 0, kept: before.sealed });
});

test("is refused while the account may be used, while they answer for anything, and for whoever asks about themselves", async () => {
  const { version } = await getPerson.execute(administrator, { id });
  await expect(erasePerson.execute(administrator, { id, version })).rejects.toBeInstanceOf(Conflict);
  const { personId } = administrator;
  await expect(erasePerson.execute(administrator, { id: personId ?? "", version: 1 })).rejects.toBeInstanceOf(
    Forbidden,
  );
  const disabled = await disablePerson.execute(administrator, { id, version });
  await expect(erasePerson.execute(administrator, { id, version: disabled.version })).rejects.toBeInstanceOf(
    Invalid,
  );
  const { holdings, count } = await getHoldings.execute(administrator, { id });
  expect([count, ...holdings.map((held) => `${held.kind} ${held.heldAs}: ${held.name}`)]).toEqual([
    3,
    "risks Owner: Bias",
    "systems Owner: Claims reader",
    "tasks Assignee: Look again",
  ]);
  expect((await getPerson.execute(administrator, { id })).name).toBe(name);
});

test("every column that says who answers for a record is asked before somebody is erased", async () => {
  const missing = await asOwner(async (client) => {
    const { rows } = await client.query<{ column: string }>(
      `select c.conrelid::regclass || '.' || a.attname as column
       from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
       where c.contype = 'f' and c.confrelid = 'people'::regclass and c.confdeltype in ('n', 'r')
         and (a.attname <> 'vettedById')
         and strpos(pg_get_functiondef('person_holdings(uuid)'::regprocedure), format('"%s"', a.attname)) = 0`,
    );
    const { rows: tables } = await client.query<{ name: string }>(
      `select distinct c.conrelid::regclass::text as name from pg_constraint c
       join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
       where c.contype = 'f' and c.confrelid = 'people'::regclass and c.confdeltype in ('n', 'r') and a.attname <> 'vettedById'
         and pg_get_functiondef('person_holdings(uuid)'::regprocedure) !~ ('(from|join) ' || c.conrelid::regclass::text || ' ')`,
    );
    return [...rows.map(({ column }) => column), ...tables.map((table) => table.name)];
  });
  expect(missing).toEqual([]);
});

test("a person who is erased is named nowhere in the database but in entries older than the encryption, and the chain is whole", async () => {
  await asOwner((client) =>
    client.query(
      `with s as (update systems set "ownerId" = null where "ownerId" = '${id}'), r as (update risks set "ownerId" = null where "ownerId" = '${id}')
       update tasks set "doneAt" = now() where "assigneeId" = '${id}'`,
    ),
  );
  const { version } = await getPerson.execute(administrator, { id });
  const session = ottilie.sessionId ?? "";
  await specimen("identities", { unitId: world.claims, personId: id });
  const identities = async () =>
    (await asOwner((client) => client.query(`select 1 from identities where "personId" = $1`, [id])))
      .rowCount;
  expect(await identities()).toBe(1);
  const before = await verifyAudit();
  const erased = await erasePerson.execute(administrator, { id, version });
  const pseudonym = `Erased person ${id.slice(-4)}`;
  expect(erased.pseudonym).toBe(pseudonym);
  const after = await verifyAudit();
  expect([before.problem, after.problem, after.entries]).toEqual([null, null, before.entries + 1]);
  const said = await tablesThatSay();
  expect(said.filter((line) => !line.startsWith(`public.audit_entries ${oldEntry}:`))).toEqual([]);
  expect(said.length).toBeGreaterThan(0);
  expect(await sessionActor(session, "x")).toBeNull();
  expect(await identities()).toBe(0);

  const person = await getPerson.execute(administrator, { id });
  expect(person).toMatchObject({ name: pseudonym, jobTitle: null, status: "disabled", grants: [] });
  expect(JSON.stringify(person)).not.toMatch(/Ottilie|quirinus/i);
  const old = await getEntry.execute(administrator, { id: oldEntry });
  expect(old).toMatchObject({ actorName: pseudonym, change: { after: { name: "(erased)" } } });
  expect(JSON.stringify(old)).not.toMatch(/Ottilie|quirinus/i);
  const [made] = (await systemHistory.execute(administrator, { id: systemId })).entries.slice(-1);
  expect(made?.who).toBe(pseudonym);
  const found = await auditRegister.list.execute(administrator, { q: "ottilie" });
  expect(found.rows).toEqual([]);
});

test("the account of somebody erased is never used again", async () => {
  const { version, can } = await getPerson.execute(administrator, { id });
  expect(can).toMatchObject({ edit: false, enable: false, erase: false, giveRole: false });
  await expect(enablePerson.execute(administrator, { id, version })).rejects.toBeInstanceOf(Conflict);
  await expect(updatePerson.execute(administrator, { id, version, name: "Somebody" })).rejects.toBeInstanceOf(
    Conflict,
  );
  await expect(erasePerson.execute(administrator, { id, version })).rejects.toBeInstanceOf(Conflict);
  const system = await createSystem.execute(administrator, { name: "Another", unitId: world.claims });
  await expect(
    updateSystem.execute(administrator, { id: system.id, version: 1, ownerId: id }),
  ).rejects.toBeInstanceOf(Invalid);
});
