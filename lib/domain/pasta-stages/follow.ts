import "server-only";
import { moveAttached } from "@/lib/domain/comments/commands/move-attached";
import { moveDecision } from "@/lib/domain/decisions/commands";
import { settle, stageChange } from "@/lib/domain/pasta-stages/commands/settle";
import type { Reading } from "@/lib/domain/pasta-stages/reading";
import { stageKind } from "@/lib/domain/pasta-stages/schema";
import { pastaStages } from "@/lib/domain/pasta-stages/stages";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Prisma, StoredThreatModel } from "@/lib/platform/database/generated/client";
import type { Listener } from "@/lib/platform/registry/listeners";

const parts = ["models", "datasets", "prompts", "tools", "agents", "guardrails", "vendors"];

/**
 * Begins the seven stages of a threat model that is done by PASTA from now on, takes stages along with their AI system, and
 * lets sign-offs go stale when a record changes that a stage rests on.
 */
export const followRecords: Listener = async (context, changes) => {
  const further: Change[] = [];
  for (const { subject, after } of changes)
    if (subject.type === "threat-models" && isPasta(after)) further.push(...(await begin(context, after)));
  for (const { subject, before, after } of changes)
    if (subject.type === "systems" && subject.id && before && after && unitOf(before) !== unitOf(after))
      further.push(...(await move(context, subject.id, unitOf(after))));
  for (const model of await affected(context, changes)) further.push(...(await settle(context, model)));
  return further.map((change) => ({ ...change, action: change.action ?? "pasta-stages.follow" }));
};

function isPasta(record: object | null | undefined): record is StoredThreatModel {
  return ["pasta", "both"].includes(String((record as { approach?: unknown } | null)?.approach));
}

function unitOf(record: object): string {
  return String((record as { unitId?: unknown }).unitId);
}

async function begin({ tx, actor }: Reading, { id, unitId }: StoredThreatModel): Promise<Change[]> {
  if ((await tx.pastaStage.count({ where: { threatModelId: id } })) > 0) return [];
  const changes: Change[] = [];
  for (const { number: stage } of pastaStages()) {
    const made = await tx.pastaStage.create({
      data: { threatModelId: id, unitId, stage, createdById: authorOf(actor) },
    });
    changes.push({ ...stageChange(null, made), action: "pasta-stages.create" });
  }
  return changes;
}

async function move(context: Reading, systemId: string, unitId: string): Promise<Change[]> {
  const { tx } = context;
  const changes: Change[] = [];
  for (const before of await tx.pastaStage.findMany({ where: { model: { systemId } } })) {
    const data = { unitId, version: { increment: 1 } };
    changes.push(stageChange(before, await tx.pastaStage.update({ where: { id: before.id }, data })));
    const decided = { where: { subjectType: "pasta-stages", subjectId: before.id } };
    for (const decision of await tx.decision.findMany(decided))
      changes.push((await moveDecision(context, decision, unitId)).change);
    changes.push(...(await moveAttached(context, before.id, unitId)));
  }
  return changes;
}

// The models whose stages rest on one of these records.
async function affected({ tx }: Reading, changes: readonly Change[]): Promise<StoredThreatModel[]> {
  const ids = (...types: readonly string[]) =>
    changes.flatMap(({ subject }) => (types.includes(subject.type) && subject.id ? [subject.id] : []));
  const models = changes.flatMap(({ before, after }) => {
    const { threatModelId } = (after ?? before ?? {}) as { threatModelId?: unknown };
    return typeof threatModelId === "string" ? [threatModelId] : [];
  });
  const inModels = [...new Set([...ids("threat-models"), ...models])];
  const rests = [
    ...about(inModels, (id) => ({ id })),
    ...about(ids("systems", "classifications", "boms"), (found) => ({ systemId: found })),
    ...about(ids(...parts, "systems"), (partId) => ({ parts: { some: { partId } } })),
    ...about(threatsIn(changes), (id) => ({ threats: { some: { id } } })),
    ...about(ids("risks"), (riskId) => ({ threats: { some: { risks: { some: { riskId } } } } })),
    ...about(ids("controls"), (controlId) => ({ threats: { some: { controls: { some: { controlId } } } } })),
  ];
  if (rests.length === 0) return [];
  const live = await tx.decision.findMany({
    where: { kind: stageKind, state: { in: ["requested", "granted"] } },
    select: { subjectId: true },
  });
  if (live.length === 0) return [];
  return tx.storedThreatModel.findMany({
    where: { OR: rests, stages: { some: { id: { in: live.map(({ subjectId }) => subjectId) } } } },
    orderBy: { id: "asc" },
  });
}

/** More records than this at once, as in an import, are not looked for one by one: every model is looked at. */
const mostAsked = 2_000;

function about(
  ids: readonly string[],
  where: (found: { in: string[] }) => Prisma.StoredThreatModelWhereInput,
): Prisma.StoredThreatModelWhereInput[] {
  if (ids.length === 0) return [];
  return ids.length > mostAsked ? [{}] : [where({ in: [...ids] })];
}

// The threats that changed, and those of which a link to a risk or a control did.
function threatsIn(changes: readonly Change[]): string[] {
  return changes.flatMap(({ subject, before, after }) => {
    const { threatId } = (after ?? before ?? {}) as { threatId?: unknown };
    return typeof threatId === "string"
      ? [threatId]
      : subject.type === "threats" && subject.id
        ? [subject.id]
        : [];
  });
}
