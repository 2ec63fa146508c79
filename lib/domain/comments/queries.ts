import "server-only";
import * as z from "zod";
import { commentsRead, commentsWrite, watchOwn } from "@/lib/domain/comments/access";
import { peopleWhoMay } from "@/lib/domain/tasks/commands/notify";
import { subjectFields } from "@/lib/domain/tasks/schema";
import { may } from "@/lib/platform/access/actor";
import type { Comment } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import { findRecord } from "@/lib/platform/registry/contributions";
import { notStorable, storable } from "@/lib/platform/schema/field";

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

/** A comment as a report prints it. */
export interface PrintedComment {
  subjectId: string;
  text: string;
  by: string;
  at: string;
}

/**
 * Returns what is said about these records and was not taken back, the oldest first, at most 1,000; nothing where the actor
 * may not read comments in the unit. The caller has checked that the records may be read.
 */
export async function commentsOn(
  { tx, actor }: Context,
  unitId: string,
  subjectIds: readonly string[],
): Promise<PrintedComment[]> {
  if (!may(actor, commentsRead, unitId)) return [];
  const found = await tx.comment.findMany({
    where: { subjectId: { in: [...subjectIds] }, removedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 1_000,
  });
  const people = await tx.person.findMany({
    where: { id: { in: [...new Set(found.map(({ createdById }) => createdById))] } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  return found.map(({ subjectId, text, createdById, createdAt }) => ({
    ...{ subjectId, text },
    by: nameOf.get(createdById) ?? "Plumbline",
    at: createdAt.toISOString(),
  }));
}

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

const mostOffered = 8;

const q = z
  .string()
  .trim()
  .max(100, "Is too long. Search with fewer words.")
  .refine(storable, notStorable)
  .default("");

/** The people who can be mentioned on a record, by name or address: those with a role in its business unit or above. */
export const mentionablePeople = query({
  name: "comments.people",
  summary: "Who can be mentioned on a record",
  permission: commentsWrite,
  input: z.strictObject({ ...subjectFields, q }),
  output: z.strictObject({ choices: z.array(z.looseObject({ id: z.uuid(), name: z.string() })) }),
  run: async (context, { q: words, ...subject }) => {
    const { unitId } = await findRecord(context, subject);
    const able = await peopleWhoMay(context.tx, commentsRead, unitId);
    const like = { contains: words, mode: "insensitive" as const };
    const found = await context.tx.person.findMany({
      where: {
        id: { in: able.filter((id) => id !== context.actor.personId) },
        OR: [{ name: like }, { email: like }],
      },
      select: { id: true, name: true, jobTitle: true, email: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: mostOffered,
    });
    return {
      choices: found.map(({ id, name, jobTitle, email }) => ({ id, name, detail: jobTitle ?? email })),
    };
  },
});
