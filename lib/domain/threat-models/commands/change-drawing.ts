import "server-only";
import { assertMay, threatModelsWrite } from "@/lib/domain/threat-models/access";
import { writeDrawing } from "@/lib/domain/threat-models/commands/write-drawing";
import { modelAnswer, modelChange } from "@/lib/domain/threat-models/commands/write-model";
import type { Drawing } from "@/lib/domain/threat-models/drawing/schema";
import { drawingOf, findModel } from "@/lib/domain/threat-models/queries/find";
import type { Context } from "@/lib/platform/operation/operation";

interface PartChange {
  change(drawing: Drawing): Drawing;
  /** The part as it is, flat, for whoever lost. */
  now(drawing: Drawing): object;
}

/**
 * Changes one part of a drawing that somebody may change, if the model still has the version that was seen; a sign-off goes
 * stale. Throws Conflict with that part as it is now otherwise, and Invalid where the parts do not hold together.
 */
export async function changeDrawing(
  context: Context,
  seen: { id: string; version: number },
  { change, now }: PartChange,
) {
  const before = await findModel(context, seen.id);
  assertMay(context.actor, threatModelsWrite, before.unitId);
  const last = await drawingOf(context, before.drawingId);
  const drawing = change(last.drawing);
  const next = { version: seen.version, drawing, layout: last.layout };
  const { after, named, changes } = await writeDrawing(context, before, last, next, async () => {
    const { version } = await findModel(context, seen.id);
    return { id: seen.id, ...now(last.drawing), version };
  });
  const there = [...drawing.elements.map(({ id }) => id), ""];
  await context.tx.threatModelPart.deleteMany({
    where: { threatModelId: seen.id, elementId: { notIn: there } },
  });
  return {
    result: { ...modelAnswer(after), changed: named },
    changes: [modelChange(before, after), ...changes],
  };
}
