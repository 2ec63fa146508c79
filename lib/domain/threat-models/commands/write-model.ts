import "server-only";
import { closeDecision } from "@/lib/domain/decisions/commands";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { notify } from "@/lib/domain/tasks/commands/notify";
import { meaningOf } from "@/lib/domain/threat-models/drawing/content";
import type { Drawing } from "@/lib/domain/threat-models/drawing/schema";
import { findModel } from "@/lib/domain/threat-models/queries/find";
import { signOffKind } from "@/lib/domain/threat-models/record/schema";
import { modelRef } from "@/lib/domain/threat-models/rules";
import type { Change } from "@/lib/platform/audit/change";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type { Prisma, StoredThreatModel, Threat } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";

type Heard = Pick<Context, "tx" | "actor" | "units" | "now">;
type Data = Prisma.StoredThreatModelUncheckedUpdateManyInput;

/** Writes a threat model if it still has the version that was seen; throws Conflict with it as it is now otherwise. */
export async function writeModel(
  context: Context,
  { id }: StoredThreatModel,
  version: number,
  data: Data,
  current: () => Promise<object | null> = () => findModel(context, id),
): Promise<StoredThreatModel> {
  const [after] = await context.tx.storedThreatModel.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: after ? 1 : 0 }, current);
  return after as StoredThreatModel;
}

/** Writes a threat model after a change of another record, whatever version it has; null where nothing is to be written. */
export async function followModel(
  { tx }: Heard,
  before: StoredThreatModel,
  data: Data,
): Promise<{ after: StoredThreatModel; change: Change } | null> {
  if (Object.keys(data).length === 0) return null;
  const [after] = await tx.storedThreatModel.updateManyAndReturn({
    where: { id: before.id },
    data: { ...data, version: { increment: 1 } },
  });
  return after ? { after, change: modelChange(before, after) } : null;
}

/** Returns the change of a threat model for the audit trail. */
export function modelChange(
  before: StoredThreatModel | null,
  after: StoredThreatModel,
  why: Readonly<Record<string, string>> = {},
): Change {
  return {
    subject: { type: "threat-models", id: after.id, unitId: after.unitId },
    before,
    after: { ...after, ...why },
  };
}

/** Returns the change of a threat for the audit trail. */
export function threatChange(before: Threat | null, after: Threat): Change {
  return { subject: { type: "threats", id: after.id, unitId: after.unitId }, before, after };
}

/** Returns what a command answers about a threat model. */
export function modelAnswer({ id, number, title, version, state }: StoredThreatModel) {
  return { id, ref: modelRef(number), title, version, state };
}

/** Stores a state of the drawing, under an id where one is given, and returns its id with the digest of what it says. */
export async function storeDrawing(
  { tx }: Pick<Context, "tx">,
  { id: threatModelId, unitId }: Pick<StoredThreatModel, "id" | "unitId">,
  { drawing, layout, by, as }: { drawing: Drawing; layout: object; by: string; as?: string },
): Promise<{ drawingId: string; drawingDigest: string }> {
  const stored = await tx.threatModelDrawing.create({
    data: {
      ...{ threatModelId, unitId, createdById: by, ...(as ? { id: as } : {}) },
      drawing: drawing as unknown as Prisma.InputJsonObject,
      layout: layout as Prisma.InputJsonObject,
    },
    select: { id: true },
  });
  return { drawingId: stored.id, drawingDigest: canonicalDigest(meaningOf(drawing)) };
}

/**
 * Lets a request for a sign-off, and the sign-off in force, go stale because of what changed, named in words; whoever
 * asked, signed and owns the model is told. Returns what is to be written to the model, and the changes.
 */
export async function reopen(
  context: Heard,
  model: StoredThreatModel,
  changed: readonly string[],
): Promise<{ data: Pick<Data, "state" | "stateReason">; changes: Change[] }> {
  const { pending, inForce } = await liveDecisions(context.tx, signOffKind, model.id);
  const reason = `Changed since: ${listed(changed)}.`;
  const changes: Change[] = [];
  const people: (string | null)[] = [];
  for (const decision of [pending, inForce]) {
    if (!decision) continue;
    const { change } = await closeDecision(context, decision, "stale", reason);
    changes.push({ ...change, action: "decisions.follow" });
    people.push(decision.requestedById, decision.signerId);
  }
  if (people.length > 0)
    await notify(context, {
      title: `The sign-off of ${modelRef(model.number)} ${model.title} is stale. ${reason}`,
      ...{ subjectType: "threat-models", subjectId: model.id, personIds: [...people, model.ownerId] },
    });
  return { data: inForce ? { state: "stale", stateReason: reason } : {}, changes };
}

/** Reopens the sign-off of a model because of what changed, and writes what follows to the model; returns the changes. */
export async function reopenFor(
  context: Heard,
  model: StoredThreatModel,
  changed: readonly string[],
): Promise<Change[]> {
  if (changed.length === 0) return [];
  const { data, changes } = await reopen(context, model, changed);
  const followed = await followModel(context, model, data);
  return [...(followed ? [followed.change] : []), ...changes];
}

const mostListed = 12;

function listed(changed: readonly string[]): string {
  const more = changed.length - mostListed;
  return `${changed.slice(0, mostListed).join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}
