import "server-only";
import { risksRead } from "@/lib/domain/risks/access";
import { reviewOutcomes } from "@/lib/domain/risks/acts/schema";
import { decisionBlocks } from "@/lib/domain/risks/decision-blocks";
import { evidenceBlocks } from "@/lib/domain/risks/evidence-blocks";
import { lossBlocks } from "@/lib/domain/risks/loss-blocks";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { listReviews, listScores } from "@/lib/domain/risks/queries/record";
import { readRisk, riskHistory } from "@/lib/domain/risks/queries/risk";
import { toRow } from "@/lib/domain/risks/queries/row";
import { riskColumns } from "@/lib/domain/risks/register/schema";
import { riskReport as registerReport } from "@/lib/domain/risks/report";
import { riskStatuses, scoreKinds } from "@/lib/domain/risks/schema";
import { tasksOf } from "@/lib/domain/tasks/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { type CellWords, paperCell } from "@/lib/platform/register/cell-words";
import type { RegisterRow } from "@/lib/platform/register/column";
import { recordReport } from "@/lib/platform/register/record-report";
import { formatDay } from "@/lib/platform/report/format";
import { type Block, badge, type Cell } from "@/lib/platform/report/model";
import { factsOf, historyBlocks, shortInstant, textsOf } from "@/lib/platform/report/record-blocks";
import type { Option } from "@/lib/platform/schema/field";

/** One risk on paper: facts, scores, treatment, acceptance, reviews and history; or its row as CSV. */
export const oneRiskReport = recordReport({
  concept: "risks",
  one: "One risk",
  permission: risksRead,
  looksBack: true,
  columns: riskColumns,
  words: registerReport,
  async read(context, id) {
    const risk = await readRisk(context, id);
    return { row: toRow(risk, await groundOf(context)) as RegisterRow, unitId: risk.unitId };
  },
  async write({ actor }, row, words) {
    const { id } = row;
    const status = riskStatuses.find(({ value }) => value === row["status"]);
    const { entries } = await riskHistory.execute(actor, { id });
    return {
      title: String(row["title"]),
      subtitle: `Risk ${row.ref}`,
      state: status?.label ?? String(row["status"]),
      sections: [
        { kind: "heading", level: 1, text: "The risk" },
        factsOf(riskColumns, factKeys(row), row, words),
        ...textsOf(riskColumns, ["cause", "event", "consequence"], row),
        { kind: "heading", level: 2, text: "AI systems" },
        systems(row),
        ...(await scoreBlocks(actor, row, words)),
        ...(await lossBlocks(actor, row.id, words)),
        ...(await treatmentBlocks(actor, row, words)),
        ...(await decisionBlocks(actor, id, words, {
          title: "Acceptance",
          empty: "Nobody has asked for its acceptance.",
        })),
        ...(await reviewBlocks(actor, id, words)),
        ...(await evidenceBlocks(actor, { type: "risks", id })),
        ...historyBlocks(entries, words.timeZone),
      ],
    };
  },
});

// Nothing overdue is no fact worth a line; a dash would read as "not known".
function factKeys(row: RegisterRow): string[] {
  const late = Array.isArray(row["overdue"]) && row["overdue"].length > 0 ? ["overdue"] : [];
  return ["ref", "unit", "owner", "category", "threatFamily", "status", "level", "appetite", ...late];
}

function systems(row: RegisterRow): Block {
  const named = Array.isArray(row["systems"]) ? row["systems"].map(nameIn) : [];
  if (named.length === 0) return { kind: "paragraph", style: "muted", text: "It is linked to no AI system." };
  return { kind: "list", items: named };
}

async function scoreBlocks(actor: Actor, row: RegisterRow, words: CellWords): Promise<Block[]> {
  const { rows } = await listScores.execute(actor, { id: row.id });
  const column = riskColumns.find(({ key }) => key === "currentScore");
  const level = (score: number): Cell => (column ? paperCell(column, score, words) : score);
  return [
    { kind: "heading", level: 1, text: "Scores" },
    factsOf(riskColumns, ["inherentScore", "currentScore", "targetScore"], row, words),
    {
      kind: "table",
      title: "How it was scored",
      note: "Newest first; a score is likelihood × impact.",
      columns: [
        { label: "When", weight: 1.4 },
        { label: "Which", weight: 0.9, rowHeader: true },
        { label: "Likelihood", weight: 0.8, kind: "number", align: "right" },
        { label: "Impact", weight: 0.7, kind: "number", align: "right" },
        { label: "Score", weight: 1.1, kind: "badge" },
        { label: "Reason", weight: 3 },
        { label: "By", weight: 1.3 },
      ],
      rows: rows.map(({ scoredAt, kind, likelihood, impact, score, reason, scoredBy }) => [
        shortInstant(scoredAt, words.timeZone),
        wordOf(scoreKinds, kind),
        likelihood,
        impact,
        level(score),
        reason,
        scoredBy,
      ]),
      empty: "It was never scored.",
    },
  ];
}

async function treatmentBlocks(actor: Actor, row: RegisterRow, words: CellWords): Promise<Block[]> {
  const tasks = await tasksOf.execute(actor, { subject: row.id });
  return [
    { kind: "heading", level: 1, text: "Treatment" },
    factsOf(riskColumns, ["treatment", "treatmentDueOn"], row, words),
    ...textsOf(riskColumns, ["treatmentPlan"], row),
    {
      kind: "table",
      title: "Tasks",
      columns: [
        { label: "Task", weight: 3, rowHeader: true },
        { label: "For", weight: 1.4 },
        { label: "Due", weight: 1 },
        { label: "State", weight: 1, kind: "badge" },
      ],
      rows: tasks.map(({ title, assignee, dueOn, doneAt }) => [
        title,
        assignee?.name ?? null,
        dueOn === null ? null : dayWords(dueOn),
        doneAt === null ? badge("Open", "info") : badge("Done", "good"),
      ]),
      empty: "No tasks.",
    },
  ];
}

async function reviewBlocks(actor: Actor, id: string, words: CellWords): Promise<Block[]> {
  const { rows } = await listReviews.execute(actor, { id });
  return [
    { kind: "heading", level: 1, text: "Reviews" },
    {
      kind: "table",
      columns: [
        { label: "When", weight: 1.4 },
        { label: "Outcome", weight: 1.2, rowHeader: true },
        { label: "What was found", weight: 3.5 },
        { label: "Next review", weight: 1.1 },
        { label: "By", weight: 1.4 },
      ],
      rows: rows.map(({ reviewedAt, outcome, notes, nextReviewOn, reviewedBy }) => [
        shortInstant(reviewedAt, words.timeZone),
        wordOf(reviewOutcomes, outcome),
        notes,
        nextReviewOn === null ? null : dayWords(nextReviewOn),
        reviewedBy,
      ]),
      empty: "It was not reviewed yet.",
    },
  ];
}

function wordOf(options: readonly Option[], value: string): string {
  return options.find((option) => option.value === value)?.label ?? value;
}

function dayWords(day: string): string {
  return formatDay(new Date(`${day}T00:00:00Z`), "UTC");
}

function nameIn(value: unknown): string {
  return typeof value === "object" && value !== null && "name" in value ? String(value.name) : "somebody";
}
