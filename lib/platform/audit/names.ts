import "server-only";
import type { Transaction } from "@/lib/platform/database/client";

/** Returns the names of the records with these ids that the running transaction may see. */
export async function namesOf(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const wanted = [...new Set(ids)];
  const rows = await tx.$queryRaw<{ id: string; name: string }[]>`
    select id, name from people where id = any (${wanted}::uuid[])
    union all select id, name from units where id = any (${wanted}::uuid[])
    union all select id, name from systems where id = any (${wanted}::uuid[])
    union all select id, name from parts where id = any (${wanted}::uuid[])
    union all select id, title from risks where id = any (${wanted}::uuid[])
    union all select id, title from own_controls where id = any (${wanted}::uuid[])
    union all select id, title from controls where id = any (${wanted}::uuid[])
    union all select id, title from threat_models where id = any (${wanted}::uuid[])
    union all select id, title from attack_trees where id = any (${wanted}::uuid[])
    union all select id, title from findings where id = any (${wanted}::uuid[])
    union all select id, title from planned_tests where id = any (${wanted}::uuid[])
    union all select id, title from gate_policies where id = any (${wanted}::uuid[])
    union all select id, "fileName" from test_runs where id = any (${wanted}::uuid[])
    union all select s.id, 'Stage ' || s.stage || ' of ' || m.title
      from pasta_stages s join threat_models m on m.id = s."threatModelId" where s.id = any (${wanted}::uuid[])
    union all select id, title from own_threat_rules where id = any (${wanted}::uuid[])
    union all select id, "fromId" from taxonomy_moves where id = any (${wanted}::uuid[])
    union all select id, "ruleId" from threat_rule_overrides where id = any (${wanted}::uuid[])
    union all select id, title from threats where id = any (${wanted}::uuid[])
    union all select id, title from own_questionnaires where id = any (${wanted}::uuid[])
    union all select id, title from evidence where id = any (${wanted}::uuid[])
    union all select id, title from assessments where id = any (${wanted}::uuid[])
    union all select id, title from audit_packs where id = any (${wanted}::uuid[])
    union all select id, name from webhooks where id = any (${wanted}::uuid[])
    union all select id, title from tasks where id = any (${wanted}::uuid[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}
