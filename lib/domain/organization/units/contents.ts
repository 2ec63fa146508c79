import "server-only";
import type { Transaction } from "@/lib/platform/database/client";

const words: Record<string, readonly [one: string, many: string]> = {
  units: ["unit", "units"],
  people: ["person", "people"],
  grants: ["role", "roles"],
  tokens: ["API token", "API tokens"],
  systems: ["AI system", "AI systems"],
  models: ["model", "models"],
  datasets: ["dataset", "datasets"],
  prompts: ["prompt", "prompts"],
  tools: ["tool", "tools"],
  agents: ["agent", "agents"],
  guardrails: ["guardrail", "guardrails"],
  vendors: ["vendor", "vendors"],
  holders: ["holder of a programme role", "holders of programme roles"],
  ownRoles: ["programme role of its own", "programme roles of its own"],
  boms: ["bill of materials", "bills of materials"],
  proposals: ["proposal", "proposals"],
  risks: ["risk", "risks"],
  controls: ["control", "controls"],
  threatModels: ["threat model", "threat models"],
  testRuns: ["test run", "test runs"],
  findings: ["finding", "findings"],
  ownControls: ["control of the library", "controls of the library"],
  exclusions: ["requirement that does not apply", "requirements that do not apply"],
  tasks: ["task", "tasks"],
  decisions: ["decision", "decisions"],
  evidence: ["piece of evidence", "pieces of evidence"],
  evidenceRequests: ["request for evidence", "requests for evidence"],
  ownQuestionnaires: ["questionnaire", "questionnaires"],
  assessments: ["assessment", "assessments"],
  auditPacks: ["audit pack", "audit packs"],
  files: ["file", "files"],
  imports: ["import", "imports"],
};

/** Returns what keeps a unit from being removed, such as "3 risks"; empty when it is empty. Ended roles and tokens do not count. */
export async function whatIsIn(tx: Transaction, unitId: string): Promise<string[]> {
  const [counts] = await tx.$queryRaw<Record<string, number>[]>`select
    (select count(*)::int from units where "parentId" = ${unitId}::uuid) as units,
    (select count(*)::int from people where "unitId" = ${unitId}::uuid) as people,
    (select count(*)::int from grants where "unitId" = ${unitId}::uuid and ("endsAt" is null or "endsAt" > now())) as grants,
    (select count(*)::int from api_tokens where "unitId" = ${unitId}::uuid and "revokedAt" is null and "expiresAt" > now()) as tokens,
    (select count(*)::int from systems where "unitId" = ${unitId}::uuid) as systems,
    (select count(*)::int from models where "unitId" = ${unitId}::uuid) as models,
    (select count(*)::int from datasets where "unitId" = ${unitId}::uuid) as datasets,
    (select count(*)::int from prompts where "unitId" = ${unitId}::uuid) as prompts,
    (select count(*)::int from tools where "unitId" = ${unitId}::uuid) as tools,
    (select count(*)::int from agents where "unitId" = ${unitId}::uuid) as agents,
    (select count(*)::int from guardrails where "unitId" = ${unitId}::uuid) as guardrails,
    (select count(*)::int from vendors where "unitId" = ${unitId}::uuid) as vendors,
    (select count(*)::int from programme_appointments where "unitId" = ${unitId}::uuid and ("until" is null or "until" >= current_date)) as holders,
    (select count(*)::int from programme_roles where "unitId" = ${unitId}::uuid and "retiredAt" is null) as "ownRoles",
    (select count(*)::int from boms where "unitId" = ${unitId}::uuid and "systemId" is null) as boms,
    (select count(*)::int from proposals where "unitId" = ${unitId}::uuid) as proposals,
    (select count(*)::int from risks where "unitId" = ${unitId}::uuid) as risks,
    (select count(*)::int from controls where "unitId" = ${unitId}::uuid) as controls,
    (select count(*)::int from threat_models where "unitId" = ${unitId}::uuid) as "threatModels",
    (select count(*)::int from test_runs where "unitId" = ${unitId}::uuid) as "testRuns",
    (select count(*)::int from findings where "unitId" = ${unitId}::uuid) as findings,
    (select count(*)::int from own_controls where "unitId" = ${unitId}::uuid) as "ownControls",
    (select count(*)::int from statement_deviations where "unitId" = ${unitId}::uuid and "removedAt" is null) as exclusions,
    (select count(*)::int from tasks where "unitId" = ${unitId}::uuid) as tasks,
    (select count(*)::int from decisions where "unitId" = ${unitId}::uuid) as decisions,
    (select count(*)::int from evidence where "unitId" = ${unitId}::uuid) as evidence,
    (select count(*)::int from evidence_requests where "unitId" = ${unitId}::uuid) as "evidenceRequests",
    (select count(*)::int from own_questionnaires where "unitId" = ${unitId}::uuid) as "ownQuestionnaires",
    (select count(*)::int from assessments where "unitId" = ${unitId}::uuid) as assessments,
    (select count(*)::int from audit_packs where "unitId" = ${unitId}::uuid) as "auditPacks",
    (select count(*)::int from files where "unitId" = ${unitId}::uuid) as files,
    (select count(*)::int from imports where "unitId" = ${unitId}::uuid) as imports`;
  return Object.entries(counts ?? {}).flatMap(([kind, count]) => {
    const [one, many] = words[kind] ?? [kind, kind];
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
}
