import type { Actor } from "@/lib/platform/access/actor";
import { loadDemo } from "@/prisma/seed/demo";
import { demoId } from "@/prisma/seed/demo/calendar";
import { addressed, conceptOf } from "@/tests/access/addressed";
import { withEveryRole } from "@/tests/access/company";
import { hasSpecimen, specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { asOwner } from "@/tests/support/test-database";
import { signedInAgain } from "@/tests/support/world";

// The demo's company, of which the one half has exchanged most records with the other, so that nearly all that is linked
// is linked across the line between what somebody of one half may see and what not.

// The units at whose head somebody of the one half stands.
const here = ["insurance", "group-services"].map((key) => demoId("units", key));
const [oneSide, otherSide] = [demoId("units", "claims"), demoId("units", "virtual-care")];

// What is exchanged; all else is kept where the record is that it belongs to.
const exchanged = ["risks", "controls", "evidence", "parts"];
const kinds = ["models", "datasets", "vendors", "prompts", "tools", "agents", "guardrails"];

// Each with the record that it belongs to, those first that others belong to.
const belonging: readonly (readonly [table: string, field: string, owner: string])[] = [
  ...kinds.map((kind) => [kind, "id", "parts"] as const),
  ["part_links", "fromId", "parts"],
  ...["risk_scores", "risk_reviews", "risk_systems", "risk_quantifications", "control_risks"].map(
    (table) => [table, "riskId", "risks"] as const,
  ),
  ["control_tests", "controlId", "controls"],
  ["evidence_versions", "evidenceId", "evidence"],
];
const about = [
  ...["tasks", "comments", "decisions", "evidence_links", "evidence_requests", "inventory_reviews"],
  "audit_entries",
];

// Links of which the demo has few: each of a few on one side with each of a few on the other.
const links = `
  insert into threat_risks (id, "threatId", "riskId", "unitId", "createdById")
    select gen_random_uuid(), t.id, r.id, t."unitId", r."createdById" from some_threats t, some_risks r where t.is_here <> r.is_here;
  insert into threat_controls (id, "threatId", "controlId", "unitId", "createdById")
    select gen_random_uuid(), t.id, c.id, t."unitId", c."createdById" from some_threats t, some_controls c where t.is_here <> c.is_here;
  insert into control_risks (id, "controlId", "riskId", "unitId", "createdById")
    select gen_random_uuid(), c.id, r.id, r."unitId", r."createdById" from some_controls c, some_risks r where c.is_here <> r.is_here on conflict do nothing;
  insert into finding_risks (id, "findingId", "riskId", "unitId", "createdById")
    select gen_random_uuid(), f.id, r.id, f."unitId", r."createdById" from some_findings f, some_risks r where f.is_here <> r.is_here on conflict do nothing;
  insert into control_checks (id, "controlId", "systemId", "unitId", tool, "createdById")
    select gen_random_uuid(), c.id, f."systemId", c."unitId", f.tool, c."createdById" from some_controls c, some_findings f where c.is_here <> f.is_here on conflict do nothing;
  update planned_tests set "controlIds" = (select array_agg(id) from some_controls);
  update test_runs set "modelId" = (select id from models order by id limit 1);
  update findings set "modelId" = (select id from models order by id limit 1);
  insert into evidence_links (id, "evidenceId", "subjectType", "subjectId", "unitId", "createdById")
    select gen_random_uuid(), e.id, 'risks', r.id, r."unitId", r."createdById" from some_evidence e, some_risks r where e.is_here <> r.is_here on conflict do nothing;
`;

const halves = `(select id, path like any (array[${here.map((id) => `'%${id}%'`)}]) as is_here from units where "parentId" is not null) halves`;

/** Loads the demo and lets the two halves exchange records. */
export async function mixedCompany(): Promise<void> {
  storeSpecimenFile();
  await loadDemo();
  await asOwner(async (client) => {
    const run = (sql: string, values: unknown[] = []) => client.query(sql, values);
    await run("set session_replication_role = replica");
    for (const table of exchanged)
      await run(
        `update ${table} r set "unitId" = case when o.is_here then $2::uuid else $1::uuid end
         from (select t.id, is_here, row_number() over (partition by t."unitId" order by t.id) as n from ${table} t
           join ${halves} on halves.id = t."unitId" ${table === "controls" ? 'where t."systemId" is null' : ""}) o
         where o.id = r.id and o.n % 4 <> 0`,
        [oneSide, otherSide],
      );
    const follow = (table: string, owner: string, on: string) =>
      run(
        `update ${table} c set "unitId" = o."unitId" from ${owner} o where ${on} and o."unitId" <> c."unitId"`,
      );
    for (const [table, field, owner] of belonging) await follow(table, owner, `o.id = c."${field}"`);
    for (const table of about)
      for (const owner of [...exchanged.filter((one) => one !== "parts"), ...kinds])
        await follow(table, owner, `c."subjectType" = '${owner}' and o.id = c."subjectId"`);
    for (const table of ["threats", "risks", "controls", "findings", "evidence"])
      await run(
        `create temporary table some_${table} as select * from (select t.*, is_here, row_number() over (partition by t."unitId" order by t.id) as n
         from ${table} t join ${halves} on halves.id = t."unitId") o where n <= 3`,
      );
    await run(links);
    // As if it had been written down wrongly where each record lies: what a search finds is then up to what reads the records.
    await run(`update search.entries set "unitId" = $1`, [oneSide]);
  });
}

/**
 * Returns somebody with every role in the one half, but for the auditor's: what an auditor reads is noted, and so changes what is
 * read. Records of both halves are theirs to see to, one of each concept was made for it, and much waits for a signature.
 */
export async function readerOfOneHalf(): Promise<Actor> {
  const person = await withEveryRole(here[0] ?? "");
  await asOwner(async (client) => {
    await client.query(`delete from grants where "personId" = $1 and role = 'auditor'`, [person.personId]);
    await client.query(
      `insert into grants (id, "personId", role, "unitId") select gen_random_uuid(), "personId", role, $2 from grants where "personId" = $1`,
      [person.personId, here[1]],
    );
  });
  for (const unitId of [oneSide, otherSide])
    for (const concept of concepts) await specimen(concept, { unitId, personId: person.personId ?? "" });
  await asOwner(async (client) => {
    await client.query("set session_replication_role = replica");
    const { rows } = await client.query<{ name: string; field: string }>(
      `select c.relname as name, a.attname as field from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname in ('ownerId', 'assigneeId', 'askedId')`,
    );
    for (const { name, field } of rows)
      await client.query(`update ${name} set "${field}" = $1 where hashtext(id::text) % 3 = 0`, [
        person.personId,
      ]);
    await client.query(
      `update decisions set state = 'requested' where state = 'granted' and hashtext(id::text) % 2 = 0 and "unitId" in (select id from ${halves} where not is_here)`,
    );
  });
  return signedInAgain(person);
}

// What everybody may read, and what is kept in the top unit alone.
const forAll = ["units", "people"];
const ofTheWhole = ["own-controls", "own-threat-rules", "laws", "framework-versions", "crosswalk-sets"];
const concepts = [...new Set(addressed.map(({ operation }) => conceptOf(operation)))].filter(
  (concept) => hasSpecimen(concept) && ![...forAll, ...ofTheWhole].includes(concept),
);

/** Returns by concept the ids of a few records, of the one half and of all else by turns. */
export async function idsOf(few: number): Promise<ReadonlyMap<string, readonly string[]>> {
  return asOwner(async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and (select count(*) from pg_attribute where attrelid = c.oid and attname in ('id', 'unitId')) = 2`,
    );
    const ids = new Map<string, readonly string[]>([["units", here]]);
    for (const { name } of tables) {
      const { rows } = await client.query<{ id: string }>(
        `select t.id::text as id from ${name} t left join ${halves} on halves.id = t."unitId"
         order by row_number() over (partition by is_here is true order by t.id), is_here is not true limit $1`,
        [few],
      );
      ids.set(
        name.replaceAll("_", "-"),
        rows.map(({ id }) => id),
      );
    }
    return ids;
  });
}

/** Takes every policy away, or puts all of them back. */
export async function policies(verb: "disable" | "enable"): Promise<void> {
  await asOwner(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select oid::regclass::text as name from pg_class where relnamespace = 'public'::regnamespace and (relrowsecurity or relforcerowsecurity)",
    );
    await client.query(rows.map(({ name }) => `alter table ${name} ${verb} row level security`).join("; "));
  });
}
