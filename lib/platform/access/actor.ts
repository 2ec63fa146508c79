import { givenByRole, type Permission, toRead } from "@/lib/platform/access/permission";

/** A role at a business unit, with the ids of that unit and every unit below it. */
export interface HeldGrant {
  /** A built-in role, or the id of a custom one. */
  role: string;
  unitId: string;
  units: readonly string[];
  /** What a custom role is called. */
  name?: string;
  /** The names of a custom role's permissions; those of a built-in role are with each permission. */
  permissions?: readonly string[];
  /** Of an auditor's role: the engagement that it comes with, if there is one. */
  engagementId?: string;
  /** Of an auditor's role: the instant at which it ends. */
  until?: string;
}

/** Who acts: a person, a token with a subset of its creator's grants, or a named job of the system itself. */
export interface Actor {
  readonly kind: "person" | "token" | "system";
  /** The person, also for a token (its creator); null for the system. */
  readonly personId: string | null;
  readonly name: string;
  readonly sessionId: string | null;
  readonly tokenId: string | null;
  readonly grants: readonly HeldGrant[];
  /** Permission names a token is limited to; null for no limit. */
  readonly scopes: readonly string[] | null;
  /** Units a token is limited to; null for no limit. */
  readonly within: readonly string[] | null;
  readonly requestId: string;
  /** When the person last proved again, within this session, who they are. */
  readonly confirmedAt?: Date;
  /** When the session began. */
  readonly signedInAt?: Date;
  /** Looks at the past, where nothing can be done: only permissions to read count. */
  readonly onlyReads?: true;
}

/** Returns the ids of the units in which the actor has the permission; empty when nowhere. */
export function unitsWith(actor: Actor, permission: Permission): string[] {
  if (!withinScopes(actor, permission)) return [];
  return limited(
    actor,
    actor.grants.filter((grant) => gives(grant, permission)),
  );
}

/** Returns whether a role that is held has the permission. */
export function gives({ role, permissions }: HeldGrant, permission: Permission): boolean {
  if (permissions) return givenByRole(permission) && permissions.includes(permission.name);
  return permission.roles.some((one) => one === role);
}

/** Returns the ids of all units in which the actor has any role. */
export function unitsOf(actor: Actor): string[] {
  return limited(actor, actor.grants);
}

/** Returns whether the actor has the permission in that unit. */
export function may(actor: Actor, permission: Permission, unitId: string): boolean {
  if (actor.kind === "system") return true;
  return unitsWith(actor, permission).includes(unitId);
}

/** Returns whether the actor has the permission anywhere. */
export function mayAnywhere(actor: Actor, permission: Permission): boolean {
  if (actor.kind === "system") return true;
  return permission.own ? withinScopes(actor, permission) : unitsWith(actor, permission).length > 0;
}

/** Returns whether the actor holds the role in that unit. */
export function holdsRole(actor: Actor, role: string, unitId: string): boolean {
  return actor.grants.some((grant) => grant.role === role && grant.units.includes(unitId));
}

/** Returns the auditor's roles by which the actor has the permission: what is done by them is noted as an auditor's. */
export function auditsBy({ grants }: Actor, permission: Permission): HeldGrant[] {
  return grants.filter((grant) => grant.role === "auditor" && gives(grant, permission));
}

/** Returns the first role by which the actor has the permission in that unit, as a signature names it; empty without one. */
export function roleIn({ grants }: Actor, permission: Permission, unitId: string): string {
  const found = grants.find((grant) => gives(grant, permission) && grant.units.includes(unitId));
  return found?.name ?? found?.role ?? "";
}

/** Returns the system itself acting under a name, such as "job: end acceptances". */
export function systemActor(name: string, requestId: string): Actor {
  return {
    kind: "system",
    personId: null,
    name,
    sessionId: null,
    tokenId: null,
    grants: [],
    scopes: null,
    within: null,
    requestId,
  };
}

/** Returns the actor with the same scope and no right but to read. */
export function onlyReading(actor: Actor): Actor {
  return { ...actor, onlyReads: true };
}

function withinScopes({ scopes, onlyReads }: Actor, permission: Permission): boolean {
  if (onlyReads && !toRead(permission)) return false;
  return (
    scopes === null || (!permission.peopleOnly && (scopes.includes(permission.name) || scopes.includes("*")))
  );
}

function limited(actor: Actor, grants: readonly HeldGrant[]): string[] {
  const units = new Set(grants.flatMap((grant) => grant.units));
  if (!actor.within) return [...units];
  const within = new Set(actor.within);
  return [...units].filter((unit) => within.has(unit));
}

/** Returns whose id a record keeps as its author: the person's, or the nil id for the system itself. */
export function authorOf(actor: Actor): string {
  return actor.personId ?? "00000000-0000-0000-0000-000000000000";
}
