import "server-only";
import * as z from "zod";
import { linksUse } from "@/lib/domain/organization/links/access";
import { cancelLinks, findLink, spendLink } from "@/lib/domain/organization/links/account-link";
import { assertGuessedByNobody } from "@/lib/domain/organization/links/password";
import { type LinkKind, linkKey, newPassword } from "@/lib/domain/organization/links/schema";
import { savePassword } from "@/lib/domain/organization/sessions/save-password";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";

const withPassword = z.strictObject({ key: linkKey, password: newPassword });
const whose = z.strictObject({ email: z.string() });

/** Accepts an invitation: the person chooses a password and their account becomes active. */
export const acceptInvitation = command({
  name: "people.acceptInvitation",
  summary: "Accept an invitation",
  permission: linksUse,
  secrets: true,
  input: withPassword,
  output: whose,
  run: async ({ tx, now }, { key, password }) => {
    const { id, person: before } = await findLink(tx, "invitation", key, now);
    if (before?.status !== "invited")
      throw new NotFound("This invitation does not work any more. Ask an administrator.");
    assertGuessedByNobody(password, before);
    await spendLink(tx, id, now);
    await savePassword(tx, before.id, password, now);
    const after = await tx.person.update({
      where: { id: before.id },
      data: { status: "active", version: { increment: 1 } },
    });
    await cancelLinks(tx, before.id, now);
    const subject = { type: "people", id: before.id, unitId: before.unitId };
    return {
      result: { email: after.email },
      change: { subject, before, after, by: { id: before.id, name: before.name } },
    };
  },
});

/** Sets a new password by a link, and ends every session and every other link of the account. */
export const resetPassword = command({
  name: "people.resetPassword",
  summary: "Set a new password by a link",
  permission: linksUse,
  secrets: true,
  input: withPassword,
  output: whose,
  run: async (context, typed) => {
    const { person, change } = await passwordByLink(context, "reset", typed);
    return { result: { email: person.email }, change };
  },
});

/** Sets a new password by a link from the machine's shell and returns whose it is, for a sign-in that goes on at once. */
export const openByEmergencyLink = command({
  name: "people.openByEmergencyLink",
  summary: "Set a new password by a link from the machine's shell",
  permission: linksUse,
  secrets: true,
  input: withPassword,
  run: async (context, typed) => {
    const { person, change } = await passwordByLink(context, "emergency", typed);
    return { result: { personId: person.id }, change };
  },
});

async function passwordByLink(
  { tx, now }: Context,
  kind: LinkKind,
  { key, password }: z.output<typeof withPassword>,
) {
  const { id, person } = await findLink(tx, kind, key, now);
  if (person?.status !== "active")
    throw new NotFound("This link does not work any more. Ask an administrator.");
  assertGuessedByNobody(password, person);
  await spendLink(tx, id, now);
  const { before, after } = await savePassword(tx, person.id, password, now);
  await cancelLinks(tx, person.id, now);
  const subject = { type: "people", id: person.id, unitId: person.unitId };
  return { person, change: { subject, before, after, by: { id: person.id, name: person.name } } };
}
