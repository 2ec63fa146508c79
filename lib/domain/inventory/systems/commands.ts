import "server-only";
import * as z from "zod";
import { moveAttached } from "@/lib/domain/comments/commands/move-attached";
import { assertMay, authorOf } from "@/lib/domain/inventory/references";
import { keepReview, nextReviewOf, reviewInput } from "@/lib/domain/inventory/reviews/keep-review";
import { completenessOf, inventoryRef } from "@/lib/domain/inventory/rules";
import { inventoryRecord } from "@/lib/domain/inventory/schema";
import { systemsCreate, systemsEdit, systemsMove, visibleTo } from "@/lib/domain/inventory/systems/access";
import { type Passed, passGate } from "@/lib/domain/inventory/systems/gates/check";
import { moveFields } from "@/lib/domain/inventory/systems/lifecycle/schema";
import { linkParts, type NamedParts, partProblems, splitParts } from "@/lib/domain/inventory/systems/links";
import { findSystem, readSystem } from "@/lib/domain/inventory/systems/queries";
import { moveRefusal } from "@/lib/domain/inventory/systems/rules";
import { newSystemFields, systemFacts, systemFields } from "@/lib/domain/inventory/systems/schema";
import { personProblems } from "@/lib/domain/organization/people/access";
import { unitProblems } from "@/lib/domain/organization/units/access";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { createInput, defined, recordVersion, updateInput } from "@/lib/platform/schema/shape";
import { storedDay } from "@/lib/platform/time/day";

const taken =
  "An AI system with this name exists in this business unit. Open that one, or choose another name.";

const systemInput = createInput(newSystemFields);

/** Adds an AI system in the stage in which it is found, with its parts. */
export const createSystem = command({
  name: "systems.create",
  summary: "Add an AI system",
  permission: systemsCreate,
  input: systemInput,
  output: inventoryRecord,
  run: (context, input) => addSystem(context, input),
});

/** Adds a system with the rights of the context; throws Invalid. */
export async function addSystem(context: Context, { nextReviewOn, ...input }: z.output<typeof systemInput>) {
  const { parts, fields } = splitParts(input);
  await assertReachable(context, fields, parts);
  const data = {
    ...fields,
    nextReviewOn: storedDay(nextReviewOn),
    completeness: completenessOf(fields, systemFacts),
    createdById: authorOf(context.actor),
  };
  const system = await refuseDuplicate("name", taken, () => context.tx.system.create({ data }));
  await linkParts(context.tx, system, parts);
  const after = await findSystem(context, system.id, {});
  return { result: answer(after), change: change(null, after) };
}

const systemUpdate = updateInput(systemFields);

/** Changes the facts, owners, parts or unit of an AI system; the version decides between two writers. */
export const updateSystem = command({
  name: "systems.update",
  summary: "Change the facts of an AI system",
  permission: systemsEdit,
  input: systemUpdate,
  output: inventoryRecord,
  run: async (context, input) => {
    const { result, change: own, moved } = await changeSystem(context, input);
    return { result, changes: [own, ...moved] };
  },
});

/** Changes a system with the rights of the context; throws NotFound, Forbidden, Invalid or Conflict. */
export async function changeSystem(context: Context, asked: z.output<typeof systemUpdate>) {
  const { id, version, nextReviewOn, ...input } = asked;
  const { parts, fields } = splitParts(input);
  await assertReachable(context, fields, parts);
  const day = nextReviewOn === undefined ? {} : { nextReviewOn: storedDay(nextReviewOn) };
  const { before, after } = await write(context, { id, version }, defined({ ...fields, ...day }), parts);
  const moved = before.unitId === after.unitId ? [] : await moveAttached(context, id, after.unitId);
  return { result: answer(after), change: change(before, after), moved };
}

/**
 * Moves an AI system to another stage of its life; the move is a record of its own with its reason, what the gate of that
 * stage asked, what was found, and who waived what. Refused with a reason per condition when the gate does not let it pass.
 */
