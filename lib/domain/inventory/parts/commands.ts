import "server-only";
import * as z from "zod";
import { moveAttached } from "@/lib/domain/comments/commands/move-attached";
import type { FieldsOfPart, PartKind, StoredPart } from "@/lib/domain/inventory/parts/kind";
import { linkedIds, linkProblems, relink } from "@/lib/domain/inventory/parts/links";
import { findPart, readPart } from "@/lib/domain/inventory/parts/record";
import { peopleFields, storedValues } from "@/lib/domain/inventory/parts/values";
import { assertMay, authorOf } from "@/lib/domain/inventory/references";
import { keepReview, nextReviewOf, reviewInput } from "@/lib/domain/inventory/reviews/keep-review";
import { completenessOf, inventoryRef } from "@/lib/domain/inventory/rules";
import { inventoryRecord } from "@/lib/domain/inventory/schema";
import { personProblems } from "@/lib/domain/organization/people/access";
import { unitProblems } from "@/lib/domain/organization/units/access";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import { Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { createInput, defined, recordVersion, updateInput } from "@/lib/platform/schema/shape";
import { storedDay } from "@/lib/platform/time/day";

/** What every kind of part takes, whatever its own fields are. */
interface Given {
  unitId?: string;
  ownerId?: string | null;
  [field: string]: unknown;
}

/** Returns the writing operations of one kind of part: create, update and review. */
export function partCommands<F extends FieldsOfPart>(kind: PartKind<F>) {
  const { concept, words, access } = kind;
  const create = command({
    name: `${concept}.create`,
    summary: `Add a ${words.one}`,
    permission: access.create,
    input: createInput(kind.fields),
    output: inventoryRecord,
    run: (context, input) => createPart(kind, context, input as Given),
  });
  const update = command({
    name: `${concept}.update`,
    summary: `Change the facts of a ${words.one}`,
    permission: access.edit,
    input: updateInput(kind.fields),
    output: inventoryRecord,
    run: async (context, input) => {
      const { result, change, moved } = await updatePart(
        kind,
        context,
        input as unknown as Given & { id: string; version: number },
      );
      return { result, changes: [change, ...moved] };
    },
  });
  const review = command({
    name: `${concept}.review`,
    summary: `Note that a ${words.one} was looked at, and when to look again`,
    permission: access.edit,
    input: z.strictObject({ ...reviewInput, ...recordVersion }),
    output: inventoryRecord,
    run: async (context, { id, version, nextReviewOn: given, note, outcome }) => {
      const { criticality } = (await findPart(kind, context, id)) as { criticality?: string | null };
      const nextReviewOn = await nextReviewOf(context, criticality ?? null, given);
      const { before, after } = await write(
        kind,
        context,
        { id, version },
        { nextReviewOn: storedDay(nextReviewOn) },
      );
      const subject = { subjectType: concept, subjectId: id, unitId: after.unitId };
      await keepReview(context, subject, { outcome, note, nextReviewOn });
      return { result: answer(kind, after), change: change(kind, before, { ...after, note, outcome }) };
    },
  });
  return { create, update, review };
}

/** Adds a part; its change goes into the audit trail of the command that asks for it. Throws Invalid. */
export async function createPart(kind: PartKind, context: Context, input: Given) {
  await assertReachable(kind, context, input);
  const values = storedValues(kind, input);
  const data = {
    ...values,
    completeness: completenessOf({ ...input, ...values }, kind.facts),
    createdById: authorOf(context.actor),
  };
  const part = await refuseDuplicate("name", taken(kind), () => kind.table(context.tx).create({ data }));
  await relink(context.tx, kind, part, input, {});
  const after = { ...part, ...(await linkedIds(context, kind, part.id)) };
  return { result: answer(kind, after), change: change(kind, null, after) };
}

/** Changes a part with the rights of the context; throws NotFound, Forbidden, Invalid or Conflict. */
export async function updatePart(
  kind: PartKind,
  context: Context,
  { id, version, ...input }: Given & { id: string; version: number },
) {
  await assertReachable(kind, context, input, id);
  const { before, after } = await write(kind, context, { id, version }, storedValues(kind, input), input);
  const moved = before.unitId === after.unitId ? [] : await moveAttached(context, id, after.unitId);
  return { result: answer(kind, after), change: change(kind, before, after), moved };
}

async function assertReachable(kind: PartKind, context: Context, input: Given, self?: string) {
  const people = peopleFields(kind).map(({ field }) => [field, input[field] as string | null | undefined]);
  const problems = [
    ...(await unitProblems(context, input.unitId)),
    ...(await personProblems(context, Object.fromEntries(people))),
    ...(await linkProblems(context, kind, input, self)),
  ];
  if (problems.length > 0) throw new Invalid(problems);
}

// Every change of a stored part goes through here: only the keeper's grants write it, whoever else may read it.
async function write(
  kind: PartKind,
  context: Context,
  seen: { id: string; version: number },
  values: Record<string, unknown>,
  links: Readonly<Record<string, unknown>> = {},
) {
  const table = kind.table(context.tx);
  const before = await findPart(kind, context, seen.id);
  assertMay(context, before.unitId);
  const data = {
    ...values,
    completeness: completenessOf({ ...before, ...defined({ ...links, ...values }) }, kind.facts),
    version: { increment: 1 },
  };
  const updated = await refuseDuplicate("name", taken(kind), () =>
    table.updateMany({ where: { ...seen }, data }),
  );
  await assertWon(updated, () => readPart(kind, context, seen.id));
  const part = await table.findFirst({ where: { id: seen.id } });
  if (!part) throw new NotFound();
  await relink(context.tx, kind, part, links, before);
  return { before, after: { ...part, ...(await linkedIds(context, kind, part.id)) } };
}

function taken({ words }: PartKind): string {
  return `A ${words.one} with this name exists in this business unit. Open that one, or choose another name.`;
}

function answer(kind: PartKind, { id, number, name, version, completeness }: StoredPart) {
  return { id, ref: inventoryRef(kind.letter, number), name, version, completeness };
}

function change(kind: PartKind, before: StoredPart | null, after: StoredPart) {
  return { subject: { type: kind.concept, id: after.id, unitId: after.unitId }, before, after };
}
