import { template } from "@/lib/domain/assessments/templates/schema";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type { BenchDatabase } from "@/tests/bench/product/bench-database";

const questionsEach = 15;
const sections = 8;

/** How many questions the questionnaire of the measurements asks. */
export const questionCount = questionsEach * sections;

const source = { framework: "nist-ai-rmf", ref: "MAP 1.1" };

/** A questionnaire of 120 questions, as long ones are: a third of them choices, a third yes or no, a third texts. */
const questionnaire = template.parse({
  ...{
    key: "bench",
    version: 1,
    title: "Long questionnaire",
    purpose: "Measures how fast it is.",
    everyMonths: 12,
  },
  scoring: {
    ...{ label: "Points", moreIs: "better", monotone: true },
    bands: [
      { key: "weak", label: "Weak", from: 0, tone: "bad", help: "Much is left to be done." },
      { key: "strong", label: "Strong", from: 60, tone: "good", help: "Little is left to be done." },
    ],
  },
  sections: Array.from({ length: sections }, (_, at) => ({
    ...{ key: `section-${at}`, title: `Section ${at + 1}`, text: "What it is about, in a sentence or two." },
    questions: Array.from({ length: questionsEach }, (_none, index) =>
      questionOf(at * questionsEach + index),
    ),
  })),
});

function questionOf(number: number): object {
  const common = {
    key: `q${number}`,
    label: `Is what question ${number + 1} asks about looked after, and by whom, and how is it known?`,
    help: "One or two sentences that say what is meant.",
    sources: [source, { framework: "iso-42001", ref: "A.5.4" }],
  };
  if (number % 3 === 0) return { ...common, kind: "text" };
  if (number % 3 === 1) return { ...common, kind: "yes-no", points: { yes: 1, no: 0 } };
  const options = ["all", "some", "none"].map((value, at) => ({
    value,
    label: `Of ${value}`,
    points: 2 - at,
  }));
  return { ...common, kind: "choice", options };
}

const words = "As we do it today: the team looks at it every month and writes down what it found. ".repeat(3);

/**
 * Fills in so many approved assessments of 120 questions, and one that is still being answered; returns their ids, the open
 * one last.
 */
export async function fillAssessments(database: BenchDatabase, approved: number): Promise<string[]> {
  const { root, owner, lead } = database.company;
  const digest = canonicalDigest(questionnaire);
  const rows = await database.ask<{ id: string }>(
    `insert into assessments (id, title, "templateKey", "templateVersion", "templateDigest", "systemId", "unitId", "ownerId",
       "dueOn", state, "submittedById", "submittedAt", "approvedAt", "createdById", "updatedAt")
     select gen_random_uuid(), 'Long questionnaire: number ' || i, 'bench', 1, $1,
       (select id from systems order by number limit 1), $2, $3, current_date,
       case when i > $5 then 'in-progress' else 'approved' end, $3, now(), now(), $4, now()
     from generate_series(1, $5 + 1) i returning id`,
    [digest, root, owner.personId, lead.personId, approved],
  );
  const ids = rows.map(({ id }) => id);
  await database.ask(
    `insert into assessment_forms ("assessmentId", "unitId", digest, content) select unnest($1::uuid[]), $2, $3, $4`,
    [ids, root, digest, JSON.stringify(questionnaire)],
  );
  await database.ask(
    `insert into assessment_questions (id, "assessmentId", "unitId", key)
     select gen_random_uuid(), one, $2, 'q' || i from unnest($1::uuid[]) one, generate_series(0, $3 - 1) i`,
    [ids, root, questionCount],
  );
  await database.ask(
    `insert into assessment_answers (id, "assessmentId", "questionId", "unitId", number, kind, value, "saidAt", "answeredById")
     select gen_random_uuid(), "assessmentId", id, "unitId", 1, 'value',
       case substr(key, 2)::int % 3 when 0 then to_jsonb($2::text) when 1 then '"yes"' else '"all"' end, now(), $3
     from assessment_questions where "assessmentId" = any ($1::uuid[])`,
    [ids, words, owner.personId],
  );
  await database.ask(
    `insert into decisions (id, kind, "subjectType", "subjectId", "unitId", state, "requestedById", "authorIds", reason,
       snapshot, digest, "signerId", "signerRole", "signerReason", "signedAt", until, "updatedAt")
     select gen_random_uuid(), 'assessment-approval', 'assessments', one, $2, 'granted', $3, array[$3]::uuid[], 'Handed in.',
       '{"record":"assessment"}', $5, $4, 'lead', 'Sound and complete.', now(), current_date + 300, now()
     from unnest($1::uuid[]) one`,
    [ids.slice(0, -1), root, owner.personId, lead.personId, canonicalDigest({ record: "assessment" })],
  );
  return ids;
}
