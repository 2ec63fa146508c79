import type { BenchDatabase } from "@/tests/bench/product/bench-database";

const runs = 20;

/** Puts so many findings in place of those that are there: of all systems, spread over twenty runs, states and classes as a real register has them. */
export async function fillFindings(database: BenchDatabase, findings: number): Promise<void> {
  const { lead } = database.company;
  await database.ask("delete from findings");
  await database.ask(
    `insert into test_runs (id, "unitId", "systemId", tool, format, "formatVersion", "fileName", sha256, "contentDigest", complete,
       "failuresOnly", exercise, targets, facts, warnings, defended, vulnerable, errors, inconclusive, skipped, created, closed,
       "ranAt", "createdById")
     select gen_random_uuid(), s."unitId", s.id, 'garak', 'garak', 'report', 'bench.report.jsonl', '', 'bench ' || i, true, false,
       false, '{}', '[]', '[]', 900, 100, 0, 0, 0, 50, 0, now() - make_interval(days => i), $1
     from systems s, generate_series(1, $2) i where s.number <= 20`,
    [lead.personId, runs],
  );
  await database.ask(
    `insert into findings (id, title, "unitId", "systemId", fingerprint, tool, "check", "threatClass", severity, "severityRank",
       "severityReason", "ruledSeverity", "ruledReason", occurrences, evaluated, "failurePercent", owasp, atlas, state,
       "firstSeenAt", "lastSeenAt", "lastTestedAt", "firstRunId", "lastSeenRunId", "lastTestedRunId", "createdById", "updatedAt")
     select gen_random_uuid(), 'Jailbreak: dan.Probe' || i, s."unitId", s.id, 'v1:bench ' || i, 'garak', 'dan.Probe' || i,
       (array['jailbreak', 'direct-injection', 'sensitive-disclosure'])[1 + i % 3],
       (array['info', 'low', 'medium', 'high', 'critical'])[1 + i % 5], 1 + i % 5, 'As the rule says.', 'high', 'As the rule says.',
       1 + i % 40, 100, 1 + i % 40, '[]', '{}', (array['open', 'confirmed', 'closed', 'in-progress'])[1 + i % 4],
       now() - make_interval(days => i % 300), now() - make_interval(days => i % 20), now(), r.id, r.id, r.id, $1, now()
     from generate_series(1, $2) i
     join (select id, "unitId", row_number() over (order by number) as n, count(*) over () as of from systems) s on s.n = 1 + i % s.of
     join lateral (select id from test_runs order by id limit 1) r on true`,
    [lead.personId, findings],
  );
  await database.ask("analyze findings");
}
