import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { readLibrary } from "@/lib/domain/controls/library/read-library";
import type { BenchDatabase } from "@/tests/bench/product/bench-database";
import { filesFolder } from "@/tests/bench/product/server";

const controlsEach = 120;
const fileBytes = 50_000;

/** How much a pack of the whole company holds. */
export interface PackSize {
  systems: number;
  controls: number;
  evidence: number;
}

/** Fills in what a pack is about beside the risks: a system for 25 risks, 120 controls for each, a file of evidence for 5 risks. */
export async function fillPack(database: BenchDatabase): Promise<PackSize> {
  const [have] = await database.ask<{ count: number }>("select count(*)::int as count from systems");
  const systems = Math.max(have?.count ?? 0, Math.round(database.size / 25));
  const { personId } = database.company.lead;
  await database.ask(systemsSql, [systems - (have?.count ?? 0), personId]);
  const library = readLibrary().controls.slice(0, controlsEach);
  await database.ask(controlsSql, [
    library.map(({ key }) => key),
    library.map(({ title }) => title),
    library.map(({ kind }) => kind),
    personId,
  ]);
  const evidence = Math.round(database.size / 5);
  await fillEvidence(database, evidence);
  for (const concept of ["systems", "risks", "controls", "evidence"]) await writeTrail(database, concept);
  await database.ask("vacuum analyze");
  return { systems, controls: systems * library.length, evidence };
}

const systemsSql = `
  insert into systems (id, name, purpose, "unitId", "ownerId", stage, criticality, "createdById", "updatedAt")
  select gen_random_uuid(), 'Assistant of the department ' || i, 'Helps with work that was done by hand before.',
    u.ids[1 + i % array_length(u.ids, 1)], $2::uuid, 'production', 'high', $2::uuid, now()
  from generate_series(1, $1::int) i, (select array_agg(id order by path) as ids from units where "parentId" is not null) u`;

// Four of five are in place, and three of four of these are shown by a test.
const controlsSql = `
  insert into controls (id, title, kind, "libraryKey", "unitId", "systemId", "ownerId", status, implementation,
    "lastOutcome", "lastTestedOn", "nextTestOn", "createdById", "updatedAt")
  select gen_random_uuid(), one.title, one.kind, one.key, s."unitId", s.id, s."ownerId",
    (array['planned','operating','operating','implemented','operating'])[1 + (s.number + one.at) % 5],
    'The team carries it out with each release, and the platform stops what has not passed it.',
    (array['passed','passed','failed',null])[1 + (s.number + one.at) % 4],
    case when (s.number + one.at) % 4 < 3 then current_date - 30 end, current_date + 150, $4::uuid, now()
  from systems s, unnest($1::text[], $2::text[], $3::text[]) with ordinality as one(key, title, kind, at)`;

async function fillEvidence(database: BenchDatabase, count: number): Promise<void> {
  const digests: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const bytes = Buffer.alloc(
      fileBytes,
      `Minutes ${at}: what was looked at, what was found, and what follows. `,
    );
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const folder = path.join(filesFolder, sha256.slice(0, 2));
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, sha256), bytes);
    digests.push(sha256);
  }
  await database.ask(evidenceSql, [digests, fileBytes, database.company.lead.personId]);
}

const evidenceSql = `
  with risk as (select id, "unitId", row_number() over (order by number) as at from risks),
  made as (
    insert into evidence (id, title, kind, "unitId", "ownerId", "validUntil", "createdById", "updatedAt")
    select gen_random_uuid(), 'Minutes ' || digest.at, 'report', risk."unitId", $3::uuid, current_date + 200, $3::uuid, now()
    from unnest($1::text[]) with ordinality as digest(sha256, at) join risk using (at)
    returning id, "unitId", number),
  placed as (select *, row_number() over (order by number) as at from made),
  kept as (
    insert into evidence_versions (id, "evidenceId", number, "fileId", sha256, size, "fileName", "mediaType", "unitId", "createdById")
    select gen_random_uuid(), placed.id, 1, gen_random_uuid(), digest.sha256, $2::int, 'minutes-' || placed.at || '.txt', 'text/plain',
      placed."unitId", $3::uuid
    from placed join unnest($1::text[]) with ordinality as digest(sha256, at) using (at))
  insert into evidence_links (id, "evidenceId", "subjectType", "subjectId", "unitId", "createdById")
  select gen_random_uuid(), placed.id, 'risks', risk.id, risk."unitId", $3::uuid from placed join risk using (at)`;

// A pack reads the records of a day from the audit trail: an entry for each, as it would have been written when it was made.
async function writeTrail(database: BenchDatabase, concept: string): Promise<void> {
  const links = `(select json_agg(json_build_object('systemId', "systemId")) from risk_systems where "riskId" = kept.id) as systems`;
  await database.ask(
    `select append_audit(jsonb_agg(entry)) from (
       select (row_number() over (order by id)) / 1000 as batch, jsonb_build_object('action', $1::text || '.create',
         'actorKind', 'system', 'actorId', null, 'actorName', 'bench', 'tokenId', null, 'requestId', 'bench',
         'subjectType', $1::text, 'subjectId', id, 'unitId', "unitId",
         'text', '{"after":' || row_to_json(r) || ',"before":null}') as entry
       from (select kept.*${concept === "risks" ? `, ${links}` : ""} from ${concept} kept) r) made group by batch`,
    [concept],
  );
}
