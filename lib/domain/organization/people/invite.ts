import "server-only";
import * as z from "zod";
import { give, type RoleToGive } from "@/lib/domain/organization/grants/commands";
import { grantFields } from "@/lib/domain/organization/grants/schema";
import { type FreshLink, makeLink } from "@/lib/domain/organization/links/account-link";
import { peopleInvite, peopleReset } from "@/lib/domain/organization/people/access";
import { findPerson } from "@/lib/domain/organization/people/queries";
import { assertHoldsAllRolesOf } from "@/lib/domain/organization/people/reach";
import { linkAnswer, personFields } from "@/lib/domain/organization/people/schema";
import type { Change } from "@/lib/platform/audit/change";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { createInput } from "@/lib/platform/schema/shape";

const answer = z.strictObject({ id: z.uuid(), ...linkAnswer });
const shownOnce = "(shown once)";

interface Invited extends FreshLink {
  id: string;
}

function withoutSecret(result: Invited): Invited {
  return { ...result, link: shownOnce };
}

/** Makes an account with its first roles and returns the link by which its owner chooses a password. */
export const invitePerson = command({
  name: "people.invite",
  summary: "Invite somebody",
  permission: peopleInvite,
  secrets: true,
  stepUp: true,
  input: createInput({
    ...personFields,
    grants: z.array(createInput(grantFields)).max(20, "Give at most 20 roles at once."),
  }),
  output: answer,
  withoutSecret,
  run: async (context, { grants, ...fields }) => {
    const { tx, actor, now, units } = context;
    const reachable =
      actor.kind === "system"
        ? (await tx.unit.count({ where: { id: fields.unitId } })) === 1
        : units.includes(fields.unitId);
    if (!reachable)
      throw new Invalid([
        {
          path: "unitId",
          message: "There is no such business unit where you may invite people. Choose another.",
        },
      ]);
    const person = await refuseDuplicate(
      "email",
      "Somebody with this e-mail address has an account already.",
      () => tx.person.create({ data: { ...fields, status: "invited" } }),
    );
    const given = await giveAll(
      context,
      grants.map((grant) => ({ personId: person.id, ...grant })),
    );
    const link = await makeLink(
      tx,
      { kind: "invitation", personId: person.id, createdById: actor.personId },
      now,
    );
    const invited = {
      subject: { type: "people", id: person.id, unitId: person.unitId },
      before: null,
      after: person,
    };
    return { result: { id: person.id, ...link }, changes: [invited, ...given] };
  },
});

async function giveAll(context: Context, wanted: readonly RoleToGive[]): Promise<Change[]> {
  const changes: Change[] = [];
  for (const one of wanted) changes.push(await give(context, one));
  return changes;
}

const one = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });

/** Makes a new invitation link for somebody who has not used theirs; the old one stops working. */
export const inviteAgain = command({
  name: "people.inviteAgain",
  summary: "Make a new invitation link",
  permission: peopleInvite,
  secrets: true,
  stepUp: true,
  input: one,
  output: answer,
  withoutSecret,
  run: (context, { id }) =>
    freshLink(context, id, "invitation", "invited", "This person has accepted an invitation already."),
});

/** Makes a link by which an active person sets a new password within the hour. */
export const makeResetLink = command({
  name: "people.makeResetLink",
  summary: "Make a link for a new password",
  permission: peopleReset,
  secrets: true,
  stepUp: true,
  input: one,
  output: answer,
  withoutSecret,
  run: (context, { id }) =>
    freshLink(context, id, "reset", "active", "Only somebody with an active account can get a new password."),
});

/**
 * Makes a link by which an active person comes in within the hour although passwords are switched off. It is for the machine's
 * own shell when the provider of single sign-on is out of reach; throws Forbidden for everybody else.
 */
export const makeEmergencyLink = command({
  name: "people.makeEmergencyLink",
  summary: "Make a link for an emergency",
  permission: peopleReset,
  systemOnly: "Only the system does this.",
  secrets: true,
  input: one,
  output: answer,
  withoutSecret,
  run: (context, { id }) => {
    return freshLink(context, id, "emergency", "active", "Only somebody with an active account can come in.");
  },
});

async function freshLink(
  context: Context,
  id: string,
  kind: "invitation" | "reset" | "emergency",
  status: string,
  otherwise: string,
) {
  const { tx, actor, now } = context;
  const person = await findPerson(context, id);
  await assertHoldsAllRolesOf(context, id);
  if (person.status !== status) throw new Conflict(otherwise);
  const link = await makeLink(tx, { kind, personId: id, createdById: actor.personId }, now);
  const change = {
    subject: { type: "people", id, unitId: person.unitId },
    before: null,
    after: { kind, expiresAt: link.expiresAt },
  };
  return { result: { id, ...link }, change };
}
