import "server-only";
import { closeDecision } from "@/lib/domain/decisions/commands";
import { contentOf, type StageContent } from "@/lib/domain/pasta-stages/content/of-stages";
import { changesBetween, type Section } from "@/lib/domain/pasta-stages/content/sections";
import { missingSince } from "@/lib/domain/pasta-stages/gate";
import { stageName } from "@/lib/domain/pasta-stages/queries/find";
import { readRecords } from "@/lib/domain/pasta-stages/queries/records";
import type { Reading } from "@/lib/domain/pasta-stages/reading";
import { stageRef } from "@/lib/domain/pasta-stages/rules";
import { stageKind } from "@/lib/domain/pasta-stages/schema";
import { notify } from "@/lib/domain/tasks/commands/notify";
import type { Change } from "@/lib/platform/audit/change";
import type { Decision, PastaStage, StoredThreatModel } from "@/lib/platform/database/generated/client";

/** Returns the change of a stage for the audit trail. */
export function stageChange(before: PastaStage | null, after: PastaStage): Change {
  return { subject: { type: "pasta-stages", id: after.id, unitId: after.unitId }, before, after };
}

/**
 * Lets requests and sign-offs of the stages of a threat model go stale where what was signed is no longer what is so, or where
 * something is missing at the gate that was not, with what changed in words; whoever asked, signed and owns the model is told.
 * Returns the changes.
 */
export async function settle(context: Reading, model: StoredThreatModel): Promise<Change[]> {
  const { tx } = context;
  const rows = await tx.pastaStage.findMany({ where: { threatModelId: model.id } });
  const live = await tx.decision.findMany({
    where: {
      ...{ kind: stageKind, state: { in: ["requested", "granted"] } },
      subjectId: { in: rows.map(({ id }) => id) },
    },
    orderBy: { id: "asc" },
  });
  if (live.length === 0) return [];
  const content = contentOf(await readRecords(context, model));
  const changes: Change[] = [];
  for (const row of rows) {
    const own = live.filter(({ subjectId }) => subjectId === row.id);
    const now = content.get(row.stage);
    if (now) changes.push(...(await settleStage(context, model, row, own, now)));
  }
  return changes;
}

interface Signed {
  sections: Section[];
  gate: { label: string; missing: string[] }[];
}

async function settleStage(
  context: Reading,
  model: StoredThreatModel,
  row: PastaStage,
  decisions: readonly Decision[],
  now: StageContent,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const decision of decisions) {
    const { sections, gate } = decision.snapshot as unknown as Signed;
    const changed = [...changesBetween(sections, now.sections), ...missingSince(gate, now.gate)];
    if (changed.length === 0) continue;
    const reason = sentences(changed).slice(0, 2_000);
    const { change } = await closeDecision(context, decision, "stale", reason);
    changes.push({ ...change, action: "decisions.follow" });
    if (decision.state === "granted") changes.push(await markStale(context, row, reason));
    await notify(context, {
      title: `The sign-off of ${stageRef(model.number, row.stage)} ${stageName(row.stage)} is stale. ${reason}`,
      ...{ subjectType: "pasta-stages", subjectId: row.id },
      personIds: [decision.requestedById, decision.signerId, model.ownerId],
    });
  }
  return changes;
}

// Each change as a sentence, whatever its own last words end with.
function sentences(changed: readonly string[]): string {
  const each = changed.map((one) => `${one.replace(/\.$/, "")}${one.endsWith("…") ? "" : "."}`);
  return `Changed since: ${each.join(" ")}`;
}

async function markStale({ tx }: Reading, before: PastaStage, stateReason: string): Promise<Change> {
  const data = { state: "stale", stateReason, version: { increment: 1 } };
  const after = await tx.pastaStage.update({ where: { id: before.id }, data });
  return { ...stageChange(before, after), action: "pasta-stages.follow" };
}
