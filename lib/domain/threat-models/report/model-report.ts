import "server-only";
import { decisionRegister } from "@/lib/domain/decisions/queries";
import { decisionStates } from "@/lib/domain/decisions/schema";
import { threatModelsRead, visibleTo } from "@/lib/domain/threat-models/access";
import { drawingBlock } from "@/lib/domain/threat-models/diagram/drawing-block";
import { ownerNames } from "@/lib/domain/threat-models/drawing/assumption-owners";
import { modelOf } from "@/lib/domain/threat-models/drawing/content";
import { drawingOf } from "@/lib/domain/threat-models/queries/find";
import { getModelHistory } from "@/lib/domain/threat-models/queries/model";
import { countsOf, rowInclude, toRow } from "@/lib/domain/threat-models/queries/register";
import { modelColumns, modelStates } from "@/lib/domain/threat-models/record/schema";
import { partBlocks } from "@/lib/domain/threat-models/report/model-blocks";
import { coverageBlocks, threatBlocks } from "@/lib/domain/threat-models/report/threat-blocks";
import type { Actor } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { CellWords } from "@/lib/platform/register/cell-words";
import { recordReport } from "@/lib/platform/register/record-report";
import { type Block, badge } from "@/lib/platform/report/model";
import { factsOf, historyBlocks, shortInstant, textsOf } from "@/lib/platform/report/record-blocks";

const facts = ["ref", "system", "unit", "owner", "state", "nextReviewOn", "approach", "tier"];

/** One threat model on paper: its diagram, what it is made of, threats with decisions, coverage, sign-off and history. */
export const oneModelReport = recordReport({
  concept: "threat-models",
  one: "One threat model",
  permission: threatModelsRead,
  columns: modelColumns,
  layout: "register",
  async read(context, id) {
    const found = await context.tx.storedThreatModel.findFirst({
      where: { AND: [{ id }, visibleTo(context)] },
      include: rowInclude,
    });
    if (!found) throw new NotFound();
    const row = toRow(found, (await countsOf(context.tx, [id]))(id));
    return { row: { ...row, drawingId: found.drawingId }, unitId: found.unitId };
  },
  async write(context, row, words) {
    const { actor } = context;
    const { drawing, layout: positions } = await drawingOf(context, row.drawingId);
    const model = { ...modelOf(drawing), title: row.title, positions };
    const { entries } = await getModelHistory.execute(actor, { id: row.id });
    return {
      title: row.title,
      subtitle: `Threat model ${row.ref} of ${row.system.name}`,
      state: modelStates.find(({ value }) => value === row.state)?.label ?? row.state,
      sections: [
        { kind: "heading", level: 1, text: "The model" },
        factsOf(modelColumns, facts, row, words),
        ...textsOf(modelColumns, ["scopeNotes"], row),
        { kind: "heading", level: 1, text: "Diagram" },
        drawingBlock(model),
        { kind: "heading", level: 1, text: "What it is made of" },
        ...partBlocks(model, await ownerNames(context, drawing)),
        ...(await threatBlocks(actor, row.id, model)),
        ...(await coverageBlocks(actor, row.id)),
        ...(await signOffBlocks(actor, row.id, words)),
        ...historyBlocks(entries, words.timeZone),
      ],
    };
  },
});

async function signOffBlocks(actor: Actor, id: string, { timeZone }: CellWords): Promise<Block[]> {
  const { rows } = await decisionRegister.list.execute(actor, { subject: id, limit: 200 });
  const at = (instant: unknown) => (typeof instant === "string" ? shortInstant(instant, timeZone) : null);
  return [
    { kind: "heading", level: 1, text: "Sign-off" },
    {
      kind: "table",
      note: "The digest is that of the drawing and the threats as they were signed off.",
      columns: [
        { label: "State", weight: 1, kind: "badge" },
        { label: "Asked by", weight: 1.3, rowHeader: true },
        { label: "Reason", weight: 2.4 },
        { label: "Decided by", weight: 1.3 },
        { label: "Why", weight: 2 },
        { label: "Digest (SHA-256)", weight: 2.2 },
      ],
      rows: rows.map((row) => {
        const state = decisionStates.find(({ value }) => value === row["state"]);
        return [
          state ? badge(state.label, state.tone) : String(row["state"]),
          [nameIn(row["requestedBy"]), at(row["requestedAt"])].filter(Boolean).join(", "),
          textIn(row["reason"]),
          row["signer"] ? [nameIn(row["signer"]), at(row["signedAt"])].filter(Boolean).join(", ") : null,
          textIn(row["signerReason"]) ?? textIn(row["closedReason"]),
          textIn(row["digest"]),
        ];
      }),
      empty: "Nobody has asked for its sign-off.",
    },
  ];
}

function nameIn(value: unknown): string {
  return typeof value === "object" && value !== null && "name" in value ? String(value.name) : "somebody";
}

function textIn(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
