import "server-only";
import { type Actor, may, unitsWith } from "@/lib/platform/access/actor";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

export const tasksRead = permission(
  "tasks:read",
  "Read the tasks of records one may read, and one's own.",
  everyRole,
);
export const tasksFinish = permission(
  "tasks:finish",
  "Finish and reopen tasks that are one's own.",
  everyRole,
);
export const tasksEdit = permission("tasks:edit", "Change, assign, finish and reopen anybody's tasks.", [
  "administrator",
  "lead",
  "risk-owner",
  "system-owner",
  "compliance",
]);
export const notificationsOwn = permission(
  "notifications:own",
  "Read one's own notifications and mark them as read.",
  [],
  {
    own: true,
  },
);

/** Returns the condition on tasks this actor may see: those of the units where they may read tasks, and those assigned to them anywhere. */
export function visibleTo({ actor }: Pick<Context, "actor">): Prisma.TaskWhereInput {
  if (actor.kind === "system") return {};
  return { OR: [{ unitId: { in: unitsWith(actor, tasksRead) } }, { assigneeId: actor.personId }] };
}

/** Returns whether the actor may finish and reopen a task: its assignee, or somebody who may change it. */
export function mayFinish(actor: Actor, task: { assigneeId: string | null; unitId: string }): boolean {
  return (task.assigneeId === actor.personId && !actor.onlyReads) || may(actor, tasksEdit, task.unitId);
}
