import "server-only";
import { hasAdministrator } from "@/lib/domain/organization/grants/last-administrator";
import { cancelLinks } from "@/lib/domain/organization/links/account-link";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import { readSetting } from "@/lib/domain/organization/settings/setting";
import { type DueGrant, dueGrants } from "@/lib/domain/organization/single-sign-on/rules";
import { groupsSetting } from "@/lib/domain/organization/single-sign-on/settings";
import type { Change } from "@/lib/platform/audit/change";
import type { Context } from "@/lib/platform/operation/operation";
import { endOfDay } from "@/lib/platform/time/end-of-day";

const why = { reason: "single sign-on" };

/**
 * Gives and ends the roles that somebody's groups at the provider give them, and returns the changes. Roles that a person gave
 * by hand stay as they are, and the last administrator of the organisation stays one. The caller holds the lock on
 * administrators.
 */
export async function followGroups(
  { tx, now }: Pick<Context, "tx" | "now">,
  personId: string,
  groups: readonly string[],
): Promise<Change[]> {
  const { value } = await readSetting(tx, groupsSetting);
  const zone = await timeZoneOf(tx);
  const due = dueGrants(value.rows, { personId, groups, now }, (day) => endOfDay(day, zone));
  const units = await tx.unit.findMany({
    where: { id: { in: due.map(({ unitId }) => unitId) } },
    select: { id: true },
  });
  const there = due.filter(({ unitId }) => units.some(({ id }) => id === unitId));
  const changes: Change[] = [];
  for (const one of there) changes.push(...(await give({ tx, now }, personId, one)));
  const running = await tx.grant.findMany({
    where: { personId, group: { not: null }, OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
  });
  for (const before of running) {
    if (there.some(({ role, unitId }) => role === before.role && unitId === before.unitId)) continue;
    const administered = await hasAdministrator(tx);
    const after = await tx.grant.update({ where: { id: before.id }, data: { endsAt: now } });
    if (administered && !(await hasAdministrator(tx))) {
      await tx.grant.update({ where: { id: before.id }, data: { endsAt: before.endsAt } });
      continue;
    }
    const subject = { type: "grants", id: before.id, unitId: before.unitId };
    changes.push({ subject, before, after: { ...after, ...why }, action: "grants.endRole" });
  }
  return changes;
}

async function give(
  { tx, now }: Pick<Context, "tx" | "now">,
  personId: string,
  { role, unitId, endsAt, group, savedById }: DueGrant,
): Promise<Change[]> {
  const before = await tx.grant.findUnique({ where: { personId_role_unitId: { personId, role, unitId } } });
  const runs = before !== null && (before.endsAt === null || before.endsAt > now);
  if (runs && before.group === null) return [];
  if (runs && before.group === group && before.endsAt?.getTime() === endsAt?.getTime()) return [];
  const data = { endsAt, group, grantedById: savedById };
  const after = before
    ? await tx.grant.update({ where: { id: before.id }, data })
    : await tx.grant.create({ data: { personId, role, unitId, ...data } });
  // A link that somebody made for this account must not open what is given now.
  await cancelLinks(tx, personId, now);
  const subject = { type: "grants", id: after.id, unitId };
  const action = before ? "grants.renewRole" : "grants.giveRole";
  return [{ subject, before, after: { ...after, ...why }, action }];
}
