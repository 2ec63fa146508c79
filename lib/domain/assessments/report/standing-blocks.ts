import "server-only";
import type { SeenAssessment } from "@/lib/domain/assessments/queries/assessment";
import { assessmentStates } from "@/lib/domain/assessments/schema";
import { type Block, badge } from "@/lib/platform/report/model";
import { shortInstant } from "@/lib/platform/report/record-blocks";
import { formatDay } from "@/lib/platform/time/format-day";

/** Returns the state as the cover and every page say it; of an approval also until when it holds. */
export function stateWords({ state, signatures }: SeenAssessment): string {
  const label = assessmentStates.find(({ value }) => value === state)?.label ?? state;
  const until = state === "approved" ? signatures.find((one) => one.state === "granted")?.until : null;
  return until ? `${label} until ${formatDay(until)}` : label;
}

/** Returns where an assessment stands: what is assessed by whom, how far it has come, what is open, and its score. */
export function standingBlocks(assessment: SeenAssessment, timeZone: string): Block[] {
  const { state, stateReason, subject, owner, unit, dueOn, template, templateDigest } = assessment;
  const shown = assessmentStates.find(({ value }) => value === state);
  const submitted = assessment.submittedAt && shortInstant(assessment.submittedAt, timeZone);
  return [
    { kind: "heading", level: 1, text: "Where it stands" },
    { kind: "paragraph", style: "lead", text: leadOf(assessment) },
    ...(state === "approved" || !shown
      ? []
      : [
          {
            kind: "callout" as const,
            tone: shown.tone,
            title: `Not an approved assessment: ${shown.label.toLowerCase()}`,
            text: [shown.help, stateReason].filter(Boolean).join(" "),
          },
        ]),
    {
      kind: "facts",
      items: [
        { label: "State", value: shown ? badge(shown.label, shown.tone) : state },
        { label: "Assessed", value: subject && `${subject.ref} ${subject.name}` },
        { label: "Business unit", value: unit.name },
        { label: "Answered by", value: owner?.name ?? null },
        { label: "Due", value: formatDay(dueOn) },
        {
          label: "Handed in",
          value: submitted ? [assessment.submittedBy, submitted].filter(Boolean).join(", ") : null,
        },
        { label: "Questionnaire", value: `${template.title}, version ${template.version}` },
        { label: "Its digest (SHA-256)", value: templateDigest },
      ],
    },
    { kind: "paragraph", text: template.purpose },
    ...scoreBlocks(assessment),
    ...openBlocks(assessment),
  ];
}

function leadOf({ asked, answered, unknown, left }: SeenAssessment): string {
  const gaps =
    unknown === 0
      ? "None of the answers says “I don't know”."
      : `${unknown} of the answers ${unknown === 1 ? "says" : "say"} “I don't know” and ${unknown === 1 ? "is a gap" : "are gaps"}.`;
  const rest =
    left.length === 0
      ? ""
      : ` ${left.length} ${left.length === 1 ? "question is" : "questions are"} left to answer, confirm or mend.`;
  return `${answered} of the ${asked} questions that are asked are answered. ${gaps}${rest}`;
}

const round = (value: number) => Math.round(value * 10) / 10;

function scoreBlocks({ scored, template }: SeenAssessment): Block[] {
  if (!scored || !template.scoring) return [];
  const { label, moreIs, bands } = template.scoring;
  const { percent, band, earned, most, open, unknown, notApplicable, sections } = scored;
  const rule = `${round(earned)} of ${round(most)} points: the weighted points of the answers beside the most they could earn. More is ${moreIs}. “I don't know” ${moreIs === "better" ? "earns nothing" : "earns everything"}; what does not apply is left out (${notApplicable}). ${open} scored ${open === 1 ? "question is" : "questions are"} open, ${unknown} ${unknown === 1 ? "says" : "say"} “I don't know”.`;
  if (percent === null)
    return [
      { kind: "heading", level: 1, text: label },
      {
        kind: "paragraph",
        style: "muted",
        text: "Nothing that counts is answered yet, so there is no score.",
      },
    ];
  return [
    { kind: "heading", level: 1, text: label },
    {
      kind: "facts",
      items: [
        { label: "Score", value: `${Math.round(percent)} %${open > 0 ? " so far" : ""}` },
        {
          label: "Band",
          value: band
            ? badge(band.label, band.tone)
            : badge("Open until every scored question is answered", "unknown"),
        },
        ...(band ? [{ label: "What it means", value: band.help }] : []),
        {
          label: "Bands",
          value: bands.map((one) => `${one.label} from ${one.from} %`).join(", "),
        },
        { label: "How it comes about", value: rule },
      ],
    },
    {
      kind: "bars",
      title: "Points by section",
      counted: "Weighted points",
      bars: sections.map((one) => ({ label: one.title, value: round(one.earned), of: round(one.most) })),
    },
  ];
}

const whyLeft = { open: "Not answered", carried: "Not confirmed", returned: "To be mended" } as const;

function openBlocks({ left, hidden, remarks }: SeenAssessment): Block[] {
  const onWhole = remarks.filter(({ questionKey }) => questionKey === null);
  return [
    ...(left.length > 0
      ? [
          { kind: "heading" as const, level: 2 as const, text: "What is left" },
          {
            kind: "table" as const,
            columns: [
              { label: "Question", weight: 5, rowHeader: true },
              { label: "Why", weight: 1.2, kind: "badge" as const },
            ],
            rows: left.map(({ label, why }) => [
              label,
              badge(whyLeft[why], why === "open" ? "unknown" : "warn"),
            ]),
          },
        ]
      : []),
    ...(hidden.length > 0
      ? [
          { kind: "heading" as const, level: 2 as const, text: "Answered, but no longer asked" },
          {
            kind: "paragraph" as const,
            text: "Another answer or a fact of the system closed these questions. Their answers are kept and count for nothing.",
          },
          { kind: "list" as const, items: hidden.map(({ label }) => label) },
        ]
      : []),
    ...(onWhole.length > 0
      ? [
          { kind: "heading" as const, level: 2 as const, text: "Why it was returned" },
          {
            kind: "list" as const,
            items: onWhole.map(({ by, at, text }) => `${by}, ${formatDay(at.slice(0, 10))}: ${text}`),
          },
        ]
      : []),
  ];
}
