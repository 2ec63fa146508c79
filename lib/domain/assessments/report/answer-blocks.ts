import "server-only";
import { answersOf } from "@/lib/domain/assessments/answers/rules";
import { answerWords } from "@/lib/domain/assessments/answers/words/rules";
import { groupsIn } from "@/lib/domain/assessments/fairness/rules";
import type { SeenAssessment } from "@/lib/domain/assessments/queries/assessment";
import { fairnessBlocks } from "@/lib/domain/assessments/report/fairness-blocks";
import { citations } from "@/lib/domain/assessments/report/source-blocks";
import { askedOf } from "@/lib/domain/assessments/templates/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import { type Block, badge, type Cell, type Row } from "@/lib/platform/report/model";
import { formatDay } from "@/lib/platform/time/format-day";

type TableQuestion = Extract<Question, { kind: "table" }>;

/** Returns every question that is asked with its answer, in reading order; tables and what is computed from them after their section. */
export function answerBlocks(assessment: SeenAssessment): Block[] {
  const { template, answers, facts } = assessment;
  const { sections } = askedOf(template, answersOf(answers), facts);
  const sourcesOf = citations(assessment);
  return [
    { kind: "heading", level: 1, text: "Answers" },
    {
      kind: "paragraph",
      style: "muted",
      text: "In the order in which they are asked. The numbers in brackets are those of the sources at the end.",
    },
    ...sections.flatMap(({ section, questions }): Block[] => [
      { kind: "heading", level: 2, text: section.title },
      ...(section.text ? [{ kind: "paragraph" as const, style: "muted" as const, text: section.text }] : []),
      {
        kind: "table",
        columns: [
          { label: "Question", weight: 3.2, rowHeader: true },
          { label: "Answer", weight: 3 },
          { label: "Note", weight: 1.1, kind: "badge" },
          { label: "Given by", weight: 1.3 },
          { label: "Sources", weight: 1.7 },
        ],
        rows: questions.map((question) => [...rowOf(question, assessment), sourcesOf(question)]),
      },
      ...questions.flatMap((question) =>
        question.kind === "table" ? tableBlocks(question, assessment) : [],
      ),
    ]),
  ];
}

function rowOf(question: Question, assessment: SeenAssessment): Row {
  const { answers, names, remarks, questionIds, evidence } = assessment;
  const stands = answers[question.key];
  const remark = remarks.findLast(({ questionKey, mended }) => questionKey === question.key && !mended);
  const files = evidence[questionIds[question.key] ?? ""] ?? [];
  const words =
    question.kind === "table" && rowsIn(question, assessment).length > 0
      ? "See the table below."
      : answerWords(question, stands?.answer, names);
  return [
    question.label,
    [
      words,
      ...(files.length > 0 ? [`Evidence: ${files.map(({ ref }) => ref).join(", ")}`] : []),
      ...(remark ? [`To be mended, ${remark.by}: ${remark.text}`] : []),
    ].join("\n"),
    noteOf(question, assessment, remark !== undefined),
    stands ? givenBy(stands) : null,
  ];
}

function givenBy({
  by: name,
  outside,
  at,
  saidOn,
  way,
  source,
}: NonNullable<SeenAssessment["answers"][string]>): string {
  const by = outside ? `${name} (from outside)` : name;
  const given = formatDay(saidOn.slice(0, 10));
  if (source !== null)
    return way === "carried"
      ? `From records of ${given}: ${source}`
      : `${by}, ${formatDay(at.slice(0, 10))} (from records of ${given}: ${source})`;
  if (way === "carried") return `${by}, ${given}`;
  return way === "confirmed" ? `${by}, ${formatDay(at.slice(0, 10))} (first ${given})` : `${by}, ${given}`;
}

// Only what differs from a plain answer is marked, so that it is seen.
function noteOf(question: Question, { answers }: SeenAssessment, returned: boolean): Cell {
  const stands = answers[question.key];
  if (returned) return badge("To mend", "warn");
  if (!stands) return question.required ? badge("Open", "unknown") : "";
  if (stands.way === "carried") return badge("Not confirmed", "warn");
  if (stands.answer.kind === "unknown") return badge("Gap", "warn");
  return stands.answer.kind === "not-applicable" ? badge("Does not apply", "neutral") : "";
}

type TableRow = Readonly<Record<string, string | number | null>>;

function rowsIn({ key }: TableQuestion, { answers }: SeenAssessment): readonly TableRow[] {
  const answer = answers[key]?.answer;
  return answer?.kind === "value" && Array.isArray(answer.value) ? (answer.value as TableRow[]) : [];
}

function tableBlocks(question: TableQuestion, assessment: SeenAssessment): Block[] {
  const rows = rowsIn(question, assessment);
  if (rows.length === 0) return [];
  const { label, columns, figures } = question;
  return [
    {
      kind: "table",
      title: label,
      columns: columns.map(({ label: heading, unit, kind }, index) => ({
        label: unit ? `${heading} (${unit})` : heading,
        ...(kind === "integer" || kind === "number"
          ? { kind: "number" as const, align: "right" as const, weight: 1 }
          : { weight: 1.6 }),
        ...(index === 0 ? { rowHeader: true } : {}),
      })),
      rows: rows.map((row) =>
        columns.map(({ key, options }) => {
          const cell = row[key] ?? null;
          return options?.find(({ value }) => value === cell)?.label ?? cell;
        }),
      ),
    },
    ...(figures === "group-fairness" ? fairnessBlocks(groupsIn(rows)) : []),
  ];
}
