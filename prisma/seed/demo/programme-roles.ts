import "server-only";
import type { Change } from "@/lib/platform/audit/change";
import type { Transaction } from "@/lib/platform/database/client";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import type { Ids } from "@/prisma/seed/demo/organisation";

/** Creates the organisation's own roles of the programme and names who holds which; returns the changes for the audit trail. */
export async function loadProgrammeRoles(
  tx: Transaction,
  { programmeRoles: { own, held } }: DemoContent,
  ids: Ids,
  calendar: Calendar,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const { key, unit, by, daysAgo, responsibilities, ...words } of own) {
    const after = await tx.programmeRole.create({
      data: {
        ...words,
        id: demoId("own-roles", key),
        unitId: ids.unit(unit),
        responsibilities: responsibilities.join("\n"),
        createdById: ids.person(by),
        createdAt: calendar.ago(daysAgo),
      },
    });
    changes.push({ subject: { type: "own-roles", id: after.id, unitId: after.unitId }, before: null, after });
  }
  for (const { role, unit, person, sinceDaysAgo, untilDaysAgo } of held) {
    const isOwn = own.some(({ key }) => key === role);
    const until = untilDaysAgo === undefined ? null : calendar.day({ daysAgo: untilDaysAgo });
    const after = await tx.programmeAppointment.create({
      data: {
        id: demoId("programme-roles", `${role}/${unit}/${person}`),
        unitId: ids.unit(unit),
        roleKey: isOwn ? null : role,
        ownRoleId: isOwn ? demoId("own-roles", role) : null,
        personId: ids.person(person),
        since: calendar.day({ daysAgo: sinceDaysAgo }) ?? new Date(),
        until,
        createdById: ids.person("tomasz.wisniewski"),
        createdAt: calendar.ago(Math.max(sinceDaysAgo, 0)),
      },
    });
    const subject = { type: "programme-roles", id: after.id, unitId: after.unitId };
    changes.push({ subject, before: null, after });
  }
  return changes;
}
