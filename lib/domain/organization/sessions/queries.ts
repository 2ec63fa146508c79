import "server-only";
import * as z from "zod";
import { accountRead, accountUse } from "@/lib/domain/organization/sessions/access";
import { readSetting } from "@/lib/domain/organization/settings/setting";
import { organisationSetting } from "@/lib/domain/organization/settings/settings";
import type { Actor } from "@/lib/platform/access/actor";
import { roles } from "@/lib/platform/access/role";
import { NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";

/** Who one is, what one may be shown first, and the frame around every page: asked once per page. */
export const getMe = query({
  name: "account.get",
  summary: "One's own account",
  permission: accountRead,
  input: z.strictObject({}),
  run: async ({ tx, actor }) => {
    const personId = actor.personId ?? "";
    const person = await tx.person.findUnique({
      where: { id: personId },
      select: {
        id: true,
        name: true,
        email: true,
        jobTitle: true,
        unit: { select: { id: true, name: true } },
      },
    });
    if (!person) throw new NotFound();
    const unread = await tx.notification.count({ where: { personId, readAt: null, shown: true } });
    const { value: organisation } = await readSetting(tx, organisationSetting);
    const held = new Set(actor.grants.map((grant) => grant.role));
    return {
      ...person,
      roles: [
        ...roles.filter(({ value }) => held.has(value)).map(({ value, label }) => ({ value, label })),
        ...ownRolesOf(actor),
      ],
      unread,
      organisation,
    };
  },
});

// A custom role is held under its id and called by its name.
function ownRolesOf({ grants }: Actor): { value: string; label: string }[] {
  const names = new Map(
    grants.flatMap(({ role, name }) => (name === undefined ? [] : [[role, name] as const])),
  );
  return [...names].map(([value, label]) => ({ value, label }));
}

/** One's own open sessions, the newest first. */
export const listSessions = query({
  name: "sessions.list",
  summary: "One's own sessions",
  permission: accountUse,
  secrets: true,
  input: z.strictObject({}),
  run: async ({ tx, actor, now }) => {
    const sessions = await tx.session.findMany({
      where: { personId: actor.personId ?? "", revokedAt: null, expiresAt: { gt: now } },
      orderBy: { createdAt: "desc" },
      take: 200,
      select: {
        ...{ id: true, createdAt: true, seenAt: true, expiresAt: true },
        ...{ userAgent: true, address: true, factors: true },
      },
    });
    return {
      sessions: sessions.map(({ createdAt, seenAt, expiresAt, ...session }) => ({
        ...session,
        createdAt: createdAt.toISOString(),
        seenAt: seenAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        current: session.id === actor.sessionId,
      })),
    };
  },
});
