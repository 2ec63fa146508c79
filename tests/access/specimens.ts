import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import { ruleSpecimens } from "@/tests/access/rule-specimens";
import { testRunSpecimens } from "@/tests/access/test-run-specimens";
import { type Keeper, type Make, threatSpecimens } from "@/tests/access/threat-specimens";
import { asOwner } from "@/tests/support/test-database";

const named =
  (table: string): Make =>
  ({ unitId, personId }) => ({
    sql: `insert into ${table} (id, name, "unitId", "ownerId", "createdById", "updatedAt") values ($1, $2, $3, $4, $4, now())`,
    values: [`Specimen ${randomUUID()}`, unitId, personId],
  });

const specimenTemplate = JSON.stringify({
  ...{
    key: "specimen",
    version: 1,
    title: "Specimen",
    purpose: "To try out.",
    subject: "systems",
    approvals: 1,
  },
  sections: [
    {
      key: "one",
      title: "One",
      questions: [
        {
          kind: "yes-no",
          key: "first",
          label: "Is it so?",
          sources: [],
          required: true,
          notApplicable: false,
          suggests: [],
          weight: 1,
        },
      ],
    },
  ],
});

const specimenForm = {
  ...{
    key: "specimen",
    version: 1,
    title: "Specimen",
    purpose: "Specimen",
    subject: "systems",
    approvals: 1,
  },
  sections: [
    {
      ...{ key: "only", title: "Only" },
      questions: [
        {
          ...{ kind: "text", key: "A sample of words", label: "Specimen", sources: [], required: false },
          ...{ notApplicable: true, suggests: [], max: 4000 },
        },
      ],
    },
  ],
};

const undated = { date: null, annex_iii: null, annex_i: null };
const specimenLine = {
  ...{ ref: "S.1", sourceId: "S.1", parentRef: null, parentFramework: null, kind: "requirement" },
  ...{ title: "Specimen", text: null, assessable: true, appliesTo: [], notes: [] },
  ...{ appliesFrom: undated, practicalFrom: undated },
};

const lawFile = (name: string) => readFileSync(`prisma/reference/frameworks/${name}.csv`, "utf8");

