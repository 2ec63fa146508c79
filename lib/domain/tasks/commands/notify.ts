import "server-only";
import * as z from "zod";
import { notificationsOwn } from "@/lib/domain/tasks/access";
import type { NoticeKind } from "@/lib/domain/tasks/notices/schema";
import type { Permission } from "@/lib/platform/access/permission";
import type { Role } from "@/lib/platform/access/role";
import { unchanged } from "@/lib/platform/audit/change";
import type { Transaction } from "@/lib/platform/database/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";

interface Notice {
  subjectType: string;
  subjectId: string;
  title: string;
  /** What kind of thing it is, by which people choose how they are told; something asked of them unless said otherwise. */
  kind?: NoticeKind;
  /** Whom it concerns; nobody is told of what they did themselves. */
  personIds: readonly (string | null)[];
}

/** Puts a line into the inboxes of those it concerns, in the transaction of the command that caused it. */
export async function notify(
  { tx, actor }: Context,
  { title, subjectType, subjectId, personIds, kind = "notice" }: Notice,
): Promise<void> {
  const people = new Set(personIds.filter((id): id is string => id !== null && id !== actor.personId));
  if (people.size === 0) return;
  const line = title.length > 300 ? `${title.slice(0, 299)}…` : title;
  // Without RETURNING: nobody reads what lies in another's inbox.
  await tx.notification.createMany({
    data: [...people].map((personId) => ({ personId, title: line, subjectType, subjectId, kind })),
  });
}

/** Returns the active people who hold one of the roles in a unit, by a grant there or above. */
export async function peopleWithRole(
  tx: Transaction,
  roles: readonly Role[],
  unitId: string,
): Promise<string[]> {
  const rows = await tx.$queryRaw<
    { id: string }[]
  >`select people_with_role(${[...roles]}::text[], ${unitId}::uuid)::text as id`;
  return rows.map(({ id }) => id);
}

/** Returns the active people who have a permission in a unit, by a grant there or above. */
export async function peopleWhoMay(
  tx: Transaction,
  { name, roles }: Permission,
  unitId: string,
): Promise<string[]> {
  const rows = await tx.$queryRaw<
    { id: string }[]
  >`select distinct person::text as id from who_may(${name}, ${[...roles]}::text[], ${[unitId]}::uuid[])`;
  return rows.map(({ id }) => id);
}

/** Tells everybody who may sign in a unit that something waits for them, but for those who had a part in it. */
export async function askToSign(
  context: Context,
  who: Permission | readonly Role[],
  { unitId, ...notice }: Omit<Notice, "personIds"> & { unitId: string },
  authorIds: readonly string[],
): Promise<void> {
  const signers =
    "name" in who
      ? await peopleWhoMay(context.tx, who, unitId)
      : await peopleWithRole(context.tx, who, unitId);
  await notify(context, { ...notice, personIds: signers.filter((id) => !authorIds.includes(id)) });
}

// That somebody has read a line of their own inbox is no change of a record: the audit trail does not follow people's eyes.

/** Marks one of my notifications as read. */
export const readNotification = command({
  name: "notifications.read",
  summary: "Mark a notification as read",
  permission: notificationsOwn,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async ({ tx, actor, now }, { id }) => {
    if (!actor.personId || (await tx.notification.count({ where: { id, personId: actor.personId } })) === 0)
      throw new NotFound();
    await tx.notification.updateMany({
      where: { id, personId: actor.personId, readAt: null },
      data: { readAt: now },
    });
    return unchanged({ id });
  },
});

/** Marks all my notifications as read. */
export const readAllNotifications = command({
  name: "notifications.readAll",
  summary: "Mark all my notifications as read",
  permission: notificationsOwn,
  input: z.strictObject({}),
  run: async ({ tx, actor, now }) => {
    if (!actor.personId) return unchanged({ read: 0 });
    const { count } = await tx.notification.updateMany({
      where: { personId: actor.personId, readAt: null },
      data: { readAt: now },
    });
    return unchanged({ read: count });
  },
});
