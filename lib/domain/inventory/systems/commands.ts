import "server-only";
import * as z from "zod";
import { moveAttached } from "@/lib/domain/comments/commands/move-attached";
import { authorOf } from "@/lib/domain/inventory/references";
import { keepReview, nextReviewOf, reviewInput } from "@/lib/domain/inventory/reviews/keep-review";
import { completenessOf } from "@/lib/domain/inventory/rules";
import { inventoryRecord } from "@/lib/domain/inventory/schema";
import { systemsCreate, systemsEdit, visibleTo } from "@/lib/domain/inventory/systems/access";
import {
  systemAnswer,
  systemChange,
  systemTaken,
  writeSystem,
} from "@/lib/domain/inventory/systems/commands/write-system";
import { linkParts, type NamedParts, partProblems, splitParts } from "@/lib/domain/inventory/systems/links";
import { findSystem } from "@/lib/domain/inventory/systems/queries";
import { newSystemFields, systemFacts, systemFields } from "@/lib/domain/inventory/systems/schema";
import { personProblems } from "@/lib/domain/organization/people/access";
import { unitProblems } from "@/lib/domain/organization/units/access";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { createInput, defined, recordVersion, updateInput } from "@/lib/platform/schema/shape";
import { storedDay } from "@/lib/platform/time/day";

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
  const system = await refuseDuplicate("name", systemTaken, () => context.tx.system.create({ data }));
  await linkParts(context.tx, system, parts);
  const after = await findSystem(context, system.id, {});
  return { result: systemAnswer(after), change: systemChange(null, after) };
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
  const { before, after } = await writeSystem(
    context,
    { id, version },
    defined({ ...fields, ...day }),
    parts,
  );
  const moved = before.unitId === after.unitId ? [] : await moveAttached(context, id, after.unitId);
  return { result: systemAnswer(after), change: systemChange(before, after), moved };
}

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
    const { before, after } = await writeSystem(
      context,
      { id, version },
      { nextReviewOn: storedDay(nextReviewOn) },
    );
    const { unitId } = after;
    const subject = { subjectType: "systems", subjectId: id, unitId };
    await keepReview(context, subject, { outcome, note, nextReviewOn });
    return { result: systemAnswer(after), change: systemChange(before, after, { note, outcome }) };
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
