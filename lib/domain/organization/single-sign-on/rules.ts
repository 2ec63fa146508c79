import type { GroupRoles } from "@/lib/domain/organization/single-sign-on/schema";

/** A role that somebody's groups give them now. */
export interface DueGrant {
  role: string;
  unitId: string;
  endsAt: Date | null;
  group: string;
  savedById: string | null;
}

interface Member {
  personId: string;
  groups: readonly string[];
  now: Date;
}

/**
 * Returns what these groups give to this person: each role at a unit once, for as long as the longest of them. What the person
 * decided themselves gives them nothing: nobody changes their own roles.
 */
export function dueGrants(
  rows: GroupRoles["rows"],
  { personId, groups, now }: Member,
  endOf: (day: string) => Date,
): DueGrant[] {
  const member = new Set(groups);
  const due = new Map<string, DueGrant>();
  for (const { group, role, unitId, endsOn, savedById } of rows) {
    if (!member.has(group) || savedById === personId) continue;
    const endsAt = endsOn === null ? null : endOf(endsOn);
    if (endsAt !== null && endsAt <= now) continue;
    const key = `${role} ${unitId}`;
    const held = due.get(key);
    const longer = !held || (held.endsAt !== null && (endsAt === null || endsAt > held.endsAt));
    if (longer) due.set(key, { role, unitId, endsAt, group, savedById });
  }
  return [...due.values()];
}

/**
 * Returns an e-mail address of the provider as accounts keep it, or null for one that they cannot: beyond plain letters two
 * addresses may look alike and be different, or become the same in lower case (the Kelvin sign and k).
 */
export function plainAddress(email: string | null): string | null {
  if (email === null || email.length > 254) return null;
  return /^[\x21-\x3f\x41-\x7e]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/.test(email) ? email.toLowerCase() : null;
}
