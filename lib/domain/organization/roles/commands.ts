import "server-only";
import * as z from "zod";
import { mayGive } from "@/lib/domain/organization/grants/policy";
import { rolesDefine } from "@/lib/domain/organization/roles/access";
import { lockRoles } from "@/lib/domain/organization/roles/custom-roles";
import { customRoleFields, customRoleRecord, mostCustomRoles } from "@/lib/domain/organization/roles/schema";
import { readSetting } from "@/lib/domain/organization/settings/setting";
import { groupsSetting } from "@/lib/domain/organization/single-sign-on/settings";
import { unitProblems } from "@/lib/domain/organization/units/access";
import { type Actor, may } from "@/lib/platform/access/actor";
import { givenByRole, knownPermissions } from "@/lib/platform/access/permission";
import { roles } from "@/lib/platform/access/role";
import type { Change } from "@/lib/platform/audit/change";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import type { CustomRole } from "@/lib/platform/database/generated/client";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { withinUnits } from "@/lib/platform/operation/within-units";
import { createInput, defined, recordVersion, updateInput } from "@/lib/platform/schema/shape";

const { unitId: _unit, ...changeable } = customRoleFields;
const taken = "There is a role of this name. Choose another name.";

/** Defines a role of the organisation's own. Throws Forbidden when it would have a permission that one could not give. */
export const createRole = command({
  name: "roles.create",
  stepUp: true,
  summary: "Define a role of the organisation's own",
  permission: rolesDefine,
  input: createInput(customRoleFields),
  output: customRoleRecord,
  run: async (context, fields) => {
    const { tx, actor } = context;
    const { unitId } = fields;
    const problems = await unitProblems(context, unitId);
    if (problems.length > 0) throw new Invalid(problems);
    assertMayDefine(actor, fields.permissions, unitId);
    assertKnown(fields.permissions, []);
    assertNewName(fields.name);
    await lockRoles(tx);
    if ((await tx.customRole.count({ where: { unitId, retiredAt: null } })) >= mostCustomRoles)
      throw new Conflict(
        `A business unit has at most ${mostCustomRoles} roles of its own. Retire one first.`,
      );
    const data = { ...fields, permissions: [...fields.permissions].sort(), createdById: actor.personId };
    const role = await refuseDuplicate("name", taken, () => tx.customRole.create({ data }));
    return { result: recordOf(role), change: changeOf(null, role) };
  },
});

/** Changes a role of the organisation's own, for everybody who holds it, from their next request on. */
export const updateRole = command({
  name: "roles.update",
  stepUp: true,
  summary: "Change a role of the organisation's own",
  permission: rolesDefine,
  input: updateInput(changeable),
  output: customRoleRecord,
  run: async (context, { id, version, ...asked }) => {
    const { actor } = context;
    const before = await findRole(context, id);
    const wanted = defined(asked);
    const permissions = [...(wanted.permissions ?? before.permissions)].sort();
    for (const set of [before.permissions, permissions]) assertMayDefine(actor, set, before.unitId);
    assertNotHeld(actor, id);
    assertKnown(permissions, before.permissions);
    assertNewName(wanted.name ?? before.name);
    const after = await refuseDuplicate("name", taken, () =>
      write(context, before, version, { ...wanted, permissions }),
    );
    return { result: recordOf(after), change: changeOf(before, after) };
  },
});

/** Retires a role of the organisation's own that nobody holds any more. */
export const retireRole = command({
  name: "roles.retire",
  stepUp: true,
  summary: "Retire a role of the organisation's own",
  permission: rolesDefine,
  input: z.strictObject(recordVersion),
  output: customRoleRecord,
  run: async (context, { id, version }) => {
    const { tx, actor, now } = context;
    const before = await findRole(context, id);
    assertMayDefine(actor, before.permissions, before.unitId);
    await lockRoles(tx);
    const held = await tx.grant.count({
      where: { role: id, OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
    });
    if (held > 0)
      throw new Conflict(
        `This role is given ${held} ${held === 1 ? "time" : "times"}. End it for everybody who holds it first.`,
      );
    const { value: groups } = await readSetting(tx, groupsSetting);
    const giving = groups.rows.find(({ role }) => role === id);
    if (giving)
      throw new Conflict(
        `The group ${giving.group} of the sign-in provider gives this role. Remove it under Sign-in and security first.`,
      );
    const after = await write(context, before, version, { retiredAt: now });
    return { result: recordOf(after), change: changeOf(before, after) };
  },
});

/** Returns whether the actor may define a role of these permissions, or change one that has them. */
export function mayDefine(actor: Actor, permissions: readonly string[], unitId: string): boolean {
  const role = { value: "", label: "", permissions, unit: null };
  return may(actor, rolesDefine, unitId) && mayGive(actor, role, unitId);
}

function assertMayDefine(actor: Actor, permissions: readonly string[], unitId: string): void {
  if (!mayDefine(actor, permissions, unitId))
    throw new Forbidden("A role may have only what your own role lets you give to others.");
}

function assertNotHeld({ grants }: Actor, id: string): void {
  if (grants.some(({ role }) => role === id))
    throw new Forbidden("You hold this role yourself. Ask another administrator to change it.");
}

function assertKnown(permissions: readonly string[], before: readonly string[]): void {
  const known = new Set(
    knownPermissions()
      .filter(givenByRole)
      .map(({ name }) => name),
  );
  const unknown = permissions.filter((name) => !known.has(name) && !before.includes(name));
  if (unknown.length > 0)
    throw new Invalid([
      { path: "permissions", message: `There is no permission ${unknown.join(", ")} that a role can have.` },
    ]);
}

function assertNewName(name: string): void {
  const plain = name.toLowerCase();
  if (roles.some(({ value, label }) => value === plain || label.toLowerCase() === plain))
    throw new Invalid([{ path: "name", message: taken }]);
}

async function findRole(context: Context, id: string): Promise<CustomRole> {
  const role = await context.tx.customRole.findFirst({ where: { id, ...withinUnits(context) } });
  if (!role) throw new NotFound();
  return role;
}

async function write(
  context: Context,
  before: CustomRole,
  version: number,
  data: object,
): Promise<CustomRole> {
  if (before.retiredAt) throw new Conflict("This role is retired. Define it anew if it is needed again.");
  const written = await context.tx.customRole.updateManyAndReturn({
    where: { id: before.id, version, retiredAt: null },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: written.length }, async () => recordOf(await findRole(context, before.id)));
  return written[0] ?? before;
}

function changeOf(before: CustomRole | null, after: CustomRole): Change {
  return { subject: { type: "roles", id: after.id, unitId: after.unitId }, before, after };
}

function recordOf({ id, name, unitId, description, permissions, version }: CustomRole) {
  return { id, name, unitId, description, permissions, version };
}
