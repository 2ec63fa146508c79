import "server-only";
import { grantsGive } from "@/lib/domain/organization/grants/access";
import { givable } from "@/lib/domain/organization/grants/rules";
import type { RoleKind } from "@/lib/domain/organization/roles/custom-roles";
import { type Actor, gives, type HeldGrant, unitsWith } from "@/lib/platform/access/actor";
import { givenByRole, knownPermissions, type Permission } from "@/lib/platform/access/permission";
import { type Role, roles } from "@/lib/platform/access/role";
import { Forbidden } from "@/lib/platform/errors/public-error";

/**
 * Returns whether the actor may give this role to others in that unit. A built-in role lets its holder give the roles that
 * are listed with it, and custom ones of no more than those together; a custom role lets its holder give what it has itself.
 */
export function mayGive(actor: Actor, role: RoleKind, unitId: string): boolean {
  if (actor.kind === "system") return true;
  if (!unitsWith(actor, grantsGive).includes(unitId)) return false;
  const held = actor.grants.filter((grant) => grant.units.includes(unitId) && gives(grant, grantsGive));
  if (held.some((grant) => listed(grant).some((one) => one === role.value))) return true;
  const own = role.permissions === null ? held.filter(({ permissions }) => permissions) : held;
  const wanted = permissionsOf(role);
  return wanted.length > 0 && wanted.every((name) => own.some((grant) => handsOn(grant, name)));
}

/** Returns the names of the permissions that whoever holds the role has. */
export function permissionsOf({ value, permissions }: RoleKind): readonly string[] {
  if (permissions) return permissions;
  return knownPermissions()
    .filter((one) => givenByRole(one) && one.roles.some((role) => role === value))
    .map(({ name }) => name);
}

function listed({ role }: HeldGrant): readonly Role[] {
  const builtIn = roles.find(({ value }) => value === role);
  return builtIn ? givable[builtIn.value] : [];
}

function handsOn(grant: HeldGrant, name: string): boolean {
  if (grant.permissions) return grant.permissions.includes(name);
  const permission = knownPermissions().find((one) => one.name === name);
  // One that no longer exists gives nothing to anybody.
  return !permission || permission.roles.some((role) => listed(grant).includes(role));
}

/**
 * Throws Forbidden unless the actor may give this role at this unit to this person: the one rule for every door that
 * has the effect "somebody gets a role". Nobody gives roles to themselves.
 */
export function assertMayGive(actor: Actor, personId: string, role: RoleKind, unitId: string): void {
  if (actor.personId === personId && actor.kind !== "system")
    throw new Forbidden("Nobody changes their own roles. Ask another administrator.");
  assertMayHandle(actor, role, unitId);
}

/**
 * Throws Forbidden unless the actor may engage this person as an auditor at this unit, which gives them the auditor's role: by a
 * built-in role that has the permission to engage there, or a custom one that has with it all that an auditor has. Nobody
 * engages themselves.
 */
export function assertMayEngage(
  actor: Actor,
  engage: Permission,
  personId: string,
  auditor: RoleKind,
  unitId: string,
): void {
  if (actor.kind === "system") return;
  if (actor.personId === personId)
    throw new Forbidden(
      "Nobody engages themselves as an auditor. Ask somebody else who may engage auditors.",
    );
  const wanted = permissionsOf(auditor);
  const held = actor.grants.filter((grant) => grant.units.includes(unitId) && gives(grant, engage));
  if (held.some(({ permissions }) => wanted.every((name) => permissions?.includes(name) ?? true))) return;
  throw new Forbidden("Your own role does not let you engage an auditor there.");
}

/** Throws Forbidden unless the actor may end this role at this unit. Giving back one's own role is always possible. */
export function assertMayEnd(actor: Actor, personId: string, role: RoleKind, unitId: string): void {
  if (actor.personId !== personId) assertMayHandle(actor, role, unitId);
}

function assertMayHandle(actor: Actor, role: RoleKind, unitId: string): void {
  if (mayGive(actor, role, unitId)) return;
  throw new Forbidden(
    `Your own role does not let you give or end the role "${role.permissions ? role.label : role.value}" there. Ask an administrator of that unit.`,
  );
}
