import "server-only";
import { classificationsRead } from "@/lib/domain/obligations/access";
import {
  type ClassificationView,
  classificationHistoryOf,
  readClassification,
} from "@/lib/domain/obligations/classifications/queries/classification";
import {
  classificationColumns,
  classificationStates,
  routes,
} from "@/lib/domain/obligations/classifications/schema";
import { outcomeOptions } from "@/lib/domain/obligations/schema";
import type { RegisterRow } from "@/lib/platform/register/column";
import { recordReport } from "@/lib/platform/register/record-report";
import { type Block, badge } from "@/lib/platform/report/model";
import { historyBlocks } from "@/lib/platform/report/record-blocks";
import { formatDay } from "@/lib/platform/time/format-day";

const labelIn = (options: readonly { value: string; label: string }[], value: string | null) =>
  options.find((one) => one.value === value)?.label ?? value;

/** The classification of one AI system on paper: outcomes with articles and dates, every answer, who signed; or its row as CSV. */
export const classificationReport = recordReport({
  concept: "classifications",
  one: "One EU AI Act classification",
  permission: classificationsRead,
  looksBack: true,
  columns: classificationColumns,
  async read(context, id) {
    const view = await readClassification(context, id);
    const { ref, name, unit } = view.system;
    const row = { ...view, ref, name, unit, owner: view.owner, openQuestions: view.openQuestions.length };
    return {
      row: { ...row, view } as unknown as RegisterRow & { view: ClassificationView & never },
      unitId: unit.id,
    };
  },
  async write(context, row, words) {
    const view = row.view as ClassificationView;
    const { entries } = await classificationHistoryOf.execute(context.actor, { id: view.id });
    return {
      title: view.system.name,
      subtitle: `EU AI Act classification of ${view.system.ref}`,
      state: labelIn(classificationStates, view.state) ?? view.state,
      sections: [
        ...headBlocks(view),
        ...outcomeBlocks(view),
        ...answerBlocks(view),
        ...historyBlocks(entries, words.timeZone),
      ],
    };
  },
});

function headBlocks(view: ClassificationView): Block[] {
  const { riskClass, modelClass, openQuestions, law, stateReason, signature } = view;
  const label = labelIn(outcomeOptions, riskClass ?? modelClass);
  const lead =
    openQuestions.length > 0
      ? `${openQuestions.length} questions are still to be answered: ${openQuestions.join(", ")}. ${label ? `By the answers so far: ${label}.` : "No class follows yet."}`
      : `${label ?? "Nothing of the Act applies by these answers"}${dates(view)}.`;
  return [
    { kind: "heading", level: 1, text: "The classification" },
    { kind: "paragraph", style: "lead", text: lead },
    {
      kind: "facts",
      items: [
        { label: "State", value: labelIn(classificationStates, view.state) },
        { label: "Why", value: stateReason },
        {
          label: "Route into the high-risk class",
          value: view.routes.map((one) => labelIn(routes, one)).join(", ") || null,
        },
        { label: "Edition of the law", value: law.edition },
        { label: "SHA-256 of the law's data", value: law.digest },
        { label: "Signed by", value: signature?.signer ?? null },
        { label: "Reason of the signer", value: signature?.reason ?? null },
        { label: "Digest of what was signed", value: signature?.digest ?? null },
      ],
    },
    {
      kind: "paragraph",
      style: "muted",
      text: "This is the organisation's own classification, not legal advice.",
    },
  ];
}

function dates({ appliesFrom, practicalFrom }: ClassificationView): string {
  if (appliesFrom === null) return "";
  const practical =
    practicalFrom && practicalFrom !== appliesFrom ? `, in practice ${formatDay(practicalFrom)}` : "";
  return `, from ${formatDay(appliesFrom)}${practical}`;
}

function outcomeBlocks({ outcomes, warnings }: ClassificationView): Block[] {
  return [
    { kind: "heading", level: 1, text: "Every outcome" },
    {
      kind: "table",
      note: "The formal date is that of Art. 113. The practical date is the later one from which it can have effect; both are shown where they differ.",
      columns: [
        { label: "Outcome", weight: 1.5, kind: "badge", rowHeader: true },
        { label: "As", weight: 1 },
        { label: "Article", weight: 2 },
        { label: "Formal", weight: 0.9 },
        { label: "Practical", weight: 0.9 },
        { label: "Because", weight: 3 },
      ],
      rows: outcomes.map((one) => [
        badge(one.label, outcomeOptions.find(({ value }) => value === one.outcome)?.tone ?? "neutral"),
        one.role ?? "Any role",
        `${one.legalRef}${one.route ? ` (${labelIn(routes, one.route)})` : ""}`,
        one.appliesFrom && formatDay(one.appliesFrom),
        one.practicalFrom && formatDay(one.practicalFrom),
        [one.because, one.note].filter(Boolean).join("\n"),
      ]),
      empty: "No outcome follows from the answers so far.",
    },
    ...(warnings.length > 0
      ? ([
          { kind: "heading", level: 2, text: "What to know about it" },
          { kind: "list", items: warnings },
        ] satisfies Block[])
      : []),
  ];
}

function answerBlocks({ questions }: ClassificationView): Block[] {
  const parts = [...new Set(questions.map(({ part }) => part))];
  return [
    { kind: "heading", level: 1, text: "Every question and answer" },
    ...parts.map(
      (part): Block => ({
        kind: "table",
        title: part,
        columns: [
          { label: "No.", weight: 0.5 },
          { label: "Question", weight: 3.6, rowHeader: true },
          { label: "Article", weight: 1.3 },
          { label: "Answer", weight: 1.5 },
          { label: "By", weight: 1.3 },
        ],
        rows: questions
          .filter((one) => one.part === part)
          .map(({ id, text, legalRef, answers, source, by, at }) => [
            id,
            text,
            legalRef,
            answers.length > 0 ? answers.join("\n") : "Open",
            source === "register" ? "The register" : by && at ? `${by}, ${formatDay(at.slice(0, 10))}` : "",
          ]),
      }),
    ),
  ];
}
