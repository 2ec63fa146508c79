import "server-only";
import * as z from "zod";
import { mayFinish, notificationsOwn, tasksEdit, tasksRead, visibleTo } from "@/lib/domain/tasks/access";
import { hrefOf } from "@/lib/domain/tasks/rules";
import { taskColumns, taskFields } from "@/lib/domain/tasks/schema";
import { type Actor, may } from "@/lib/platform/access/actor";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import { idsOf } from "@/lib/platform/register/filter";
import { register } from "@/lib/platform/register/register";
import { type FoundRecord, findRecords, namedKinds } from "@/lib/platform/registry/contributions";
import { dayText } from "@/lib/platform/time/day";

const taskInclude = { assignee: { select: { id: true, name: true, email: true } } } as const;
type Row = Prisma.TaskGetPayload<{ include: typeof taskInclude }>;

function toRow({ doneAt, createdAt, dueOn, ...task }: Row, subject: FoundRecord | undefined) {
  const { id, version, title, details, subjectType, subjectId, assignee } = task;
  return {
    id,
    version,
    title,
    details,
    subjectType,
    subjectId,
    assignee,
    ref: subject?.ref ?? "",
    subject: subject ? `${subject.ref} ${subject.name}` : "",
    href: hrefOf(subjectType, subjectId),
    dueOn: dayText(dueOn),
    state: doneAt ? "done" : "open",
    doneAt: doneAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

/** Every task: what is asked of whom, on which record, by when. */
export const taskRegister = register<Prisma.TaskWhereInput, Prisma.TaskOrderByWithRelationInput>({
  concept: "tasks",
  title: "Tasks",
  columns: taskColumns,
  permission: tasksRead,
  sort: "dueOn",
  visibleTo,
  search: (words) => ({ title: { contains: words, mode: "insensitive" } }),
  filters: {
    subject: (text, key) => ({ subjectId: { in: idsOf(text, key) } }),
    state: (text) => ({
      OR: text.split(",").map((state) => ({ doneAt: state === "done" ? { not: null } : null })),
    }),
  },
  lookups: { mine: (_text, { actor }) => ({ assigneeId: actor.personId }) },
  fetch: async (tx, what, context) => {
    const tasks = await tx.task.findMany({ ...what, include: taskInclude });
    const subjects = await findRecords(context, tasks);
    return tasks.map((task) => toRow(task, subjects.get(task.subjectId)));
  },
  count: (tx, where) => tx.task.count({ where }),
  bulk: {
    permission: tasksEdit,
    fields: { assigneeId: taskFields.assigneeId, dueOn: taskFields.dueOn },
  },
});

/** Returns the whole stored task within the actor's scope; throws NotFound. */
export async function findTask(context: Context, id: string) {
  const task = await context.tx.task.findFirst({ where: { AND: [{ id }, visibleTo(context)] } });
  if (!task) throw new NotFound();
  return task;
}

/** Returns those of these tasks that the actor may see, named by the record they are about, on whose page they stand. */
export async function findTasks(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.task.findMany({
    where: { AND: [{ id: { in: [...ids] } }, visibleTo(context)] },
    select: { id: true, title: true, unitId: true, assigneeId: true, subjectType: true, subjectId: true },
  });
  const subjects = await findRecords(context, found);
  return found.map(({ id, title, unitId, assigneeId, subjectType, subjectId }) => ({
    ...{ id, unitId, name: title, ownerId: assigneeId },
    ref: subjects.get(subjectId)?.ref ?? "",
    href: hrefOf(subjectType, subjectId),
  }));
}

/** One task with what the actor may do with it. */
export const getTask = query({
  name: "tasks.get",
  summary: "One task",
  permission: tasksRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }) => {
    const task = await context.tx.task.findFirst({
      where: { AND: [{ id }, visibleTo(context)] },
      include: taskInclude,
    });
    if (!task) throw new NotFound();
    const subjects = await findRecords(context, [task]);
    return { ...toRow(task, subjects.get(task.subjectId)), can: taskRights(context.actor, task) };
  },
});

/** Returns what the actor may do with a task. */
function taskRights(actor: Actor, task: { assigneeId: string | null; unitId: string }) {
  return { edit: may(actor, tasksEdit, task.unitId), finish: mayFinish(actor, task) };
}

/** The tasks of one record, open ones first by due date, each with what the actor may do with it. */
export const tasksOf = query({
  name: "tasks.of",
  summary: "The tasks of one record",
  permission: tasksRead,
  input: z.strictObject({ subject: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { subject }) => {
    const tasks = await context.tx.task.findMany({
      where: { AND: [{ subjectId: subject }, visibleTo(context)] },
      orderBy: [
        { doneAt: { sort: "desc", nulls: "first" } },
        { dueOn: { sort: "asc", nulls: "last" } },
        { id: "asc" },
      ],
      take: 200,
      include: taskInclude,
    });
    return tasks.map((task) => ({ ...toRow(task, undefined), can: taskRights(context.actor, task) }));
  },
});

/** Returns the open tasks of a person, by due date, with the records they are about. */
export async function openTasksOf(context: Context, assigneeId: string, most: number) {
  const tasks = await context.tx.task.findMany({
    where: { assigneeId, doneAt: null },
    orderBy: [{ dueOn: { sort: "asc", nulls: "last" } }, { id: "asc" }],
    take: most,
    include: taskInclude,
  });
  const subjects = await findRecords(context, tasks);
  return tasks.map((task) => toRow(task, subjects.get(task.subjectId)));
}

/** The newest notifications of the one who asks, and how many of all are unread. */
export const listNotifications = query({
  name: "notifications.list",
  summary: "My notifications, newest first",
  permission: notificationsOwn,
  input: z.strictObject({ before: z.iso.datetime({ offset: true }).optional() }),
  run: async (context, { before }) => {
    const { tx, actor } = context;
    const mine = { personId: actor.personId ?? "00000000-0000-0000-0000-000000000000", shown: true };
    const found = await tx.notification.findMany({
      where: { ...mine, ...(before ? { createdAt: { lt: new Date(before) } } : {}) },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 50,
    });
    // What somebody may no longer open is no longer named either.
    const records = await findRecords(context, found, namedKinds());
    // One's own account is always one's own to open.
    const readable = (type: string, id: string) => type === "account" || records.has(id);
    const rows = found.map(({ id, title, subjectType, subjectId, createdAt, readAt }) => ({
      id,
      title: readable(subjectType, subjectId)
        ? title
        : "Something about a record that you may no longer open",
      subjectType,
      subjectId,
      href: readable(subjectType, subjectId) ? hrefOf(subjectType, subjectId) : null,
      createdAt: createdAt.toISOString(),
      readAt: readAt?.toISOString() ?? null,
    }));
    return { rows, unread: await tx.notification.count({ where: { ...mine, readAt: null } }) };
  },
});

/** How many of my notifications are unread. */
export const countUnread = query({
  name: "notifications.count",
  summary: "How many of my notifications are unread",
  permission: notificationsOwn,
  input: z.strictObject({}),
  run: async ({ tx, actor }) => ({
    unread: actor.personId
      ? await tx.notification.count({ where: { personId: actor.personId, shown: true, readAt: null } })
      : 0,
  }),
});
