import "server-only";
import * as z from "zod";
import { signInEdit } from "@/lib/domain/organization/factors/access";
import { secondFactorNeededFrom } from "@/lib/domain/organization/factors/held";
import { signInSetting } from "@/lib/domain/organization/factors/settings";
import { accountUse } from "@/lib/domain/organization/sessions/access";
import { settingsRead } from "@/lib/domain/organization/settings/access";
import { readSetting, settingVersions, topUnit } from "@/lib/domain/organization/settings/setting";
import { may } from "@/lib/platform/access/actor";
import { passkeyObstacle } from "@/lib/platform/auth/passkey";
import { query } from "@/lib/platform/operation/operation";

/** One's own second factors, whether one's role needs one, and why passkeys cannot be made here if they cannot. */
export const getFactors = query({
  name: "factors.get",
  summary: "One's own second factors",
  permission: accountUse,
  secrets: true,
  input: z.strictObject({}),
  run: async ({ tx, actor, now }) => {
    const personId = actor.personId ?? "";
    const listed = { where: { personId }, orderBy: { createdAt: "asc" } } as const;
    const told = { id: true, name: true, createdAt: true, lastUsedAt: true } as const;
    const apps = await tx.authenticator.findMany({ ...listed, select: told });
    const passkeys = await tx.passkey.findMany({ ...listed, select: { ...told, synced: true } });
    const needed = await secondFactorNeededFrom(tx, personId, now);
    const said = <T extends { createdAt: Date; lastUsedAt: Date | null }>(one: T) => ({
      ...one,
      createdAt: one.createdAt.toISOString(),
      lastUsedAt: one.lastUsedAt?.toISOString() ?? null,
    });
    return {
      apps: apps.map(said),
      passkeys: passkeys.map(said),
      recoveryCodesLeft: await tx.recoveryCode.count({ where: { personId, usedAt: null } }),
      neededFrom: needed?.toISOString() ?? null,
      passkeyObstacle: passkeyObstacle(),
    };
  },
});

/** Who needs a second factor, and what was decided before. */
export const getSignInRules = query({
  name: "settings.getSignIn",
  summary: "Who needs a second factor",
  permission: settingsRead,
  input: z.strictObject({}),
  run: async ({ tx, actor }) => {
    const { value, version } = await readSetting(tx, signInSetting);
    return {
      roles: value.required.map(({ role }) => role),
      graceDays: value.graceDays,
      version,
      can: { edit: may(actor, signInEdit, await topUnit(tx)) },
      versions: (await settingVersions(tx, signInSetting)).map(
        ({ value: _value, before: _before, ...one }) => one,
      ),
    };
  },
});
