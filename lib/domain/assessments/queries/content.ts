import "server-only";
import { answersOf, type Progress, progressOf, type Standing } from "@/lib/domain/assessments/answers/rules";
import {
  type Answer,
  type Asked,
  askedOf,
  type Score,
  type SystemFacts,
  scoreOf,
} from "@/lib/domain/assessments/templates/rules";
import type { Template } from "@/lib/domain/assessments/templates/schema";
import { systemFacts } from "@/lib/domain/inventory/systems/schema";
import type { Transaction } from "@/lib/platform/database/client";
import type { Assessment } from "@/lib/platform/database/generated/client";

/** An answer as it stands, with who gave it and, where it was carried forward, when it was first given. */
export interface StoredAnswer extends Standing {
  questionId: string;
  answeredById: string | null;
  /** Somebody outside who answered, by name. */
  respondent: string | null;
  respondentId: string | null;
  /** What says so, where the records answered it. */
  source: string | null;
  /** When it was first given: for a carried answer, in the assessment it comes from. */
  saidAt: Date;
  at: Date;
}

/** What was sent back with a remark: at a question, or on the whole. */
interface Remark {
  questionKey: string | null;
  text: string;
  byId: string;
  at: Date;
  /** Whether the question was answered or confirmed since. */
  mended: boolean;
}

/** An assessment with everything that its figures follow from. */
export interface Content {
  template: Template;
  /** The id under which a question keeps its comments and evidence, by its key. */
  questionIds: ReadonlyMap<string, string>;
  standing: Readonly<Record<string, StoredAnswer | undefined>>;
  facts: SystemFacts;
  remarks: readonly Remark[];
  asked: Asked;
  progress: Progress;
  score: Score | null;
}

// The same digest is the same questionnaire, so what was read once is kept.
const known = new Map<string, Template>();

