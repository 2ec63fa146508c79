import "server-only";
import * as z from "zod";
import { keepingAnAdministrator } from "@/lib/domain/organization/grants/last-administrator";
import { cancelLinks } from "@/lib/domain/organization/links/account-link";
import { peopleEdit } from "@/lib/domain/organization/people/access";
import { findPerson } from "@/lib/domain/organization/people/queries";
import { assertHoldsAllRolesOf } from "@/lib/domain/organization/people/reach";
import { personFields, personRecord } from "@/lib/domain/organization/people/schema";
import { endSessions } from "@/lib/domain/organization/sessions/save-password";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import { Conflict, Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertSteppedUp } from "@/lib/platform/operation/step-up";
import { assertWon } from "@/lib/platform/operation/version";
import { defined, recordVersion, updateInput } from "@/lib/platform/schema/shape";

/** Changes the name, address, title or unit of a person; whoever moves them holds both units. */
export const updatePerson = command({
  name: "people.update",
  summary: "Change a person",
  permission: peopleEdit,
  secrets: true,
  input: updateInput(personFields),
  output: personRecord,
  run: async (context, { id, version, ...fields }) => {
    const { tx, units, actor, now } = context;
    const before = await findPerson(context, id);
    await assertHoldsAllRolesOf(context, id);
    assertNotErased(before);
    const moves = fields.email !== undefined && fields.email !== before.email;
    // Links for a new password go there.
    if (moves) assertSteppedUp(actor, now);
    if (fields.unitId && fields.unitId !== before.unitId)
      await assertUnit(context, fields.unitId, units, actor.kind === "system");
    const updated = await refuseDuplicate(
      "email",
      "Somebody with this e-mail address has an account already.",
      () =>
        tx.person.updateMany({
          where: { id, version },
          data: { ...defined(fields), version: { increment: 1 } },
        }),
    );
    await assertWon(updated, async () => recordOf(await findPerson(context, id)));
    // A link that went to the old address must not open the account any more.
    if (moves) await cancelLinks(tx, id, now);
    const after = await findPerson(context, id);
    return {
      result: recordOf(after),
      change: { subject: { type: "people", id, unitId: after.unitId }, before, after },
    };
  },
});

/** Disables an account: nobody signs in with it, and its sessions and links end in the same transaction. */
export const disablePerson = command({
  name: "people.disable",
  summary: "Disable an account",
  permission: peopleEdit,
  secrets: true,
  input: z.strictObject(recordVersion),
  output: personRecord,
  run: async (context, { id, version }) => {
    if (context.actor.personId === id)
      throw new Forbidden("Nobody disables their own account. Ask another administrator.");
    const before = await findPerson(context, id);
    await assertHoldsAllRolesOf(context, id);
    if (before.status === "disabled")
      throw new Conflict("This account is disabled already.", recordOf(before));
    await keepingAnAdministrator(context.tx, id, () => setStatus(context, id, version, "disabled"));
    await endSessions(context.tx, id, context.now);
    await cancelLinks(context.tx, id, context.now);
    const after = await findPerson(context, id);
    return {
      result: recordOf(after),
      change: { subject: { type: "people", id, unitId: after.unitId }, before, after },
    };
  },
});

/** Enables an account again, with the roles it has; somebody who never came in stays invited. */
export const enablePerson = command({
  name: "people.enable",
  summary: "Enable an account",
  permission: peopleEdit,
  secrets: true,
  input: z.strictObject(recordVersion),
  output: personRecord,
  run: async (context, { id, version }) => {
    const before = await findPerson(context, id);
    await assertHoldsAllRolesOf(context, id);
    assertNotErased(before);
    if (before.status !== "disabled") throw new Conflict("This account is not disabled.", recordOf(before));
    const own = { where: { personId: id } };
    const comesIn = (await context.tx.credential.count(own)) + (await context.tx.identity.count(own)) > 0;
    await setStatus(context, id, version, comesIn ? "active" : "invited");
    const after = await findPerson(context, id);
    return {
      result: recordOf(after),
      change: { subject: { type: "people", id, unitId: after.unitId }, before, after },
    };
  },
});

function assertNotErased(person: StoredPerson & { erasedAt: Date | null }): void {
  if (person.erasedAt)
    throw new Conflict("This person was erased: the account cannot be used any more.", recordOf(person));
}

async function setStatus(context: Context, id: string, version: number, status: string): Promise<void> {
  const updated = await context.tx.person.updateMany({
    where: { id, version },
    data: { status, version: { increment: 1 } },
  });
  await assertWon(updated, async () => recordOf(await findPerson(context, id)));
}

async function assertUnit(
  { tx }: Context,
  unitId: string,
  units: readonly string[],
  everywhere: boolean,
): Promise<void> {
  const there = everywhere ? (await tx.unit.count({ where: { id: unitId } })) === 1 : units.includes(unitId);
  if (!there)
    throw new Invalid([
      { path: "unitId", message: "There is no such business unit where you may do this. Choose another." },
    ]);
}

interface StoredPerson {
  id: string;
  name: string;
  email: string;
  jobTitle: string | null;
  unitId: string;
  status: string;
  version: number;
}

function recordOf({ id, name, email, jobTitle, unitId, status, version }: StoredPerson) {
  return { id, name, email, jobTitle, unitId, status, version };
}
