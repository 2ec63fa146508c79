import "server-only";
import * as z from "zod";
import { accountUse } from "@/lib/domain/organization/sessions/access";
import { readSetting } from "@/lib/domain/organization/settings/setting";
import { linked, verifiedClaims } from "@/lib/domain/organization/single-sign-on/arrive";
import { providerSetting } from "@/lib/domain/organization/single-sign-on/settings";
import { Conflict, NotFound } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";

/**
 * Links one's own account to the one at the provider through which one just came. Throws Conflict where either is linked
 * already, or the provider is not in use any more.
 */
export const linkIdentity = command({
  name: "identities.link",
  summary: "Link one's own account to the sign-in provider",
  permission: accountUse,
  secrets: true,
  stepUp: true,
  input: z.strictObject({
    issuer: verifiedClaims.issuer,
    subject: verifiedClaims.subject,
    email: verifiedClaims.email,
  }),
  run: async ({ tx, actor }, { issuer, subject, email }) => {
    const { value } = await readSetting(tx, providerSetting);
    if (value.state === "off" || value.issuer !== issuer)
      throw new Conflict("Single sign-on was changed meanwhile.");
    const person = await tx.person.findUniqueOrThrow({ where: { id: actor.personId ?? "" } });
    const data = [{ personId: person.id, issuer, subject, email }];
    const [identity] = await tx.identity.createManyAndReturn({ data, skipDuplicates: true });
    if (!identity) throw new Conflict("One of the two accounts is linked already.");
    return { result: { id: identity.id }, change: linked(person, identity) };
  },
});

/** Removes a link of one's own to a provider; throws Conflict where it is the only way in. */
export const unlinkIdentity = command({
  name: "identities.unlink",
  summary: "Remove a link of one's own to a sign-in provider",
  permission: accountUse,
  secrets: true,
  stepUp: true,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  output: z.strictObject({ id: z.uuid() }),
  run: async ({ tx, actor }, { id }) => {
    const personId = actor.personId ?? "";
    const before = await tx.identity.findFirst({ where: { id, personId } });
    if (!before) throw new NotFound();
    const { value } = await readSetting(tx, providerSetting);
    const byPassword =
      (value.state === "off" || value.passwords === "on") &&
      (await tx.credential.count({ where: { personId } })) > 0;
    if (!byPassword && (await tx.passkey.count({ where: { personId } })) === 0)
      throw new Conflict(
        "This is your only way in. Make a passkey first, or ask an administrator for a password.",
      );
    await tx.identity.delete({ where: { id } });
    const { unitId } = await tx.person.findUniqueOrThrow({
      where: { id: personId },
      select: { unitId: true },
    });
    const subject = { type: "people", id: personId, unitId };
    const change = { subject, before: { identity: before }, after: { identity: null } };
    return { result: { id }, change: { ...change, action: "people.unlinkIdentity" } };
  },
});
