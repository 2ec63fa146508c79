import "server-only";
import type { Context } from "@/lib/platform/operation/operation";
import { addDays } from "@/lib/platform/time/day";

/** Something with a date that somebody answers for. */
export interface Due {
  /** What falls due, in words: "The review of". */
  what: string;
  name: string;
  /** Its own id: of the task, or of the record that is reviewed. */
  key: string;
  subjectType: string;
  subjectId: string;
  unitId: string;
  personId: string | null;
  /** YYYY-MM-DD. */
  dueOn: string;
}

/** Returns everything that is due within so many days, or late: tasks, reviews, tests, treatments, acceptances, evidence and requests for it, assessments. */
export function everythingDue({ tx }: Context, today: string, within: number): Promise<Due[]> {
  const until = addDays(today, within);
  return tx.$queryRaw<Due[]>`
    select what, name, key::text, "subjectType", "subjectId"::text, "unitId"::text, "personId"::text, "dueOn"::text from (
      select 'The task' as what, title as name, id as key, "subjectType", "subjectId", "unitId", "assigneeId" as "personId", "dueOn"
        from tasks where "doneAt" is null
      union all select 'The review of', title, id, 'risks', id, "unitId", "ownerId", "nextReviewOn" from risks where status <> 'closed'
      union all select 'The treatment of', title, id, 'risks', id, "unitId", "ownerId", "treatmentDueOn" from risks
        where status in ('open', 'treating')
      union all select 'The acceptance of', title, id, 'risks', id, "unitId", "ownerId", "acceptedUntil" from risks where status = 'accepted'
      union all select 'The acceptance of', t.title, t.id, 'threats', t.id, t."unitId", m."ownerId", t.until
        from threats t join threat_models m on m.id = t."threatModelId" where t.state = 'accepted'
      union all select 'The request', title, id, 'evidence-requests', id, "unitId", "askedId", "dueOn" from evidence_requests
        where "fulfilledAt" is null and "withdrawnAt" is null
      union all select 'The assessment', title, id, 'assessments', id, "unitId", "ownerId", "dueOn" from assessments
        where state in ('assigned', 'in-progress', 'returned')
      union all select 'Your part of the assessment', a.title, s.id, 'assessments', a.id, a."unitId", s."personId", s."dueOn"
        from assessment_assignments s join assessments a on a.id = s."assessmentId"
        where s."endedAt" is null and s."personId" is not null and a.state in ('assigned', 'in-progress', 'returned')
      union all select 'The evidence', title, id, 'evidence', id, "unitId", "ownerId", "validUntil" from evidence where "withdrawnAt" is null
      union all select 'The test of', title, id, 'controls', id, "unitId", "ownerId", "nextTestOn" from controls
        where status not in ('planned', 'not-applicable')
      union all select 'The planned test', title, id, 'planned-tests', id, "unitId", "ownerId", "dueOn" from planned_tests
        where "retiredAt" is null
      union all select 'The review of', name, id, 'systems', id, "unitId", "ownerId", "nextReviewOn" from systems where stage <> 'retired'
      union all select 'The review of', name, id, 'models', id, "unitId", "ownerId", "nextReviewOn" from models
      union all select 'The review of', name, id, 'datasets', id, "unitId", "ownerId", "nextReviewOn" from datasets
      union all select 'The review of', name, id, 'prompts', id, "unitId", "ownerId", "nextReviewOn" from prompts
      union all select 'The review of', name, id, 'tools', id, "unitId", "ownerId", "nextReviewOn" from tools
      union all select 'The review of', name, id, 'agents', id, "unitId", "ownerId", "nextReviewOn" from agents
      union all select 'The review of', name, id, 'guardrails', id, "unitId", "ownerId", "nextReviewOn" from guardrails
      union all select 'The review of', name, id, 'vendors', id, "unitId", "ownerId", "nextReviewOn" from vendors) as due
    where "dueOn" is not null and "dueOn" <= ${until}::date order by "dueOn", "subjectId"`;
}
