import "server-only";
import { reopen, storeDrawing, writeModel } from "@/lib/domain/threat-models/commands/write-model";
import { assertOwners } from "@/lib/domain/threat-models/drawing/assumption-owners";
import { partChanges } from "@/lib/domain/threat-models/drawing/changes";
import { assertDrawable, modelOf } from "@/lib/domain/threat-models/drawing/content";
import type { Drawing } from "@/lib/domain/threat-models/drawing/schema";
import type { drawingOf } from "@/lib/domain/threat-models/queries/find";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { StoredThreatModel } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

interface Written {
  after: StoredThreatModel;
  /** What changed in it, in words. */
  named: string[];
  /** Of the decisions that went stale because of it. */
  changes: Change[];
}

/**
 * Writes the next state of a model's drawing where the model still has the version that was seen, and lets its sign-off go
 * stale where the drawing says something else. Throws Invalid for a drawing that does not hold together, Conflict with what
 * `current` answers where somebody else was first.
 */
export async function writeDrawing(
  context: Context,
  before: StoredThreatModel,
  last: Awaited<ReturnType<typeof drawingOf>>,
  next: { version: number; drawing: Drawing; layout: object },
  current: () => Promise<object>,
): Promise<Written> {
  const { version, drawing, layout } = next;
  assertDrawable(drawing);
  await assertOwners(context, drawing, last.drawing);
  const by = authorOf(context.actor);
  const stored = await storeDrawing(context, before, { drawing, layout, by });
  const differs = stored.drawingDigest !== before.drawingDigest;
  const named = differs ? partChanges(modelOf(last.drawing), modelOf(drawing)) : [];
  const reopened = differs ? await reopen(context, before, named) : { data: {}, changes: [] };
  const after = await writeModel(context, before, version, { ...stored, ...reopened.data }, current);
  return { after, named, changes: reopened.changes };
}
