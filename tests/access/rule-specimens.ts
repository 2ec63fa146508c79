import { randomUUID } from "node:crypto";

/** Makes a threat rule of one's own. */
export const ruleSpecimens = {
  "own-threat-rules": ({ unitId, personId }: { unitId: string; personId: string }) => ({
    sql: `insert into own_threat_rules (id, title, types, condition, category, family, likelihood, impact, mitigations, "unitId", "createdById", "updatedAt") values ($1, $2, '{agent_orchestrator}', 'always', 'Tampering', 'prompt_injection', 3, 3, '{}', $3, $4, now())`,
    values: [`Specimen ${randomUUID()}`, unitId, personId],
  }),
};
