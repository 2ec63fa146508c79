import "server-only";
import { decisionTable } from "@/lib/domain/decisions/decision-report";
import { contentOf, type StageContent } from "@/lib/domain/pasta-stages/content/of-stages";
import type { Section } from "@/lib/domain/pasta-stages/content/sections";
import { missingAt } from "@/lib/domain/pasta-stages/gate";
import { readRecords } from "@/lib/domain/pasta-stages/queries/records";
import { stageStates } from "@/lib/domain/pasta-stages/schema";
import { findModel } from "@/lib/domain/threat-models/queries/find";
import type { PastaStage } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import type { CellWords } from "@/lib/platform/register/cell-words";
import { type Block, badge, type Cell } from "@/lib/platform/report/model";

const mostMissing = 10;

/**
 * Returns the record of PASTA of a threat model on paper: where the seven stages stand, and for each what its gate finds, what
 * it leaves behind and who decided. Nothing for a model that is done by STRIDE alone.
 */
export async function stageBlocks(context: Context, id: string, words: CellWords): Promise<Block[]> {
  const model = await findModel(context, id);
  if (model.approach === "stride") return [];
  const records = await readRecords(context, model);
  const content = contentOf(records);
  const all = records.stages.map((row) => ({ row, ...(content.get(row.stage) as StageContent) }));
  const names = await namesOf(
    context,
    all.flatMap(({ sections }) => sections),
  );
  const blocks: Block[] = [{ kind: "heading", level: 1, text: "PASTA" }, overview(all)];
  for (const { row, stage, sections, gate } of all)
    blocks.push(
      { kind: "heading", level: 2, text: `Stage ${stage.number}: ${stage.name}` },
      ...(row.stateReason ? [{ kind: "paragraph" as const, text: row.stateReason }] : []),
      gateTable(gate),
      outputTable(sections, names),
      await decisionTable(context, row.id, words, {
        note: "The digest is that of what the stage leaves behind and of what its gate found.",
        empty: "Nobody has asked for the sign-off of this stage.",
      }),
    );
  return blocks;
}

interface Stage extends StageContent {
  row: PastaStage;
}

function overview(all: readonly Stage[]): Block {
  return {
    kind: "table",
    columns: [
      { label: "Stage", weight: 3, rowHeader: true },
      { label: "State", weight: 1.2, kind: "badge" },
      { label: "Missing at its gate", weight: 1, kind: "number", align: "right" },
    ],
    rows: all.map(({ row, stage, gate }) => [`${stage.number} ${stage.name}`, stateOf(row), missingAt(gate)]),
  };
}

function stateOf({ state }: PastaStage): Cell {
  const known = stageStates.find(({ value }) => value === state);
  return known ? badge(known.label, known.tone) : state;
}

function gateTable(gate: StageContent["gate"]): Block {
  return {
    kind: "table",
    title: "Gate",
    columns: [
      { label: "Asked", weight: 2.4, rowHeader: true },
      { label: "Of", weight: 0.6, kind: "number", align: "right" },
      { label: "Missing", weight: 0.7, kind: "number", align: "right" },
      { label: "What is missing", weight: 4 },
    ],
    rows: gate.map(({ label, of, missing }) => {
      const more = missing.length - mostMissing;
      const told = missing.slice(0, mostMissing).map(({ name, why }) => `${name} ${why}`);
      return [label, of, missing.length, [...told, ...(more > 0 ? [`and ${more} more`] : [])].join("; ")];
    }),
  };
}

// One row per line, so that a long list is cut between its lines.
function outputTable(sections: readonly Section[], names: ReadonlyMap<string, string>): Block {
  return {
    kind: "table",
    title: "What it leaves behind",
    columns: [
      { label: "Output", weight: 1.6, rowHeader: true },
      { label: "As recorded", weight: 5 },
    ],
    rows: sections.flatMap(({ title, lines }): Cell[][] => {
      if (lines.length === 0) return [[title, null]];
      return lines.map(({ text, note, personIds = [] }, at) => {
        const people = personIds.map((id) => names.get(id) ?? "somebody who left").join(", ");
        return [at === 0 ? title : "", [text, people, note].filter(Boolean).join(". ")];
      });
    }),
  };
}

async function namesOf({ tx }: Context, sections: readonly Section[]): Promise<ReadonlyMap<string, string>> {
  const ids = sections.flatMap(({ lines }) => lines.flatMap(({ personIds = [] }) => personIds));
  const people = await tx.person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}
