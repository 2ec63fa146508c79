import "server-only";
import { v7 } from "uuid";
import * as z from "zod";
import { mayGive } from "@/lib/domain/organization/grants/policy";
import { auditorsAreEngaged } from "@/lib/domain/organization/grants/rules";
import { roleKind } from "@/lib/domain/organization/roles/custom-roles";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import { assertForAll, readSetting, saveSetting } from "@/lib/domain/organization/settings/setting";
import { providerEdit } from "@/lib/domain/organization/single-sign-on/access";
import {
  clientSecret,
  groupFields,
  mostGroups,
  providerFields,
  type SignInProvider,
} from "@/lib/domain/organization/single-sign-on/schema";
import { hasSecret, placeOfSecret } from "@/lib/domain/organization/single-sign-on/secret";
import { groupsSetting, providerSetting } from "@/lib/domain/organization/single-sign-on/settings";
import { seal } from "@/lib/platform/crypto/sealed";
import { Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { endOfDay } from "@/lib/platform/time/end-of-day";

/**
 * Names the provider of single sign-on and how it is used. Throws Invalid where it is to be used without its secret, or
 * passwords to be switched off before an administrator of the whole organisation came in by it.
 */
export const setProvider = command({
  name: "settings.setSingleSignOn",
  summary: "Choose the provider of single sign-on",
  permission: providerEdit,
  secrets: true,
  stepUp: true,
  input: z.strictObject({
    version: z.int({ error: "Send the version you saw, so that nobody's change is overwritten." }).min(0),
    ...providerFields,
  }),
  run: async (context, { version: seen, ...wanted }) => {
    await assertSensible(context, wanted);
    const { value, version, change } = await saveSetting(context, providerSetting, seen, wanted);
    return { result: { ...value, version }, change };
  },
});

async function assertSensible({ tx, units, actor }: Context, wanted: SignInProvider): Promise<void> {
  const { state, passwords, issuer, unitId } = wanted;
  if (actor.kind !== "system" && unitId !== null && !units.includes(unitId))
    throw new Invalid([{ path: "unitId", message: "There is no such business unit. Choose another." }]);
  if (state === "on" && !(await hasSecret(tx, wanted)))
    throw new Invalid([
      {
        path: "state",
        message:
          "There is no client secret for this issuer and client id. Save it as not in use, set the secret, and test it.",
      },
    ]);
  if (passwords === "on") return;
  if (state === "off")
    throw new Invalid([
      { path: "passwords", message: "Without single sign-on nobody would come in. Leave them on." },
    ]);
  const proven = await tx.grant.count({
    where: {
      ...{ role: "administrator", endsAt: null, unit: { is: { parentId: null } } },
      person: { is: { status: "active", identities: { some: { issuer, lastUsedAt: { not: null } } } } },
    },
  });
  if (proven === 0)
    throw new Invalid([
      {
        path: "passwords",
        message:
          "No administrator of the whole organisation has signed in by this provider yet. Do so once yourself; then switch passwords off.",
      },
    ]);
}

/** Keeps the client secret of the stored issuer and client id, sealed; the one before is gone. */
export const setClientSecret = command({
  name: "settings.setClientSecret",
  summary: "Set the client secret of the provider of single sign-on",
  permission: providerEdit,
  secrets: true,
  stepUp: true,
  input: z.strictObject({ clientSecret }),
  output: z.strictObject({ issuer: z.string(), clientId: z.string() }),
  run: async (context, { clientSecret: plain }) => {
    const { tx } = context;
    const { value, version } = await readSetting(tx, providerSetting);
    const { issuer, clientId } = value;
    if (issuer === "")
      throw new Invalid("Save the issuer and the client id first: the secret belongs to them.");
    // Only whoever may change the setting: it is saved once more as it is, and said so in the history.
    const { change } = await saveSetting(context, providerSetting, version, value, "A new client secret");
    await tx.providerSecret.deleteMany({});
    const id = v7();
    await tx.providerSecret.create({
      data: { id, issuer, clientId, secret: seal(plain, placeOfSecret(id)) },
    });
    return { result: { issuer, clientId }, change };
  },
});

/** Lets a group at the provider give a role, of those that its author may give; they get nothing by it themselves. */
export const addGroup = command({
  name: "settings.addSignInGroup",
  summary: "Let a group of the provider give a role",
  permission: providerEdit,
  stepUp: true,
  input: z.strictObject(groupFields),
  output: z.strictObject({ id: z.uuid() }),
  run: async (context, wanted) => {
    const { tx, actor, now } = context;
    const { group, role, unitId, endsOn } = wanted;
    await assertForAll(context);
    if ((await tx.unit.count({ where: { id: unitId } })) === 0)
      throw new Invalid([{ path: "unitId", message: "There is no such business unit. Choose another." }]);
    if (!mayGive(actor, await roleKind(context, role, unitId), unitId))
      throw new Forbidden(
        "Your own role does not let you give this role there. Ask an administrator of that unit.",
      );
    if (role === "auditor") throw new Invalid([{ path: "role", message: auditorsAreEngaged }]);
    if (endsOn !== null && endOfDay(endsOn, await timeZoneOf(tx)) <= now)
      throw new Invalid([
        { path: "endsOn", message: "This day is in the past. Choose today or a later day." },
      ]);
    const { value, version } = await readSetting(tx, groupsSetting);
    if (value.rows.some((row) => row.group === group && row.role === role && row.unitId === unitId))
      throw new Invalid([
        { path: "group", message: "This group gives this role there already. Remove that first." },
      ]);
    if (value.rows.length >= mostGroups)
      throw new Invalid(`There are ${mostGroups} groups already. Remove one that is not needed.`);
    const id = v7();
    const rows = [...value.rows, { id, group, role, unitId, endsOn, savedById: actor.personId }];
    const { change } = await saveSetting(context, groupsSetting, version, { rows });
    return { result: { id }, change };
  },
});

/** Ends what a group gives: at their next sign-in its members have the role no more. */
export const removeGroup = command({
  name: "settings.removeSignInGroup",
  summary: "End what a group of the provider gives",
  permission: providerEdit,
  stepUp: true,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  output: z.strictObject({ id: z.uuid() }),
  run: async (context, { id }) => {
    await assertForAll(context);
    const { value, version } = await readSetting(context.tx, groupsSetting);
    const rows = value.rows.filter((row) => row.id !== id);
    if (rows.length === value.rows.length) throw new NotFound("This group gives nothing any more.");
    const { change } = await saveSetting(context, groupsSetting, version, { rows });
    return { result: { id }, change };
  },
});
