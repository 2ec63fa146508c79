import "server-only";
import * as z from "zod";
import { grantsGive } from "@/lib/domain/organization/grants/access";
import { keepingAnAdministrator } from "@/lib/domain/organization/grants/last-administrator";
import { assertMayEnd, assertMayEngage, assertMayGive } from "@/lib/domain/organization/grants/policy";
import { auditorsAreEngaged } from "@/lib/domain/organization/grants/rules";
import { grantFields, grantRecord } from "@/lib/domain/organization/grants/schema";
import { cancelLinks } from "@/lib/domain/organization/links/account-link";
import { lockRoles, roleKind } from "@/lib/domain/organization/roles/custom-roles";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import type { Permission } from "@/lib/platform/access/permission";
import type { Change } from "@/lib/platform/audit/change";
import { Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { withinUnits } from "@/lib/platform/operation/within-units";
import { createInput } from "@/lib/platform/schema/shape";
import { endOfDay } from "@/lib/platform/time/end-of-day";

/** One role to give. */
export interface RoleToGive {
  personId: string;
  role: string;
  unitId: string;
  endsOn: string | null;
}

/** Gives a person a role at a unit, or gives a role they have another end date. */
export const giveRole = command({
  name: "grants.giveRole",
  summary: "Give a role",
  permission: grantsGive,
  secrets: true,
  stepUp: true,
  input: createInput({ personId: z.uuid({ error: "Choose a person." }), ...grantFields }),
  output: grantRecord,
  run: async (context, wanted) => {
    const person = await context.tx.person.findFirst({
      where: { id: wanted.personId, status: { not: "disabled" } },
    });
    if (!person) throw new NotFound("There is no such person with an account.");
    const change = await keepingAnAdministrator(context.tx, person.id, () => give(context, wanted));
    return { result: recordOf(change.after), change };
  },
});

/** Ends a role at once. The last administrator of the organisation keeps theirs. */
export const endRole = command({
  name: "grants.endRole",
  summary: "End a role",
  permission: grantsGive,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  output: grantRecord,
  run: async (context, { id }) => {
    const before = await findGrant(context, id);
    assertMayEnd(
      context.actor,
      before.personId,
      await roleKind(context, before.role, before.unitId),
      before.unitId,
    );
    const after = await keepingAnAdministrator(context.tx, before.personId, () =>
      context.tx.grant.update({ where: { id }, data: { endsAt: context.now } }),
    );
    return {
      result: recordOf(after),
      change: { subject: { type: "grants", id, unitId: after.unitId }, before, after },
    };
  },
});

async function findGrant(context: Context, id: string): Promise<StoredGrant> {
  const { tx, now } = context;
  const running = { OR: [{ endsAt: null }, { endsAt: { gt: now } }] };
  const grant = await tx.grant.findFirst({ where: { AND: [{ id }, withinUnits(context), running] } });
  if (!grant) throw new NotFound();
  return grant;
}

interface StoredGrant {
  id: string;
  personId: string;
  role: string;
  unitId: string;
  endsAt: Date | null;
}

/** Gives the role in the running transaction and returns the change; throws Forbidden or Invalid as the rules say. */
export async function give(
  context: Context,
  { personId, role, unitId, endsOn }: RoleToGive,
): Promise<Change & { after: StoredGrant }> {
  const { tx, actor, now } = context;
  await assertUnit(context, unitId);
  await lockRoles(tx);
  assertMayGive(actor, personId, await roleKind(context, role, unitId), unitId);
  const endsAt = endsOn === null ? null : endOfDay(endsOn, await timeZoneOf(tx));
  if (endsAt && endsAt <= now)
    throw new Invalid([{ path: "endsOn", message: "This day is in the past. Choose today or a later day." }]);
  if (role === "auditor") throw new Invalid([{ path: "role", message: auditorsAreEngaged }]);
  return put(context, { personId, role, unitId }, { startsAt: null, endsAt });
}

interface AuditorToGive {
  personId: string;
  unitId: string;
  startsAt: Date;
  endsAt: Date;
}

/**
 * Gives the auditor's role that an engagement comes with, in the running transaction, and returns the change; `engage` is the
 * permission to engage. Throws Forbidden or Invalid as the rules say. The caller keeps the engagement.
 */
export async function giveAuditor(
  context: Context,
  engage: Permission,
  { personId, unitId, startsAt, endsAt }: AuditorToGive,
): Promise<Change & { after: StoredGrant }> {
  const { tx, actor } = context;
  await assertUnit(context, unitId);
  await lockRoles(tx);
  assertMayEngage(actor, engage, personId, await roleKind(context, "auditor", unitId), unitId);
  return put(context, { personId, role: "auditor", unitId }, { startsAt, endsAt });
}

/** Ends the auditor's role of an engagement at once, in the running transaction; returns the change, none where it has ended. */
export async function endAuditor({ tx, now }: Context, id: string): Promise<Change[]> {
  const before = await tx.grant.findFirst({ where: { id, endsAt: { gt: now } } });
  if (!before) return [];
  const after = await tx.grant.update({ where: { id }, data: { endsAt: now } });
  return [
    { subject: { type: "grants", id, unitId: before.unitId }, before, after, action: "grants.endRole" },
  ];
}

async function put(
  { tx, actor, now }: Context,
  key: { personId: string; role: string; unitId: string },
  days: { startsAt: Date | null; endsAt: Date | null },
): Promise<Change & { after: StoredGrant }> {
  const before = await tx.grant.findUnique({ where: { personId_role_unitId: key } });
  const data = { ...days, grantedById: actor.personId };
  const after = before
    ? await tx.grant.update({ where: { id: before.id }, data: { ...data, group: null } })
    : await tx.grant.create({ data: { ...key, ...data } });
  // A link somebody else made for this account must not open what is given now.
  await cancelLinks(tx, key.personId, now, actor.personId);
  return {
    subject: { type: "grants", id: after.id, unitId: key.unitId },
    before,
    after,
    action: before ? "grants.renewRole" : "grants.giveRole",
  };
}

async function assertUnit({ tx, actor, units }: Context, unitId: string): Promise<void> {
  const there =
    actor.kind === "system" ? (await tx.unit.count({ where: { id: unitId } })) === 1 : units.includes(unitId);
  if (!there)
    throw new Invalid([
      { path: "unitId", message: "There is no such business unit where you may give roles. Choose another." },
    ]);
}

function recordOf({ id, personId, role, unitId, endsAt }: StoredGrant) {
  return { id, personId, role, unitId, endsAt: endsAt?.toISOString() ?? null };
}
