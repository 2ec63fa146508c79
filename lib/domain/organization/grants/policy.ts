import "server-only";
import { grantsGive } from "@/lib/domain/organization/grants/access";
import { givable } from "@/lib/domain/organization/grants/rules";
import { type Actor, unitsWith } from "@/lib/platform/access/actor";
import { everyRole, type Role } from "@/lib/platform/access/role";
import { Forbidden } from "@/lib/platform/errors/public-error";

/** Returns the roles that the actor may give to others in that unit. */
export function rolesToGive(actor: Actor, unitId: string): readonly Role[] {
  if (actor.kind === "system") return everyRole;
  if (!unitsWith(actor, grantsGive).includes(unitId)) return [];
  const held = actor.grants
    .filter((grant) => grant.units.includes(unitId))
    .flatMap((grant) => givable[grant.role]);
  return everyRole.filter((role) => held.includes(role));
}

/**
 * Throws Forbidden unless the actor may give this role at this unit to this person: the one rule for every door that
 * has the effect "somebody gets a role". Nobody gives roles to themselves.
 */
export function assertMayGive(actor: Actor, personId: string, role: Role, unitId: string): void {
  if (actor.personId === personId && actor.kind !== "system")
    throw new Forbidden("Nobody changes their own roles. Ask another administrator.");
  assertMayHandle(actor, role, unitId);
}

/** Throws Forbidden unless the actor may end this role at this unit. Giving back one's own role is always possible. */
export function assertMayEnd(actor: Actor, personId: string, role: Role, unitId: string): void {
  if (actor.personId !== personId) assertMayHandle(actor, role, unitId);
}

function assertMayHandle(actor: Actor, role: Role, unitId: string): void {
  if (rolesToGive(actor, unitId).includes(role)) return;
  throw new Forbidden(
    `Your own role does not let you give or end the role "${role}" there. Ask an administrator of that unit.`,
  );
}
