import "server-only";
import * as z from "zod";
import { commentsRead, commentsWrite, watchOwn } from "@/lib/domain/comments/access";
import { subjectFields } from "@/lib/domain/tasks/schema";
import { may } from "@/lib/platform/access/actor";
import type { Comment } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import { findRecord } from "@/lib/platform/registry/contributions";

const most = 200;

/** Returns a stored comment on a record that the actor may read; throws NotFound. */
export async function findComment(context: Context, id: string): Promise<Comment> {
  const comment = await context.tx.comment.findFirst({ where: { id } });
  if (!comment) throw new NotFound();
  await findRecord(context, comment);
  return comment;
}

/** What is said about a record, the oldest first; of what was taken back only that it was there. */
export const listComments = query({
  name: "comments.list",
  summary: "The comments on a record, the oldest first",
  permission: commentsRead,
  input: z.strictObject(subjectFields),
  run: async (context, subject) => {
    const { tx, actor } = context;
    const { unitId } = await findRecord(context, subject);
    const found = await tx.comment.findMany({
      where: { subjectId: subject.subjectId },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: most,
    });
    const ids = found.flatMap(({ createdById, mentionIds }) => [createdById, ...mentionIds]);
    const people = await tx.person.findMany({
      where: { id: { in: [...new Set(ids)] } },
      select: { id: true, name: true },
    });
    const nameOf = new Map(people.map(({ id, name }) => [id, name]));
    return {
      comments: found.toReversed().map((comment) => ({
        id: comment.id,
        version: comment.version,
        text: comment.text,
        by: nameOf.get(comment.createdById) ?? "Plumbline",
        mentions: comment.mentionIds.flatMap((id) => ({ id, name: nameOf.get(id) ?? "Somebody" })),
        at: comment.createdAt.toISOString(),
        edited: comment.editedAt !== null,
        removed: comment.removedAt !== null,
        own: comment.createdById === actor.personId,
      })),
      /** Older ones are in the audit trail alone. */
      more: found.length === most,
      can: { comment: may(actor, commentsWrite, unitId) },
    };
  },
});

/** Whether the one who asks is told when a record changes. */
export const getWatching = query({
  name: "watching.get",
  summary: "Whether I watch a record",
  permission: watchOwn,
  input: z.strictObject(subjectFields),
  run: async (context, subject) => {
    await findRecord(context, subject);
    const personId = context.actor.personId ?? "00000000-0000-0000-0000-000000000000";
    const count = await context.tx.watcher.count({ where: { personId, subjectId: subject.subjectId } });
    return { watching: count > 0 };
  },
});
