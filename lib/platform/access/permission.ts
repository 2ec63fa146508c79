import type { Role } from "@/lib/platform/access/role";

/** A thing that may be allowed: its name, a sentence an auditor can read, and the roles that have it. */
export interface Permission extends Limits {
  readonly name: string;
  readonly sentence: string;
  readonly roles: readonly Role[];
}

interface Limits {
  /** Concerns one's own account only: everybody who is signed in has it, even without a role anywhere. */
  readonly own?: boolean;
  /** Never through an API token, whatever its scopes: a leaked token must not make or widen access. */
  readonly peopleOnly?: boolean;
}

const known = new Map<string, Permission>();

/** Returns a permission; the name is "concept:verb". */
export function permission(
  name: string,
  sentence: string,
  roles: readonly Role[],
  limits: Limits = {},
): Permission {
  const made = { name, sentence, roles, ...limits };
  known.set(name, made);
  return made;
}

/** Returns whether a role can have the permission: not one's own account's, and not the system's alone. */
export function givenByRole({ own, roles }: Permission): boolean {
  return !own && roles.length > 0;
}

/** Returns whether the permission is to read and nothing else. */
export function toRead({ name }: Permission): boolean {
  return name.endsWith(":read");
}

/** Returns every permission of the concepts that are loaded, by name; an API token's scopes are chosen from these. */
export function knownPermissions(): readonly Permission[] {
  return [...known.values()].sort((a, b) => a.name.localeCompare(b.name));
}