// How to make one record of each concept whose operations take an id; the id is the first value.
const specimens: Record<string, Make> = {
  systems: named("systems"),
  ...Object.fromEntries(partConcepts.map(({ concept }) => [concept, named(concept)])),
  risks: ({ unitId, personId }) => ({
    sql: `insert into risks (id, title, category, "unitId", "ownerId", "createdById", "updatedAt") values ($1, $2, 'security', $3, $4, $4, now())`,
    values: [`Specimen ${randomUUID()}`, unitId, personId],
  }),
  controls: ({ unitId, personId }) => ({
    sql: `insert into controls (id, title, kind, status, "unitId", "ownerId", "createdById", "updatedAt") values ($1, $2, 'preventive', 'implemented', $3, $4, $4, now())`,
    values: [`Specimen ${randomUUID()}`, unitId, personId],
  }),
  "own-controls": ({ unitId, personId }) => ({
    sql: `insert into own_controls (id, title, objective, statement, kind, "unitId", "createdById", "updatedAt") values ($1, $2, 'Specimen', 'Specimen', 'preventive', $3, $4, now())`,
    values: [`Specimen ${randomUUID()}`, unitId, personId],
  }),
  ...ruleSpecimens,
  "control-links": ({ unitId, personId }) => ({
    sql: `with kept as (insert into controls (id, title, kind, "unitId", "createdById", "updatedAt") values (gen_random_uuid(), $2, 'preventive', $3, $4, now()) returning id),
          about as (insert into risks (id, title, category, "unitId", "createdById", "updatedAt") values (gen_random_uuid(), $2, 'security', $3, $4, now()) returning id)
          insert into control_risks (id, "controlId", "riskId", "unitId", "createdById") select $1, kept.id, about.id, $3, $4 from kept, about`,
    values: [`Specimen ${randomUUID()}`, unitId, personId],
  }),
  ...testRunSpecimens,
  ...threatSpecimens,
  comments: ({ unitId, personId }) => ({
    sql: `with about as (insert into risks (id, title, category, "unitId", "createdById", "updatedAt") values (gen_random_uuid(), $2, 'security', $3, $4, now()) returning id)
          insert into comments (id, "subjectType", "subjectId", "unitId", text, "mentionIds", "createdById") select $1, 'risks', id, $3, 'Specimen', '{}', $4 from about`,
    values: [`Specimen ${randomUUID()}`, unitId, personId],
  }),
  views: ({ unitId, personId }) => ({
    sql: `insert into saved_views (id, concept, name, query, shared, "unitId", "createdById", "updatedAt") values ($1, 'risks', $2, 'status=open', true, $3, $4, now())`,
    values: [`Specimen ${randomUUID()}`, unitId, personId],
  }),
  proposals: ({ unitId, personId }) => ({
    sql: `insert into proposals (id, name, purpose, state, "unitId", "affectedPeople", "dataClasses", "createdById", "updatedAt") values ($1, $2, 'Specimen', 'submitted', $3, '{}', '{}', $4, now())`,
    values: [`Specimen ${randomUUID()}`, unitId, personId],
  }),
  evidence: ({ unitId, personId }) => ({
    sql: `with kept as (insert into evidence (id, title, kind, "unitId", "ownerId", "createdById", "updatedAt") values ($1, $2, 'report', $3, $4, $4, now()) returning id)
          insert into evidence_versions (id, "evidenceId", number, "fileId", sha256, size, "fileName", "mediaType", "unitId", "createdById") select gen_random_uuid(), id, 1, gen_random_uuid(), $5, 1, 'specimen.txt', 'text/plain', $3, $4 from kept`,
    values: [`Specimen ${randomUUID()}`, unitId, personId, "0".repeat(64)],
  }),
  "evidence-links": ({ unitId, personId }) => ({
    sql: `with kept as (insert into evidence (id, title, kind, "unitId", "createdById", "updatedAt") values (gen_random_uuid(), $2, 'report', $3, $4, now()) returning id),
          about as (insert into risks (id, title, category, "unitId", "createdById", "updatedAt") values (gen_random_uuid(), $2, 'security', $3, $4, now()) returning id)
          insert into evidence_links (id, "evidenceId", "subjectType", "subjectId", "unitId", "createdById") select $1, kept.id, 'risks', about.id, $3, $4 from kept, about`,
    values: [`Specimen ${randomUUID()}`, unitId, personId],
  }),
  "evidence-requests": ({ unitId, personId }) => ({
    sql: `insert into evidence_requests (id, title, details, "askedId", "dueOn", "subjectType", "subjectId", "unitId", "createdById", "updatedAt") values ($1, $2, 'Specimen', $4, current_date, 'risks', gen_random_uuid(), $3, $4, now())`,
    values: [`Specimen ${randomUUID()}`, unitId, personId],
  }),
  "own-questionnaires": ({ unitId, personId }) => ({
    sql: `with kept as (insert into own_questionnaires (id, key, title, purpose, subject, questions, "unitId", "createdById", "updatedAt") values ($1, $5, $2, 'Specimen', 'systems', 1, $3, $4, now()) returning id)
          insert into questionnaire_drafts ("questionnaireId", "unitId", content, sha256, "updatedById", "updatedAt") select id, $3, $6, '', $4, now() from kept`,
    values: [`Specimen ${randomUUID()}`, unitId, personId, `specimen-${randomUUID()}`, specimenTemplate],
  }),
  assessments: ({ unitId, personId }) => ({
    sql: `with of as (insert into systems (id, name, "unitId", "createdById", "updatedAt") values (gen_random_uuid(), $2, $3, $4, now()) returning id),
          kept as (insert into assessments (id, title, "templateKey", "templateVersion", "templateDigest", "systemId", "unitId", "ownerId", "dueOn", state, "createdById", "updatedAt")
            select $1, $2, 'specimen', 1, $6, of.id, $3, $4, current_date, 'assigned', $4, now() from of returning id),
          asked as (insert into assessment_questions (id, "assessmentId", "unitId", key) select gen_random_uuid(), id, $3, 'A sample of words' from kept)
          insert into assessment_forms ("assessmentId", "unitId", digest, content) select id, $3, $6, $5::jsonb from kept`,
    values: [`Specimen ${randomUUID()}`, unitId, personId, JSON.stringify(specimenForm), randomUUID()],
  }),
  laws: ({ unitId, personId }) => ({
    sql: `insert into law_versions (id, "unitId", edition, tree, requirements, digest, "createdById") values ($1, $3, 'Specimen', $4, $5, $2, $6)`,
    values: [randomUUID(), unitId, lawFile("eu-ai-act-classification"), lawFile("eu-ai-act"), personId],
  }),
  "framework-versions": ({ unitId, personId }) => ({
    sql: `insert into framework_versions (id, "unitId", key, name, edition, publisher, format, "fileId", "fileName", sha256, columns, lines, "lineCount", "toFulfil", warnings, "createdById")
          values ($1, $3, $2, 'Specimen', '1', 'Specimen', 'csv', gen_random_uuid(), 'specimen.csv', '', $5, $6, 1, 1, '[]', $4)`,
    values: [
      `specimen-${randomUUID()}`,
      unitId,
      personId,
      JSON.stringify({ headings: ["ref", "title"], chosen: { ref: "ref", title: "title" } }),
      JSON.stringify([specimenLine]),
    ],
  }),
  "crosswalk-sets": ({ unitId, personId }) => ({
    sql: `insert into crosswalk_sets (id, "unitId", "sourceFramework", "targetFramework", name, basis, "statedBy", "fileId", "fileName", sha256, rows, "rowCount", warnings, "createdById")
          values ($1, $3, 'iso-42001', 'nist-ai-rmf', $2, 'judgement', 'Specimen', gen_random_uuid(), 'specimen.csv', '', '[]', 0, '[]', $4)`,
    values: [`Specimen ${randomUUID()}`, unitId, personId],
  }),
  classifications: ({ unitId, personId }) => ({
    sql: `with of as (insert into systems (id, name, "unitId", "createdById", "updatedAt") values ($1, $2, $3, $4, now()) returning id)
          insert into classifications (id, "unitId", "lawEdition", "lawDigest", "openQuestions", "createdById", "updatedAt") values ($1, $3, 'Specimen', '', 1, $4, now())`,
    values: [`Specimen ${randomUUID()}`, unitId, personId],
  }),
  "assessment-archives": ({ unitId, personId }) => ({
    sql: `insert into job_runs (id, kind, state, input, result, "unitId", "createdById", "endedAt") values ($1, $2, 'done', '{}', $5, $3, $4, now())`,
    values: [
      "assessment-archives.make",
      unitId,
      personId,
      JSON.stringify({ sha256: "0".repeat(64), size: 1, printed: 1, skipped: 0 }),
    ],
  }),
  "assessment-assignments": ({ unitId, personId }) => ({
    sql: `with of as (insert into systems (id, name, "unitId", "createdById", "updatedAt") values (gen_random_uuid(), $2, $3, $4, now()) returning id),
          kept as (insert into assessments (id, title, "templateKey", "templateVersion", "templateDigest", "systemId", "unitId", "ownerId", "dueOn", state, "createdById", "updatedAt")
            select gen_random_uuid(), $2, 'specimen', 1, $6, of.id, $3, $4, current_date, 'assigned', $4, now() from of returning id),
          asked as (insert into assessment_questions (id, "assessmentId", "unitId", key) select gen_random_uuid(), id, $3, 'A sample of words' from kept),
          formed as (insert into assessment_forms ("assessmentId", "unitId", digest, content) select id, $3, $6, $5::jsonb from kept)
          insert into assessment_assignments (id, "assessmentId", "unitId", "personId", "dueOn", "createdById") select $1, id, $3, $4, current_date, $4 from kept`,
    values: [`Specimen ${randomUUID()}`, unitId, personId, JSON.stringify(specimenForm), randomUUID()],
  }),
  "audit-packs": ({ unitId, personId }) => ({
    sql: `insert into audit_packs (id, title, recipient, "unitId", "systemIds", frameworks, "leftOut", "periodFrom", "asOf", sha256, size, contents, "builtAt", "createdById", "updatedAt")
          values ($1, $2, 'Specimen', $3, '{}', '{}', '{}', current_date, current_date, $5, 1, $6, now(), $4, now())`,
    values: [
      `Specimen ${randomUUID()}`,
      ...[unitId, personId, "0".repeat(64)],
      JSON.stringify([{ path: "readme.txt", size: 1, sha256: "0".repeat(64) }]),
    ],
  }),
  "audit-engagements": ({ unitId, personId }) => ({
    sql: `with kept as (insert into audit_packs (id, title, recipient, "unitId", "systemIds", frameworks, "leftOut", "periodFrom", "asOf", "builtAt", "createdById", "updatedAt")
            values (gen_random_uuid(), $2, 'Specimen', $3, '{}', '{}', '{}', current_date, current_date, now(), $4, now()) returning id)
          insert into audit_engagements (id, "packId", "personId", "unitId", purpose, "endsOn", "endsAt", "createdById") select $1, id, $4, $3, 'Specimen', current_date, now() + interval '1 day', $4 from kept`,
    values: [`Specimen ${randomUUID()}`, unitId, personId],
  }),
  "auditor-reads": ({ unitId, personId }) => ({
    sql: `insert into auditor_reads (id, "personId", "unitId", operation, summary, concept, "requestId") values ($1, $2, $3, 'specimens.get', 'Specimen', 'specimens', $4)`,
    values: [personId, unitId, randomUUID()],
  }),
  "assessment-respondents": ({ unitId, personId }) => ({
    sql: `with of as (insert into systems (id, name, "unitId", "createdById", "updatedAt") values (gen_random_uuid(), $2, $3, $4, now()) returning id),
          kept as (insert into assessments (id, title, "templateKey", "templateVersion", "templateDigest", "systemId", "unitId", "ownerId", "dueOn", state, "createdById", "updatedAt")
            select gen_random_uuid(), $2, 'specimen', 1, $6, of.id, $3, $4, current_date, 'assigned', $4, now() from of returning id),
          asked as (insert into assessment_questions (id, "assessmentId", "unitId", key) select gen_random_uuid(), id, $3, 'A sample of words' from kept),
          formed as (insert into assessment_forms ("assessmentId", "unitId", digest, content) select id, $3, $6, $5::jsonb from kept)
          insert into assessment_respondents (id, "assessmentId", "unitId", name, "linkHash", "expiresAt", "createdById", "updatedAt") select $1, id, $3, $2, uuid_send($1), now() + interval '1 day', $4, now() from kept`,
    values: [`Specimen ${randomUUID()}`, unitId, personId, JSON.stringify(specimenForm), randomUUID()],
  }),
  ownRoles: ({ unitId, personId }) => ({
    sql: `insert into programme_roles (id, title, "unitId", "createdById", purpose, responsibilities, need, "updatedAt") values ($1, $2, $3, $4, 'Specimen', 'Specimen', 'optional', now())`,
    values: [`Specimen ${randomUUID()}`, unitId, personId],
  }),
  programmeRoles: ({ unitId, personId }) => ({
    sql: `insert into programme_appointments (id, "unitId", "personId", "createdById", "roleKey", since, "updatedAt") values ($1, $2, $3, $3, 'approver', current_date, now())`,
    values: [unitId, personId],
  }),
  tasks: ({ unitId, personId }) => ({
    sql: `insert into tasks (id, title, "subjectType", "subjectId", "unitId", "createdById", "updatedAt") values ($1, $2, 'risks', $3, $4, $5, now())`,
    values: ["Specimen", randomUUID(), unitId, personId],
  }),
  decisions: ({ unitId, personId }) => ({
    sql: `insert into decisions (id, kind, "subjectType", "subjectId", "unitId", state, "requestedById", reason, snapshot, digest, "updatedAt")
          values ($1, 'risk-acceptance', 'risks', $2, $3, 'requested', $4, 'Specimen', '{}', '', now())`,
    values: [randomUUID(), unitId, personId],
  }),
  units: ({ unitId }) => ({
    sql: `insert into units (id, name, "parentId", path, "updatedAt") select $1::uuid, $2, $3::uuid, path || $1::text || '/', now() from units where id = $3::uuid`,
    values: [`Specimen ${randomUUID()}`, unitId],
  }),
  people: ({ unitId }) => ({
    sql: `with one as (insert into people (id, name, email, "unitId", status, "updatedAt") values ($1, 'Specimen', $2, $3, 'active', now()) returning id)
          insert into sessions (id, "personId", "expiresAt", "userAgent", address) select gen_random_uuid(), id, now() + interval '1 day', 'test', '127.0.0.1' from one`,
    values: [`${randomUUID()}@plumbline.example`, unitId],
  }),
  grants: ({ unitId }) => ({
    sql: `with holder as (insert into people (id, name, email, "unitId", status, "updatedAt") values (gen_random_uuid(), 'Specimen', $2, $3, 'active', now()) returning id)
          insert into grants (id, "personId", role, "unitId") select $1, id, 'reader', $3 from holder`,
    values: [`${randomUUID()}@plumbline.example`, unitId],
  }),
  roles: ({ unitId }) => ({
    sql: `insert into custom_roles (id, "unitId", name, permissions, "updatedAt") values ($1, $2, $3, '{risks:read}', now())`,
    values: [unitId, `Specimen ${randomUUID()}`],
  }),
  tokens: ({ unitId, personId }) => ({
    sql: `insert into api_tokens (id, name, prefix, "secretHash", "personId", "unitId", scopes, "expiresAt") values ($1, 'Specimen', 'plb_', $2, $3, $4, '{*}', now() + interval '1 day')`,
    values: [Buffer.from(randomUUID()), personId, unitId],
  }),
  authenticators: ({ personId }) => ({
    sql: `insert into authenticators (id, "personId", name, secret, "lastStep") values ($1, $2, 'Specimen', 'sealed', 0)`,
    values: [personId],
  }),
  passkeys: ({ personId }) => ({
    sql: `insert into passkeys (id, "personId", name, "credentialId", "publicKey", counter, transports, synced, "backedUp") values ($1, $2, 'Specimen', $3, '', 0, '{}', false, false)`,
    values: [personId, randomUUID()],
  }),
  identities: ({ personId }) => ({
    sql: `insert into identities (id, "personId", issuer, subject) values ($1, $2, $3, 'specimen')`,
    values: [personId, `https://${randomUUID()}.example`],
  }),
  webhooks: ({ unitId, personId }) => ({
    sql: `insert into webhooks (id, name, url, "unitId", events, secret, "heardUpTo", "keeperId", "createdById", "updatedAt")
          values ($1, 'Specimen', 'https://receiver.plumbline.example/', $2, '{risk.changed}', 'sealed', 0, $3, $3, now())`,
    values: [unitId, personId],
  }),
  "webhook-deliveries": ({ unitId, personId }) => ({
    sql: `with kept as (insert into webhooks (id, name, url, "unitId", events, secret, "heardUpTo", "keeperId", "createdById", "updatedAt")
            values (gen_random_uuid(), 'Specimen', 'https://receiver.plumbline.example/', $2, '{risk.changed}', 'sealed', 0, $3, $3, now()) returning id)
          insert into webhook_deliveries (id, "webhookId", "unitId", event, action, "subjectType", "recordType", "happenedAt", "dueAt", state, "updatedAt")
          select $1, id, $2, 'test', 'webhooks.sendTest', 'webhooks', 'webhooks', now(), now(), 'given-up', now() from kept`,
    values: [unitId, personId],
  }),
  sessions: ({ personId }) => ({
    sql: `insert into sessions (id, "personId", "expiresAt", "userAgent", address) values ($1, $2, now() + interval '1 day', 'test', '127.0.0.1')`,
    values: [personId],
  }),
  notifications: ({ personId }) => ({
    sql: `insert into notifications (id, "personId", title, "subjectType", "subjectId") values ($1, $2, 'Specimen', 'risks', $3)`,
    values: [personId, randomUUID()],
  }),
  files: ({ unitId, personId }) => ({
    sql: `insert into files (id, sha256, size, "mediaType", name, "unitId", "createdById") values ($1, $2, 1, 'text/csv', 'specimen.csv', $3, $4)`,
    values: ["0".repeat(64), unitId, personId],
  }),
  jobs: ({ unitId, personId }) => ({
    sql: `insert into job_runs (id, kind, input, "unitId", "createdById") values ($1, 'specimen', '{}', $2, $3)`,
    values: [unitId, personId],
  }),
  boms: ({ unitId, personId }) => ({
    sql: `with used as (insert into systems (id, name, "unitId", "createdById", "updatedAt") values (gen_random_uuid(), $2, $3, $4, now()) returning id)
          insert into boms (id, "systemId", "unitId", "fileId", "fileName", sha256, "bomVersion", "specVersion", open, "createdById") select $1, id, $3, gen_random_uuid(), 'specimen.cdx.json', $5, 1, '1.6', 0, $4 from used`,
    values: [`Specimen ${randomUUID()}`, unitId, personId, "0".repeat(64)],
  }),
  imports: ({ unitId, personId }) => ({
    sql: `insert into imports (id, concept, "fileId", "fileName", "unitId", mapping, "createdById") values ($1, 'risks', $2, 'specimen.csv', $3, '{}', $4)`,
    values: [randomUUID(), unitId, personId],
  }),
};

/** Lays down the bytes that the specimen of a file stands for. */
export function storeSpecimenFile(): void {
  const folder = path.join(process.env["STORAGE_DIRECTORY"] ?? "", "00");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "0".repeat(64)), "x");
}

/** Returns the id of a new record of the concept, kept by that person in that unit; a random id where nothing can be made. */
export async function specimen(concept: string, keeper: Keeper): Promise<string> {
  const make = specimens[concept];
  const id = randomUUID();
  if (!make) return id;
  const { sql, values } = make(keeper);
  await asOwner((client) => client.query(sql, [id, ...values]));
  return id;
}

/** Whether the tests can make a record of this concept. */
export function hasSpecimen(concept: string): boolean {
  return concept in specimens;
}
