import "server-only";
import * as z from "zod";
import { hasAdministrator, lockAdministrators } from "@/lib/domain/organization/grants/last-administrator";
import { linksUse } from "@/lib/domain/organization/links/access";
import { type FreshLink, findLink, makeLink, spendLink } from "@/lib/domain/organization/links/account-link";
import { assertGuessedByNobody } from "@/lib/domain/organization/links/password";
import { linkKey, setUpFields } from "@/lib/domain/organization/links/schema";
import { nameTopUnit } from "@/lib/domain/organization/settings/commands";
import { readSetting, saveSetting, topUnit } from "@/lib/domain/organization/settings/setting";
import { organisationSetting } from "@/lib/domain/organization/settings/settings";
import { unchanged } from "@/lib/platform/audit/change";
import { hashPassword } from "@/lib/platform/auth/password";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";

/** Makes the link by which the first administrator is made; null when there is one. */
export const createSetUpLink = command({
  name: "links.createSetUp",
  summary: "Make the set-up link",
  permission: linksUse,
  secrets: true,
  input: z.strictObject({ publicUrl: z.url() }),
  run: async ({ tx, now }, { publicUrl }) => {
    await lockAdministrators(tx);
    if (await hasAdministrator(tx)) return unchanged<FreshLink | null>(null);
    return unchanged<FreshLink | null>(
      await makeLink(tx, { kind: "setup", personId: null, createdById: null }, now, publicUrl),
    );
  },
});

/** Names the organisation and makes its first administrator: once, whoever and however many try. */
export const setUp = command({
  name: "links.setUp",
  summary: "Set the organisation up and make its first administrator",
  permission: linksUse,
  secrets: true,
  input: z.strictObject({ key: linkKey, ...setUpFields }),
  output: z.strictObject({ email: z.string() }),
  run: async (context, { key, organisation, timeZone, name, email, password }) => {
    const { tx, now } = context;
    await lockAdministrators(tx);
    if (await hasAdministrator(tx)) throw new NotFound();
    const { id } = await findLink(tx, "setup", key, now);
    assertGuessedByNobody(password, { name, email });
    await spendLink(tx, id, now);
    const named = await nameOrganisation(context, organisation, timeZone);
    const unitId = await topUnit(tx);
    const passwordHash = await hashPassword(password);
    const person = await refuseDuplicate("email", "Somebody with this e-mail address has an account.", () =>
      tx.person.create({
        data: { name, email, unitId, status: "active", credential: { create: { passwordHash } } },
      }),
    );
    const grant = await tx.grant.create({ data: { personId: person.id, role: "administrator", unitId } });
    const made = [
      { subject: { type: "people", id: person.id, unitId }, before: null, after: person },
      {
        subject: { type: "grants", id: grant.id, unitId },
        before: null,
        after: grant,
        action: "grants.giveRole",
      },
    ];
    const by = { id: person.id, name };
    return { result: { email }, changes: [...made, ...named].map((change) => ({ ...change, by })) };
  },
});

async function nameOrganisation(context: Context, name: string, timeZone: string) {
  const { version, value } = await readSetting(context.tx, organisationSetting);
  const wanted = { ...value, name, timeZone };
  const { change } = await saveSetting(context, organisationSetting, version, wanted);
  return [{ ...change, action: "settings.updateOrganisation" }, ...(await nameTopUnit(context, name))];
}
