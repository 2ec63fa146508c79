import "server-only";
import * as z from "zod";
import { notificationsOwn } from "@/lib/domain/tasks/access";
import { noticeChoices } from "@/lib/domain/tasks/notices/schema";
import { unchanged } from "@/lib/platform/audit/change";
import { NotFound } from "@/lib/platform/errors/public-error";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { command } from "@/lib/platform/operation/operation";
import { settings } from "@/lib/platform/settings/settings";

// How somebody wants to be told is their own affair: the audit trail does not tell of it.

/** Chooses how one is told of each kind of thing from now on; what one was told before stays. */
export const chooseNotices = command({
  name: "notices.choose",
  summary: "Choose how I am told",
  permission: notificationsOwn,
  input: z.strictObject({ choices: noticeChoices }),
  run: async ({ tx, actor }, { choices }) => {
    const { personId } = actor;
    if (personId === null) throw new NotFound();
    for (const { kind, inApp, byMail } of choices)
      await tx.noticeChoice.upsert({
        where: { personId_kind: { personId, kind } },
        create: { personId, kind, inApp, byMail },
        update: { inApp, byMail },
      });
    return unchanged({ choices });
  },
});

const atOnce = 50;
const mostTries = 5;
const minute = 60_000;
/** A mail that could not be sent for so long says nothing new any more. */
const stale = 24 * 60 * minute;
/** Whoever took mail and ended before it was sent has lost it after so long. */
const lost = 10 * minute;

/** Takes notices that are due by mail, so that no other process sends them too, and returns them; only the system does this. */
export const takeMail = command({
  name: "notices.takeMail",
  summary: "Take the notices that are due by mail",
  permission: jobsOwn,
  systemOnly: "Mail is sent by itself.",
  input: z.strictObject({}),
  run: async ({ tx, now }) => {
    const before = (age: number) => new Date(now.getTime() - age);
    await tx.notification.updateMany({
      where: { mail: { in: ["due", "sending"] }, createdAt: { lt: before(stale) } },
      data: { mail: "failed" },
    });
    const due = await tx.notification.findMany({
      where: {
        OR: [{ mail: "due" }, { mail: "sending", mailTriedAt: { lt: before(lost) } }],
        person: { is: { status: "active" } },
      },
      select: { id: true, title: true, mailTries: true, person: { select: { email: true } } },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: atOnce,
    });
    const taken = [];
    for (const { id, title, mailTries, person } of due) {
      const { count } = await tx.notification.updateMany({
        where: { id, mailTries, mail: { in: ["due", "sending"] } },
        data: { mail: "sending", mailTries: { increment: 1 }, mailTriedAt: now },
      });
      if (count === 1) taken.push({ id, to: person.email, subject: title, text: textOf(title) });
    }
    return unchanged({ mails: taken });
  },
});

// Which record it is about is opened in the application, where it is known whether one may still read it.
function textOf(title: string): string {
  const home = settings().PUBLIC_URL.replace(/\/$/, "");
  return `${title}\n\nOpen it: ${home}/notifications\nChoose what you are told: ${home}/settings/notices\n`;
}

/** Notes what became of mail: sent, due again, or given up after some tries; only the system does this. */
export const noteMail = command({
  name: "notices.noteMail",
  summary: "Note which notices were mailed",
  permission: jobsOwn,
  systemOnly: "Mail is sent by itself.",
  input: z.strictObject({ sent: z.array(z.uuid()), refused: z.array(z.uuid()) }),
  run: async ({ tx }, { sent, refused }) => {
    await tx.notification.updateMany({ where: { id: { in: sent } }, data: { mail: "sent" } });
    const again = { id: { in: refused } };
    await tx.notification.updateMany({
      where: { ...again, mailTries: { gte: mostTries } },
      data: { mail: "failed" },
    });
    await tx.notification.updateMany({
      where: { ...again, mailTries: { lt: mostTries } },
      data: { mail: "due" },
    });
    return unchanged({ sent: sent.length, refused: refused.length });
  },
});
