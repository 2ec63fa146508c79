import "server-only";
import { decisionTable } from "@/lib/domain/decisions/decision-report";
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
import { NotFound } from "@/lib/platform/errors/public-error";
import { recordReport } from "@/lib/platform/register/record-report";
import { contributedBlocks } from "@/lib/platform/registry/contributions";
import { factsOf, historyBlocks, textsOf } from "@/lib/platform/report/record-blocks";

const facts = ["ref", "system", "unit", "owner", "state", "nextReviewOn", "approach", "tier"];

/**
 * One threat model on paper: its diagram, what it is made of, threats with decisions, coverage, what other concepts
 * add, sign-off and history.
 */
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
    const threats = await context.tx.threat.findMany({
      where: { threatModelId: row.id },
      select: { id: true },
    });
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
        await decisionTable(
          context,
          threats.map((threat) => threat.id),
          words,
          {
            title: "Acceptances of threats",
            note: "One person asks, another signs. The digest is that of the threat as it was signed.",
            empty: "Nobody has asked that a threat be accepted.",
          },
        ),
        ...(await coverageBlocks(actor, row.id)),
        ...(await contributedBlocks("threat-models", context, row.id, words)),
        { kind: "heading", level: 1, text: "Sign-off" },
        await decisionTable(context, row.id, words, {
          note: "The digest is that of the drawing and the threats as they were signed off.",
          empty: "Nobody has asked for its sign-off.",
        }),
        ...historyBlocks(entries, words.timeZone),
      ],
    };
  },
});