export const moveSystem = command({
  name: "systems.move",
  summary: "Move an AI system to another stage",
  permission: systemsMove,
  input: z.strictObject({ ...moveFields, ...recordVersion }),
  output: inventoryRecord,
  run: async (context, { id, version, toStage, reason, waiver }) => {
    let passed: Passed = { gateVersion: 0, checks: [] };
    const { before, after } = await write(
      context,
      { id, version },
      { stage: toStage },
      {},
      async (system) => {
        const refusal = moveRefusal(system, toStage);
        if (refusal) throw new Invalid([{ path: "toStage", message: refusal }]);
        passed = await passGate(context, system, toStage, waiver);
      },
    );
    const { unitId, stage: fromStage } = before;
    const movedById = authorOf(context.actor);
    await context.tx.lifecycleMove.create({
      data: { systemId: id, unitId, fromStage, toStage, reason, movedById, ...passed },
    });
    return { result: answer(after), change: change(before, after, { reason }) };
  },
});

/** Notes that somebody looked at an AI system, what was found, and when to look again. */
export const reviewSystem = command({
  name: "systems.review",
  summary: "Note that an AI system was looked at, and when to look again",
  permission: systemsEdit,
  input: z.strictObject({ ...reviewInput, ...recordVersion }),
  output: inventoryRecord,
  run: async (context, { id, version, nextReviewOn: given, note, outcome }) => {
    const { criticality } = await findSystem(context, id, visibleTo(context.actor));
    const nextReviewOn = await nextReviewOf(context, criticality, given);
    const { before, after } = await write(
      context,
      { id, version },
      { nextReviewOn: storedDay(nextReviewOn) },
    );
    const { unitId } = after;
    const subject = { subjectType: "systems", subjectId: id, unitId };
    await keepReview(context, subject, { outcome, note, nextReviewOn });
    return { result: answer(after), change: change(before, after, { note, outcome }) };
  },
});

interface People {
  unitId?: string | undefined;
  ownerId?: string | null | undefined;
  technicalOwnerId?: string | null | undefined;
}

async function assertReachable(
  context: Context,
  { unitId, ownerId, technicalOwnerId }: People,
  parts: NamedParts,
) {
  const problems = [
    ...(await unitProblems(context, unitId)),
    ...(await personProblems(context, { ownerId, technicalOwnerId })),
    ...(await partProblems(context, parts)),
  ];
  if (problems.length > 0) throw new Invalid(problems);
}

type Stored = Awaited<ReturnType<typeof findSystem>>;

// Every change of a stored system goes through here: scope, condition, version, links and completeness.
async function write(
  context: Context,
  seen: { id: string; version: number },
  data: Prisma.SystemUncheckedUpdateManyInput & { unitId?: string },
  parts: NamedParts = {},
  allow: (system: Stored) => Promise<void> = async () => {},
) {
  const before = await findSystem(context, seen.id, visibleTo(context.actor));
  assertMay(context, before.unitId);
  if (before.version === seen.version) await allow(before);
  const completeness = completenessOf({ ...before, ...data }, systemFacts);
  const updated = await refuseDuplicate("name", taken, () =>
    context.tx.system.updateMany({
      where: { ...seen },
      data: { ...data, completeness, version: { increment: 1 } },
    }),
  );
  await assertWon(updated, () => readSystem(context, seen.id));
  await linkParts(context.tx, { id: seen.id, unitId: data.unitId ?? before.unitId }, parts);
  return { before, after: await findSystem(context, seen.id, {}) };
}

function answer({ id, number, name, stage, version, completeness }: Stored) {
  return { id, ref: inventoryRef("S", number), name, stage, version, completeness };
}

// `words` are what was said about the change; the audit trail keeps them beside the record.
function change(
  before: Stored | null,
  after: Stored,
  words: { reason?: string; note?: string; outcome?: string } = {},
) {
  return {
    subject: { type: "systems", id: after.id, unitId: after.unitId },
    before,
    after: { ...after, ...words },
  };
}
