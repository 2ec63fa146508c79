import { randomUUID } from "node:crypto";
import type { Make } from "@/tests/access/threat-specimens";

// A test run of an AI system; `more` makes what hangs on it, and the run is the record itself where nothing else is.
function testRun(unitId: string, personId: string, more: string, last: string) {
  const run = last === "select 1" && more === "" ? "$1" : "gen_random_uuid()";
  return {
    sql: `with of as (insert into systems (id, name, "unitId", "createdById", "updatedAt") values (gen_random_uuid(), $2, $3, $4, now()) returning id),
          kept as (insert into test_runs (id, "unitId", "systemId", tool, format, "formatVersion", "fileName", sha256, "contentDigest", complete, "failuresOnly", exercise,
              targets, facts, warnings, defended, vulnerable, errors, inconclusive, skipped, created, closed, "ranAt", "createdById")
            select ${run}, $3, of.id, 'garak', 'garak', 'report', 'specimen.jsonl', '', $2, true, false, false, '{}', '[]', '[]', 0, 1, 0, 0, 0, 1, 0, now(), $4 from of returning id, "systemId")
          ${more} ${last}`,
    values: [`Specimen ${randomUUID()}`, unitId, personId],
  };
}

const aFinding = (id: string) =>
  `, found as (insert into findings (id, title, "unitId", "systemId", fingerprint, tool, "check", "threatClass", severity, "severityRank", "severityReason", "ruledSeverity", "ruledReason",
      occurrences, evaluated, owasp, atlas, "firstSeenAt", "lastSeenAt", "lastTestedAt", "firstRunId", "lastSeenRunId", "lastTestedRunId", "createdById", "updatedAt")
    select ${id}, $2, $3, kept."systemId", 'v1:specimen', 'garak', 'dan.DAN', 'jailbreak', 'high', 4, 'Specimen', 'high', 'Specimen', 1, 1, '[]', '{}', now(), now(), now(), kept.id, kept.id, kept.id, $4, now()
    from kept returning id)`;

/** How to make one record of each concept of test results; the id is the first value. */
export const testRunSpecimens: Record<string, Make> = {
  "test-runs": ({ unitId, personId }) => testRun(unitId, personId, "", "select 1"),
  findings: ({ unitId, personId }) => testRun(unitId, personId, aFinding("$1"), "select 1"),
  "finding-risks": ({ unitId, personId }) =>
    testRun(
      unitId,
      personId,
      `${aFinding("gen_random_uuid()")},
        about as (insert into risks (id, title, category, "unitId", "createdById", "updatedAt") values (gen_random_uuid(), $2, 'security', $3, $4, now()) returning id)`,
      `insert into finding_risks (id, "findingId", "riskId", "unitId", "createdById") select $1, found.id, about.id, $3, $4 from found, about`,
    ),
  "control-checks": ({ unitId, personId }) =>
    testRun(
      unitId,
      personId,
      `, tested as (insert into controls (id, title, kind, "unitId", "createdById", "updatedAt") values (gen_random_uuid(), $2, 'preventive', $3, $4, now()) returning id)`,
      `insert into control_checks (id, "controlId", "systemId", "unitId", "threatClass", "createdById") select $1, tested.id, kept."systemId", $3, 'jailbreak', $4 from tested, kept`,
    ),
  "planned-tests": ({ unitId, personId }) =>
    testRun(
      unitId,
      personId,
      "",
      `insert into planned_tests (id, title, "unitId", "systemId", tool, "limitPercent", "minimumCases", "cadenceDays", versions, "controlIds", state, "stateReason", "dueOn", "createdById", "updatedAt")
         select $1, $2, $3, kept."systemId", 'garak', 5, 100, 90, 'any', '{}', 'missing', 'Specimen', current_date, $4, now() from kept`,
    ),
  "gate-policies": ({ unitId, personId }) => ({
    sql: `with kept as (insert into gate_policies (id, key, title, "unitId", newest, mode, "createdById", "updatedAt") values ($1, $2, $2, $3, 1, 'blocking', $4, now()) returning id)
          insert into gate_policy_versions (id, "policyId", "unitId", number, text, sha256, reason, "createdById") select gen_random_uuid(), id, $3, 1, $5, '', 'Specimen', $4 from kept`,
    values: [
      `specimen-${randomUUID()}`,
      unitId,
      personId,
      "id: specimen\nversion: 1\nrules: [{ id: none, findings: {} }]",
    ],
  }),
  "gate-verdicts": ({ unitId, personId }) =>
    testRun(
      unitId,
      personId,
      `, ruled as (insert into gate_policies (id, key, title, "unitId", newest, mode, "createdById", "updatedAt") values (gen_random_uuid(), $2, $2, $3, 1, 'blocking', $4, now()) returning id)`,
      `insert into gate_verdicts (id, "unitId", "systemId", "policyId", "policyKey", "policyVersion", verdict, "exitCode", "runIds", evaluated, "newFindings", "questionDigest", answer, digest, "createdById")
         select $1, $3, kept."systemId", ruled.id, $2, 1, 'pass', 0, array[kept.id], 1, 0, $2,
           '{"verdict":"pass","exit_code":0,"policy":{"id":"specimen","version":1,"mode":"blocking","sha256":""},"subject":{"system":null,"model":null,"commit":null,"branch":null},"completeness":{"runs":1,"expected_tests":[],"missing":[],"evaluated":1,"errors":0,"error_rate":0},"rules":[],"new":0,"existing":0,"accepted":0,"fixed":0,"not_retested":0,"findings":[],"waivers":[],"notes":[],"inputs":[],"evaluated_at":"2026-01-01T00:00:00.000Z"}', '', $4 from kept, ruled`,
    ),
  "test-imports": ({ unitId, personId }) => ({
    sql: `with of as (insert into systems (id, name, "unitId", "createdById", "updatedAt") values (gen_random_uuid(), $2, $3, $4, now()) returning id),
          handed as (insert into files (id, sha256, size, "mediaType", name, "unitId", "createdById", waiting) values (gen_random_uuid(), $5, 1, 'text/plain', 'specimen.jsonl', $3, $4, true) returning id)
          insert into test_imports (id, "unitId", "systemId", "fileId", "fileName", sha256, size, state, "createdById") select $1, $3, of.id, handed.id, 'specimen.jsonl', $5, 1, 'checked', $4 from of, handed`,
    values: [`Specimen ${randomUUID()}`, unitId, personId, "0".repeat(64)],
  }),
};
