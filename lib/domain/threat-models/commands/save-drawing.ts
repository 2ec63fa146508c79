import "server-only";
import * as z from "zod";
import { assertMay, threatModelsWrite } from "@/lib/domain/threat-models/access";
import { writeDrawing } from "@/lib/domain/threat-models/commands/write-drawing";
import { modelAnswer, modelChange } from "@/lib/domain/threat-models/commands/write-model";
import { readInventoryIds } from "@/lib/domain/threat-models/drawing/inventory";
import { drawingShape, drawnPart, layoutShape } from "@/lib/domain/threat-models/drawing/schema";
import { drawingOf, findModel } from "@/lib/domain/threat-models/queries/find";
import type { StoredThreatModel } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";

/**
 * Saves the drawing of a threat model. `layout` says where its parts are drawn and `parts` which records of the inventory
 * its elements stand for; each stays as it is where it is left out. The loser of two writers gets both drawings to compare.
 */
export const saveDrawing = command({
  name: "threat-models.saveDrawing",
  summary: "Save the drawing of a threat model",
  permission: threatModelsWrite,
  input: z.strictObject({
    ...recordVersion,
    drawing: drawingShape,
    layout: layoutShape.optional(),
    parts: z.array(drawnPart).max(1_000, "Names more parts than a drawing can have.").optional(),
  }),
  run: async (context, { id, version, drawing, layout, parts }) => {
    const before = await findModel(context, id);
    assertMay(context.actor, threatModelsWrite, before.unitId);
    const last = await drawingOf(context, before.drawingId);
    const next = { version, drawing, layout: layout ?? last.layout };
    const { after, named, changes } = await writeDrawing(context, before, last, next, async () => {
      const now = await findModel(context, id);
      return { ...modelAnswer(now), ...(await drawingOf(context, now.drawingId)) };
    });
    await keepParts(context, after, new Set(drawing.elements.map((one) => one.id)), parts);
    return {
      result: { ...modelAnswer(after), changed: named },
      changes: [modelChange(before, after), ...changes],
    };
  },
});

type DrawnPart = z.output<typeof drawnPart>;

/** Makes the records that elements stand for those that are given; those of elements that are gone go. Throws Invalid for one that is not there. */
async function keepParts(
  context: Context,
  { id: threatModelId, unitId }: StoredThreatModel,
  elementIds: ReadonlySet<string>,
  given: readonly DrawnPart[] | undefined,
): Promise<void> {
  const { tx } = context;
  const held = await tx.threatModelPart.findMany({ where: { threatModelId } });
  const wanted = new Map((given ?? held).map((one) => [one.elementId, one]));
  const stays = ({ elementId, partId }: { elementId: string; partId: string }) =>
    elementId === "" || (elementIds.has(elementId) && wanted.get(elementId)?.partId === partId);
  const gone = held.filter((one) => !stays(one)).map(({ id }) => id);
  if (gone.length > 0) await tx.threatModelPart.deleteMany({ where: { id: { in: gone } } });
  const kept = new Set(held.filter(stays).map(({ elementId }) => elementId));
  const fresh = [...wanted.values()].filter(
    ({ elementId }) => elementIds.has(elementId) && !kept.has(elementId),
  );
  // A record that is named has to be there, whether its element is drawn or not; what was named before may be gone.
  const before = new Set(held.map(({ elementId, partId }) => `${elementId} ${partId}`));
  const named = [...wanted.values()].filter(({ elementId, partId }) => !before.has(`${elementId} ${partId}`));
  const there = await readInventoryIds(context, named);
  const missing = named.find(({ partId }) => !there.has(partId));
  if (missing)
    throw new Invalid([
      {
        path: "parts",
        message: `The record that "${missing.elementId}" stands for is not there. Choose another.`,
      },
    ]);
  if (fresh.length > 0)
    await tx.threatModelPart.createMany({
      data: fresh.map(({ elementId, concept, partId }) => ({
        threatModelId,
        unitId,
        elementId,
        concept,
        partId,
      })),
    });
}
