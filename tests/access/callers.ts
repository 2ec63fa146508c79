import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/platform/access/actor";
import { everyRole } from "@/lib/platform/access/role";
import { withEveryRole } from "@/tests/access/company";
import { tableOf } from "@/tests/access/expected";
import { asOwner } from "@/tests/support/test-database";
import { holderOf, personWith, refreshed, signedInAgain, tokenOf } from "@/tests/support/world";

const matrix = tableOf("matrix.md");

/** Somebody who calls operations, and what the pages say that they may. */
export interface Caller {
  name: string;
  actor: Actor;
  /** Returns whether they may do what asks for this permission. */
  holds(permission: string): boolean;
  /** Returns them as they would come with their next request: who signed out has to sign in. */
  again(): Promise<Actor>;
  /** The one permission that they are there for, beside all that reads. */
  narrow?: string;
}

const reading = [...matrix.keys()].filter((name) => name.endsWith(":read"));
const isYes = (permission: string, column: string) => matrix.get(permission)?.[column] === "yes";
const ownAccount = (permission: string) => isYes(permission, "own account");
const byRole = (permission: string) => everyRole.some((role) => isYes(permission, role));
const byToken = (permission: string) =>
  !isYes(permission, "never by token") && (ownAccount(permission) || byRole(permission));

/**
 * Returns somebody for every role at the unit, somebody whose role has ended, a token of somebody with every role that may
 * do all they may, and for each permission a token limited to it and to reading, and somebody with a role of the organisation's
 * own that has nothing else.
 */
export async function callersAt(unitId: string): Promise<Caller[]> {
  const person = (name: string, actor: Actor, holds: Caller["holds"], narrow?: string): Caller => ({
    ...{ name, actor, again: () => signedInAgain(actor) },
    holds: (permission) => ownAccount(permission) || holds(permission),
    ...(narrow ? { narrow } : {}),
  });
  const callers: Caller[] = [];
  for (const role of everyRole)
    callers.push(person(role, await personWith(role, unitId), (permission) => isYes(permission, role)));
  const ended = await personWith("administrator", unitId, { endsAt: new Date(Date.now() - 1_000) });
  callers.push(person("nobody any more", ended, () => false));
  const creator = await withEveryRole(unitId);
  const token = async (narrow?: string): Promise<Caller> => {
    const secret = await tokenOf(creator, unitId, narrow === undefined ? ["*"] : [narrow, ...reading]);
    const again = () => holderOf(secret);
    const holds = (permission: string) =>
      (narrow === undefined || narrow === permission || reading.includes(permission)) && byToken(permission);
    const name = `token for ${narrow ?? "everything"}`;
    return { name, actor: await again(), holds, again, ...(narrow === undefined ? {} : { narrow }) };
  };
  callers.push(await token());
  for (const narrow of matrix.keys()) {
    const holder = await withRole([narrow, ...reading], unitId);
    const holds = (other: string) => (other === narrow || reading.includes(other)) && byRole(other);
    callers.push(await token(narrow), person(`role with ${narrow}`, holder, holds, narrow));
  }
  return callers;
}

// Written by hand, so that a role can be asked about that no form would let anybody define.
async function withRole(permissions: readonly string[], unitId: string): Promise<Actor> {
  const person = await personWith("reader", unitId);
  await asOwner(async (client) => {
    const role = randomUUID();
    await client.query(
      `insert into custom_roles (id, "unitId", name, permissions, "updatedAt") values ($1, $2, $3, $4, now())`,
      [role, unitId, `Only ${permissions[0]}`, permissions],
    );
    await client.query(`update grants set role = $2 where "personId" = $1`, [person.personId, role]);
  });
  return refreshed(person);
}
