import "server-only";
import { notify } from "@/lib/domain/tasks/commands/notify";
import { applyThreats } from "@/lib/domain/threat-models/commands/apply-threats";
import { followModel, reopen, storeDrawing } from "@/lib/domain/threat-models/commands/write-model";
import { partChanges } from "@/lib/domain/threat-models/drawing/changes";
import { meaningOf, modelOf } from "@/lib/domain/threat-models/drawing/content";
import { drawFromInventory } from "@/lib/domain/threat-models/drawing/from-inventory";
import { readInventory } from "@/lib/domain/threat-models/drawing/inventory";
import { type Held, mergeInventory } from "@/lib/domain/threat-models/drawing/merge-inventory";
import { drawingOf } from "@/lib/domain/threat-models/queries/find";
import { modelRef } from "@/lib/domain/threat-models/rules";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type { Prisma, StoredThreatModel } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { withinUnits } from "@/lib/platform/operation/within-units";

type Heard = Pick<Context, "tx" | "actor" | "units" | "now">;

/**
 * Brings threat models up to what the inventory says now, as far as this actor may write them; the others wait for the
 * system. A drawing that comes out otherwise is stored, its threats are generated again, what changed is marked, and a
 * sign-off goes stale.
 */
export async function followInventory(context: Heard, modelIds: readonly string[]): Promise<Change[]> {
  const models = await context.tx.storedThreatModel.findMany({
    where: { id: { in: [...modelIds] }, followsInventory: true, ...withinUnits(context) },
    orderBy: { id: "asc" },
  });
  const changes: Change[] = [];
  for (const model of models) changes.push(...(await follow(context, model)));
  return changes;
}

async function follow(context: Heard, model: StoredThreatModel): Promise<Change[]> {
  const { tx } = context;
  const held = await tx.threatModelPart.findMany({ where: { threatModelId: model.id } });
  const last = await drawingOf(context, model.drawingId);
  const fresh = drawFromInventory(await readInventory(context, model.systemId));
  const merged = mergeInventory(last.drawing, held as Held[], model.facts as Record<string, unknown>, fresh);
  await keepTaken(context, model, held, merged.parts);
  const same =
    canonicalDigest(meaningOf(merged.drawing)) === model.drawingDigest &&
    canonicalDigest(merged.facts) === canonicalDigest(model.facts as object);
  if (same) return [];
  const stored = await storeDrawing(context, model, {
    ...{ drawing: merged.drawing, layout: last.layout, by: authorOf(context.actor) },
  });
  const facts = merged.facts as Prisma.InputJsonObject;
  const applied = await applyThreats(
    context,
    { ...model, facts: merged.facts as Prisma.JsonObject },
    {
      ...{
        drawing: merged.drawing,
        drawingDigest: stored.drawingDigest,
        marks: model.generatedDigest !== null,
      },
    },
  );
  const named = partChanges(modelOf(last.drawing), modelOf(merged.drawing));
  const reopened = await reopen(context, model, named);
  const followed = await followModel(context, model, {
    ...stored,
    facts,
    ...applied.ground,
    ...reopened.data,
  });
  await tellOwner(context, model, applied, "a change in the inventory");
  return [...(followed ? [followed.change] : []), ...applied.changes, ...reopened.changes];
}

async function keepTaken(
  { tx }: Heard,
  { id: threatModelId, unitId }: StoredThreatModel,
  held: readonly { id: string; elementId: string; taken: unknown }[],
  parts: readonly Held[],
): Promise<void> {
  const known = new Map(held.map((one) => [one.elementId, one]));
  for (const { elementId, concept, partId, taken } of parts) {
    const row = known.get(elementId);
    const said = taken as Prisma.InputJsonObject;
    if (!row)
      await tx.threatModelPart.create({
        data: { threatModelId, unitId, elementId, concept, partId, taken: said },
      });
    else if (canonicalDigest(row.taken as object) !== canonicalDigest(said))
      await tx.threatModelPart.update({ where: { id: row.id }, data: { taken: said } });
  }
}

interface Told {
  added: number;
  changed: number;
}

/** Tells the owner of a model how many of its threats are new or changed since something happened; nothing where none is. */
export async function tellOwner(
  context: Heard,
  { id, number, title, ownerId }: StoredThreatModel,
  { added, changed }: Told,
  since: string,
): Promise<void> {
  if (added + changed === 0) return;
  const count = (many: number, word: string) => (many > 0 ? [`${many} ${word}`] : []);
  const what = [...count(added, "new"), ...count(changed, "changed")].join(", ");
  await notify(context, {
    title: `Threats of ${modelRef(number)} ${title} after ${since}: ${what}. Look at them.`,
    ...{ subjectType: "threat-models", subjectId: id, personIds: [ownerId] },
  });
}
