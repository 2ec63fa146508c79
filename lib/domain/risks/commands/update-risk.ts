import "server-only";
import type * as z from "zod";
import { visibleTo } from "@/lib/domain/inventory/systems/access";
import { risksEdit } from "@/lib/domain/risks/access";
import { fallOf, followChange } from "@/lib/domain/risks/commands/follow-change";
import { moveRisk } from "@/lib/domain/risks/commands/move-risk";
import { riskAnswer, riskChange, writeRisk } from "@/lib/domain/risks/commands/write-risk";
import { type Ground, groundOf } from "@/lib/domain/risks/queries/method";
import {
  acceptancesOf,
  assertCan,
  findRisk,
  type StoredRisk,
  situationOf,
} from "@/lib/domain/risks/queries/risk";
import { assertCategory, assertReachable } from "@/lib/domain/risks/references";
import { nextReviewAfter, statusAfterTreatment } from "@/lib/domain/risks/rules";
import { type RiskStatus, riskFields, riskRecord, type Treatment } from "@/lib/domain/risks/schema";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import { type Context, command } from "@/lib/platform/operation/operation";
import { defined, updateInput } from "@/lib/platform/schema/shape";
import { storedDay } from "@/lib/platform/time/day";

const input = updateInput(riskFields);
type Update = Omit<z.output<typeof input>, "id" | "version">;

/**
 * Changes the words, owner, unit, links or plan of a risk; the version decides between two writers. What was signed or
 * asked for on the risk as it was follows: an acceptance goes stale and is asked for again.
 */
export const updateRisk = command({
  name: "risks.update",
  summary: "Change a risk",
  permission: risksEdit,
  input,
  output: riskRecord,
  run: async (context, { id, version, ...fields }) => {
    const before = await findRisk(context, id);
    const ground = await groundOf(context);
    const live = await acceptancesOf(context, id);
    assertCan("edit", context.actor, before.unitId, situationOf(context.actor, before, live.pending, ground));
    const { unitId, ownerId, systemIds } = fields;
    await assertReachable(context, { unitId: unitId ?? before.unitId, ownerId, systemIds });
    if (fields.category) assertCategory(fields.category, ground.method);
    const columns = columnsOf(fields, before, ground);
    const fall = fallOf(live, before, columns);
    const written = await refuseDuplicate(
      "title",
      "A risk with this title exists in this business unit.",
      () => writeRisk(context, before, version, { ...columns, ...fall.columns }),
    );
    const after = { ...written, systems: await relink(context, written, before, systemIds) };
    const moved = after.unitId === before.unitId ? [] : await moveRisk(context, after, live);
    const decisions = moved.length > 0 ? await acceptancesOf(context, id) : live;
    const followed = await followChange(context, after, decisions, fall, ground);
    return { result: riskAnswer(after), changes: [riskChange(before, after), ...moved, ...followed] };
  },
});

function columnsOf(
  { systemIds: _links, treatmentDueOn, ...fields }: Update,
  before: StoredRisk,
  { method, today }: Ground,
) {
  const { treatment, reviewEveryDays } = fields;
  const due = treatmentDueOn === undefined ? {} : { treatmentDueOn: storedDay(treatmentDueOn) };
  const status =
    treatment === undefined
      ? {}
      : { status: statusAfterTreatment(before.status as RiskStatus, treatment as Treatment | null) };
  const paced = reviewEveryDays !== undefined && reviewEveryDays !== before.reviewEveryDays;
  const review = paced
    ? { nextReviewOn: storedDay(nextReviewAfter(today, { ...before, reviewEveryDays }, method)) }
    : {};
  return defined({ ...fields, ...due, ...status, ...review });
}

// A link to a system that the writer cannot see is not theirs to drop: their form never showed it.
async function relink(
  { tx, actor }: Context,
  { id, unitId }: StoredRisk,
  before: StoredRisk,
  systemIds: readonly string[] | undefined,
) {
  const held = before.systems.map(({ systemId }) => systemId);
  if (systemIds === undefined) return before.systems;
  const missing = held.filter((systemId) => !systemIds.includes(systemId));
  const dropped = await tx.system.findMany({
    where: { AND: [{ id: { in: missing } }, visibleTo(actor)] },
    select: { id: true },
  });
  const removed = dropped.map((system) => system.id);
  const added = systemIds.filter((systemId) => !held.includes(systemId));
  if (removed.length > 0)
    await tx.riskSystem.deleteMany({ where: { riskId: id, systemId: { in: removed } } });
  if (added.length > 0)
    await tx.riskSystem.createMany({ data: added.map((systemId) => ({ riskId: id, systemId, unitId })) });
  const kept = held.filter((systemId) => !removed.includes(systemId));
  return [...kept, ...added].sort().map((systemId) => ({ systemId }));
}
