import "server-only";
import type { SeenAssessment } from "@/lib/domain/assessments/queries/assessment";
import type { PrintedComment } from "@/lib/domain/comments/queries";
import type { LinkedEvidence } from "@/lib/domain/evidence/queries/linked";
import { freshnesses } from "@/lib/domain/evidence/schema";
import { type Block, badge } from "@/lib/platform/report/model";
import { shortInstant } from "@/lib/platform/report/record-blocks";
import { formatDay } from "@/lib/platform/time/format-day";

/** Returns the evidence on the assessment and its questions: which version, its digest, and how fresh it is. */
export function evidenceBlocks(assessment: SeenAssessment, onWhole: readonly LinkedEvidence[]): Block[] {
  const { evidence } = assessment;
  const labels = labelsOf(assessment);
  const linked = [
    ...onWhole.map((one) => ({ one, on: "The whole" })),
    ...[...labels].flatMap(([id, label]) => (evidence[id] ?? []).map((one) => ({ one, on: label }))),
  ];
  return [
    { kind: "heading", level: 1, text: "Evidence" },
    {
      kind: "table",
      columns: [
        { label: "Evidence", weight: 2, rowHeader: true },
        { label: "On", weight: 2 },
        { label: "Version", weight: 0.7, kind: "number", align: "right" },
        { label: "SHA-256", weight: 2.2 },
        { label: "Freshness", weight: 1.2, kind: "badge" },
        { label: "Valid until", weight: 1 },
      ],
      rows: linked.map(({ one: { ref, title, file, freshness, validUntil }, on }) => {
        const shown = freshnesses.find(({ value }) => value === freshness);
        return [
          `${ref} ${title}`,
          on,
          file.number,
          file.sha256.replace(/(.{8})(?=.)/g, "$1 "),
          shown ? badge(shown.label, shown.tone) : freshness,
          validUntil === null ? null : formatDay(validUntil),
        ];
      }),
      empty: "No evidence is attached.",
    },
  ];
}

/** Returns what people said about the assessment and its questions, in the order of the questions. */
export function commentBlocks(
  assessment: SeenAssessment,
  comments: readonly PrintedComment[],
  timeZone: string,
): Block[] {
  const labels = new Map([[assessment.id, "The whole"], ...labelsOf(assessment)]);
  return [
    { kind: "heading", level: 1, text: "Comments" },
    {
      kind: "table",
      columns: [
        { label: "On", weight: 2, rowHeader: true },
        { label: "Who and when", weight: 1.4 },
        { label: "Comment", weight: 4 },
      ],
      rows: [...labels].flatMap(([id, label]) =>
        comments
          .filter(({ subjectId }) => subjectId === id)
          .map(({ by, at, text }) => [label, `${by}, ${shortInstant(at, timeZone)}`, text]),
      ),
      empty: "Nobody has said anything.",
    },
  ];
}

/** The words of each question by the id under which it keeps its comments and evidence, in reading order. */
function labelsOf({ template, questionIds }: SeenAssessment): Map<string, string> {
  const questions = template.sections.flatMap((section) => section.questions);
  return new Map(questions.map(({ key, label }) => [questionIds[key] ?? key, label]));
}
