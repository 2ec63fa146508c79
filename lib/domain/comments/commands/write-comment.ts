import "server-only";
import * as z from "zod";
import { commentsRead, commentsWrite } from "@/lib/domain/comments/access";
import { findComment } from "@/lib/domain/comments/queries";
import { commentFields, commentRate, commentRecord } from "@/lib/domain/comments/schema";
import { notify, peopleWhoMay } from "@/lib/domain/tasks/commands/notify";
import { subjectFields } from "@/lib/domain/tasks/schema";
import { authorOf, may } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { pseudonym } from "@/lib/platform/audit/personal";
import type { Transaction } from "@/lib/platform/database/client";
import type { Comment } from "@/lib/platform/database/generated/client";
import { Forbidden, Invalid, NotFound, RateLimited } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { findRecord } from "@/lib/platform/registry/contributions";
import { createInput, recordVersion, updateInput } from "@/lib/platform/schema/shape";

/** Says something about a record; who is mentioned is told, and so is who spoke before. */
export const addComment = command({
  name: "comments.create",
  summary: "Comment on a record",
  permission: commentsWrite,
  input: createInput(commentFields).extend(subjectFields),
  output: commentRecord,
  run: async (context, { subjectType, subjectId, text, mentionIds }) => {
    const { tx, actor } = context;
    const { unitId, ref, name } = await findRecord(context, { subjectType, subjectId });
    if (!may(actor, commentsWrite, unitId))
      throw new Forbidden("You may read this record but not comment on it. Ask the unit that keeps it.");
    await assertNotTooMany(context);
    await assertMentionable(context, mentionIds, unitId);
    const createdById = authorOf(actor);
    const comment = await tx.comment.create({
      data: { subjectType, subjectId, unitId, text, mentionIds, createdById },
    });
    const spoke = await tx.comment.findMany({
      where: { subjectId, removedAt: null },
      distinct: ["createdById"],
      select: { createdById: true },
    });
    const told = new Set(mentionIds);
    const words = `${ref || name}: ${text.replace(/\s+/g, " ")}`;
    await notify(context, {
      kind: "mention",
      title: `You are mentioned on ${words}`,
      subjectType,
      subjectId,
      personIds: mentionIds,
    });
    await notify(context, {
      kind: "mention",
      title: `${actor.name} answers on ${words}`,
      subjectType,
      subjectId,
      personIds: spoke.map((one) => one.createdById).filter((id) => !told.has(id)),
    });
    return { result: answer(comment), change: await changeOf(context.tx, null, comment) };
  },
});

/** Changes what one said oneself; only who is newly mentioned is told. */
export const updateComment = command({
  name: "comments.update",
  summary: "Change one's own comment",
  permission: commentsWrite,
  input: updateInput(commentFields),
  output: commentRecord,
  run: async (context, { id, version, text, mentionIds }) => {
    const before = await ownComment(context, id);
    await assertMentionable(context, mentionIds ?? [], before.unitId);
    const after = await write(context, before, version, {
      ...(text === undefined ? {} : { text }),
      ...(mentionIds === undefined ? {} : { mentionIds }),
      editedAt: context.now,
    });
    await notify(context, {
      kind: "mention",
      title: `You are mentioned: ${after.text.replace(/\s+/g, " ")}`,
      subjectType: after.subjectType,
      subjectId: after.subjectId,
      personIds: after.mentionIds.filter((one) => !before.mentionIds.includes(one)),
    });
    return { result: answer(after), change: await changeOf(context.tx, before, after) };
  },
});

/** Takes back what one said oneself: the place stays, the words are in the audit trail alone. */
export const removeComment = command({
  name: "comments.remove",
  summary: "Remove one's own comment",
  permission: commentsWrite,
  input: z.strictObject(recordVersion),
  output: commentRecord,
  run: async (context, { id, version }) => {
    const before = await ownComment(context, id);
    const after = await write(context, before, version, { text: "", mentionIds: [], removedAt: context.now });
    return { result: answer(after), change: await changeOf(context.tx, before, after) };
  },
});

async function ownComment(context: Context, id: string): Promise<Comment> {
  const comment = await findComment(context, id);
  if (comment.createdById !== context.actor.personId)
    throw new Forbidden("Only who wrote a comment changes or removes it.");
  if (comment.removedAt) throw new NotFound();
  return comment;
}

async function write(context: Context, { id }: Comment, version: number, data: object): Promise<Comment> {
  const [after] = await context.tx.comment.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: after ? 1 : 0 }, () => findComment(context, id));
  return after as Comment;
}

async function assertNotTooMany({ tx, actor, now }: Context): Promise<void> {
  const since = new Date(now.getTime() - commentRate.minutes * 60_000);
  const written = await tx.comment.count({
    where: { createdById: authorOf(actor), createdAt: { gt: since } },
  });
  if (written >= commentRate.most) throw new RateLimited(commentRate.minutes * 60);
}

async function assertMentionable(context: Context, ids: readonly string[], unitId: string): Promise<void> {
  if (ids.length === 0) return;
  const able = new Set(await peopleWhoMay(context.tx, commentsRead, unitId));
  if (ids.every((id) => able.has(id))) return;
  throw new Invalid([
    {
      path: "mentionIds",
      message: "One of these people holds no role in the business unit of the record. Choose others.",
    },
  ]);
}

function answer({ id, version }: Comment) {
  return { id, version };
}

// The trail names whom a comment mentions by their pseudonym, so that it need not forget what cannot be changed.
async function changeOf(tx: Transaction, before: Comment | null, after: Comment): Promise<Change> {
  const ids = [...(before?.mentionIds ?? []), ...after.mentionIds];
  const people = await tx.person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const told = (comment: Comment): Comment => ({
    ...comment,
    text: people.reduce(
      (text, { id, name }) => text.replaceAll(`@${name}`, `@${pseudonym(id)}`),
      comment.text,
    ),
  });
  const subject = { type: "comments", id: after.id, unitId: after.unitId };
  return { subject, before: before && told(before), after: told(after) };
}
