import "server-only";
import * as z from "zod";
import { watchOwn } from "@/lib/domain/comments/access";
import { subjectFields } from "@/lib/domain/tasks/schema";
import { unchanged } from "@/lib/platform/audit/change";
import { NotFound } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { findRecord } from "@/lib/platform/registry/contributions";

// Whom somebody wants to be told of is their own affair: the audit trail does not tell of it.

/** Begins or ends being told when a record changes. */
export const setWatching = command({
  name: "watching.set",
  summary: "Watch a record, or no longer",
  permission: watchOwn,
  input: z.strictObject({ ...subjectFields, watching: z.boolean({ error: "Say true or false." }) }),
  run: async (context, { subjectType, subjectId, watching }) => {
    const { tx, actor } = context;
    if (actor.personId === null) throw new NotFound();
    const key = { personId: actor.personId, subjectId };
    if (watching) {
      await findRecord(context, { subjectType, subjectId });
      await tx.watcher.createMany({ data: [{ ...key, subjectType }], skipDuplicates: true });
    } else await tx.watcher.deleteMany({ where: key });
    return unchanged({ watching });
  },
});
