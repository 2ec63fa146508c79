import "server-only";
import { systemsRead } from "@/lib/domain/inventory/systems/access";
import { stages } from "@/lib/domain/inventory/systems/options/schema";
import { readSystem, systemHistory } from "@/lib/domain/inventory/systems/queries";
import { systemColumns } from "@/lib/domain/inventory/systems/schema";
import { risksRead } from "@/lib/domain/risks/access";
import { decisionBlocks } from "@/lib/domain/risks/decision-blocks";
import { evidenceBlocks } from "@/lib/domain/risks/evidence-blocks";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { riskColumns } from "@/lib/domain/risks/register/schema";
import { riskReport } from "@/lib/domain/risks/report";
import { type Actor, mayAnywhere } from "@/lib/platform/access/actor";
import { type CellWords, paperCell } from "@/lib/platform/register/cell-words";
import type { RegisterRow } from "@/lib/platform/register/column";
import { paperColumns } from "@/lib/platform/register/export-paper";
import { recordReport } from "@/lib/platform/register/record-report";
import type { Block, Row } from "@/lib/platform/report/model";
import { factsOf, historyBlocks, shortInstant, textsOf } from "@/lib/platform/report/record-blocks";

type ReadSystem = Awaited<ReturnType<typeof readSystem>>;

const texts = ["purpose", "description"];
const first = [
  "ref",
  "unit",
  "owner",
  "technicalOwner",
  "stage",
  "kind",
  "criticality",
  "nextReviewOn",
  "completeness",
];
const parts = ["models", "datasets", "vendors"];
const notFacts = new Set(["name", "createdAt", "updatedAt", ...first, ...texts, ...parts]);
const facts = systemColumns.map(({ key }) => key).filter((key) => !notFacts.has(key));

/** One AI system on paper: facts and gaps, parts, its life, its risks and history; or its row as CSV. */
export const oneSystemReport = recordReport({
  concept: "systems",
  one: "One AI system",
  permission: systemsRead,
  looksBack: true,
  columns: systemColumns,
  words: riskReport,
  async read(context, id) {
    const system = await readSystem(context, id);
    return { row: system as ReadSystem & RegisterRow, unitId: system.unit.id };
  },
  async write({ actor }, row, words) {
    const stage = stages.find(({ value }) => value === row.stage);
    const { entries } = await systemHistory.execute(actor, { id: row.id });
    return {
      title: row.name,
      subtitle: `AI system ${row.ref}`,
      state: stage?.label ?? row.stage,
      sections: [
        { kind: "heading", level: 1, text: "The system" },
        factsOf(systemColumns, first, row, words),
        ...textsOf(systemColumns, texts, row),
        { kind: "heading", level: 1, text: "What is known of it" },
        {
          kind: "paragraph",
          style: "muted",
          text: `${row.completeness} % of the facts are known; a dash is a fact that nobody has given yet.`,
        },
        factsOf(systemColumns, facts, row, words),
        { kind: "heading", level: 1, text: "What it uses" },
        factsOf(systemColumns, parts, row, words),
        ...life(row, words),
        ...(await decisionBlocks(actor, row.id, words, {
          title: "Approval of its moves",
          empty: "No move of it was put before a second person.",
        })),
        ...(await riskBlocks(actor, row.id, words)),
        ...(await evidenceBlocks(actor, { type: "systems", id: row.id })),
        ...historyBlocks(entries, words.timeZone),
      ],
    };
  },
});

function life({ moves }: ReadSystem, { timeZone }: CellWords): Block[] {
  const word = (stage: string) => stages.find(({ value }) => value === stage)?.label ?? stage;
  return [
    { kind: "heading", level: 1, text: "Its life" },
    {
      kind: "table",
      columns: [
        { label: "When", weight: 1.4 },
        { label: "From", weight: 1 },
        { label: "To", weight: 1, rowHeader: true },
        { label: "Reason", weight: 3.5 },
        { label: "By", weight: 1.4 },
      ],
      rows: moves.map(({ movedAt, fromStage, toStage, reason, movedBy }) => [
        shortInstant(movedAt, timeZone),
        word(fromStage),
        word(toStage),
        reason,
        movedBy,
      ]),
      empty: "It has not moved since it was entered.",
    },
  ];
}

const shown = ["ref", "title", "currentScore", "status", "owner", "treatmentDueOn"];

async function riskBlocks(actor: Actor, systemId: string, words: CellWords): Promise<Block[]> {
  const heading: Block = { kind: "heading", level: 1, text: "Its risks" };
  if (!mayAnywhere(actor, risksRead)) {
    return [
      heading,
      { kind: "paragraph", style: "muted", text: "The reader may not see the risk register." },
    ];
  }
  const columns = shown.flatMap((key) => riskColumns.find((column) => column.key === key) ?? []);
  const rows: Row[] = [];
  for await (const batch of riskRegister.batches(actor, { systems: systemId, columns: shown.join(",") })) {
    rows.push(...batch.map((row) => columns.map((column) => paperCell(column, row[column.key], words))));
  }
  return [
    heading,
    { kind: "table", columns: paperColumns(columns), rows, empty: "No risk is linked to it." },
  ];
}