/** Returns the contents of assessments by their ids, read together; the caller has checked that they may be read. */
export async function contentsOf(
  tx: Transaction,
  assessments: readonly Pick<Assessment, "id" | "systemId" | "templateDigest">[],
): Promise<Map<string, Content>> {
  if (assessments.length === 0) return new Map();
  const ids = assessments.map(({ id }) => id);
  const templates = await templatesOf(tx, assessments);
  const facts = await factsOf(
    tx,
    assessments.map(({ systemId }) => systemId).filter((id) => id !== null),
  );
  const questions = groupBy(
    await tx.assessmentQuestion.findMany({
      where: { assessmentId: { in: ids } },
      select: { id: true, key: true, assessmentId: true },
    }),
  );
  const answers = groupBy(await answersIn(tx, ids));
  const remarks = groupBy(
    await tx.assessmentRemark.findMany({
      where: { assessmentId: { in: ids } },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
  );
  const contents = new Map<string, Content>();
  for (const { id, systemId, templateDigest } of assessments) {
    const template = templates.get(templateDigest);
    if (!template) continue;
    contents.set(
      id,
      contentOf(
        template,
        questions.get(id) ?? [],
        answers.get(id) ?? [],
        remarks.get(id) ?? [],
        facts.get(systemId ?? "") ?? {},
      ),
    );
  }
  return contents;
}

type QuestionRow = { id: string; key: string; assessmentId: string };
type RemarkRow = { questionId: string | null; text: string; createdById: string; createdAt: Date };

function contentOf(
  template: Template,
  questions: readonly QuestionRow[],
  answers: readonly AnswerRow[],
  remarkRows: readonly RemarkRow[],
  facts: SystemFacts,
): Content {
  const keyOf = new Map(questions.map(({ id, key }) => [id, key]));
  const latest = new Map(answers.map((row) => [row.questionId, row.createdAt]));
  const standing = Object.fromEntries(
    answers.flatMap((row) =>
      row.kind === "none" ? [] : [[keyOf.get(row.questionId) ?? "", standingOf(row)]],
    ),
  );
  const remarks = remarkRows.map(({ questionId, text, createdById, createdAt }) => ({
    questionKey: questionId === null ? null : (keyOf.get(questionId) ?? null),
    text,
    byId: createdById,
    at: createdAt,
    mended: questionId !== null && (latest.get(questionId) ?? new Date(0)) > createdAt,
  }));
  const returned = new Set(remarks.flatMap((one) => (one.mended ? [] : (one.questionKey ?? []))));
  const bare = answersOf(standing);
  return {
    template,
    questionIds: new Map(questions.map(({ id, key }) => [key, id])),
    standing,
    facts,
    remarks,
    asked: askedOf(template, bare, facts),
    progress: progressOf(template, standing, facts, returned),
    score: scoreOf(template, bare, facts),
  };
}

function standingOf(row: AnswerRow): StoredAnswer {
  const { questionId, number, way, answeredById, respondent, respondentId, source, saidAt, createdAt } = row;
  const who = { answeredById, respondent, respondentId, source };
  return { answer: answerIn(row), questionId, number, way, ...who, saidAt, at: createdAt };
}

/** Returns an answer as its row keeps it. */
export function answerIn({ kind, value, reason }: Pick<AnswerRow, "kind" | "value" | "reason">): Answer {
  if (kind === "unknown") return { kind: "unknown" };
  if (kind === "not-applicable") return { kind: "not-applicable", reason: reason ?? "" };
  return { kind: "value", value: value as Extract<Answer, { kind: "value" }>["value"] };
}

interface AnswerRow {
  assessmentId: string;
  questionId: string;
  number: number;
  kind: string;
  value: unknown;
  reason: string | null;
  way: Standing["way"];
  saidAt: Date;
  answeredById: string | null;
  respondent: string | null;
  respondentId: string | null;
  source: string | null;
  createdAt: Date;
}

// Of each question the newest alone.
function answersIn(tx: Transaction, ids: readonly string[]): Promise<AnswerRow[]> {
  return tx.$queryRaw<AnswerRow[]>`
    select distinct on ("questionId") "assessmentId"::text, "questionId"::text, number, kind, value, reason, way,
      "saidAt", "answeredById"::text, respondent, "respondentId"::text, source, "createdAt"
    from assessment_answers where "assessmentId" = any (${[...ids]}::uuid[])
    order by "questionId", number desc`;
}

async function templatesOf(
  tx: Transaction,
  assessments: readonly Pick<Assessment, "id" | "templateDigest">[],
): Promise<ReadonlyMap<string, Template>> {
  const missing = new Map(
    assessments
      .filter(({ templateDigest }) => !known.has(templateDigest))
      .map(({ id, templateDigest }) => [templateDigest, id]),
  );
  if (missing.size > 0) {
    const forms = await tx.assessmentForm.findMany({
      where: { assessmentId: { in: [...missing.values()] } },
      select: { digest: true, content: true },
    });
    for (const { digest, content } of forms) known.set(digest, content as unknown as Template);
  }
  return known;
}

async function factsOf(tx: Transaction, systemIds: readonly string[]): Promise<Map<string, SystemFacts>> {
  if (systemIds.length === 0) return new Map();
  const systems = await tx.system.findMany({ where: { id: { in: [...systemIds] } } });
  return new Map(systems.map((system) => [system.id, knownFacts(system)]));
}

/** Returns the facts of a system that a questionnaire may read. */
export function knownFacts(system: object): SystemFacts {
  const all = system as Record<string, unknown>;
  return Object.fromEntries(systemFacts.map((fact) => [fact, all[fact] ?? null]));
}

function groupBy<T extends { assessmentId: string }>(rows: readonly T[]): Map<string, T[]> {
  const grouped = new Map<string, T[]>();
  for (const row of rows) grouped.set(row.assessmentId, [...(grouped.get(row.assessmentId) ?? []), row]);
  return grouped;
}
