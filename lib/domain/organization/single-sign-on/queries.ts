import "server-only";
import * as z from "zod";
import { roleKinds } from "@/lib/domain/organization/roles/custom-roles";
import { accountUse, sessionsStart } from "@/lib/domain/organization/sessions/access";
import { readSetting, topUnit } from "@/lib/domain/organization/settings/setting";
import { providerEdit } from "@/lib/domain/organization/single-sign-on/access";
import { hasSecret, usableProvider } from "@/lib/domain/organization/single-sign-on/secret";
import { groupsSetting, providerSetting } from "@/lib/domain/organization/single-sign-on/settings";
import { may } from "@/lib/platform/access/actor";
import { callbackAddress, examineProvider } from "@/lib/platform/auth/oidc";
import { ProviderProblem } from "@/lib/platform/auth/provider-fetch";
import { Invalid } from "@/lib/platform/errors/public-error";
import { afterwards, query } from "@/lib/platform/operation/operation";

/** The provider of single sign-on and what its groups give; of its client secret only whether there is one. */
export const getProvider = query({
  name: "settings.getSingleSignOn",
  summary: "The provider of single sign-on",
  permission: providerEdit,
  secrets: true,
  input: z.strictObject({}),
  run: async (context) => {
    const { tx, actor } = context;
    const { value, version } = await readSetting(tx, providerSetting);
    const kinds = await roleKinds(context);
    const groups = await readSetting(tx, groupsSetting);
    const root = await topUnit(tx);
    const units = await tx.unit.findMany({ select: { id: true, name: true } });
    const nameOf = (id: string | null) =>
      units.find((unit) => unit.id === id)?.name ?? "A unit outside of yours";
    const unitId = value.unitId ?? root;
    return {
      ...value,
      unitId,
      unit: nameOf(unitId),
      version,
      hasSecret: await hasSecret(tx, value),
      callback: callbackAddress(),
      groups: groups.value.rows.map(({ savedById: _savedById, ...row }) => ({
        ...row,
        unit: nameOf(row.unitId),
        label: kinds.find((kind) => kind.value === row.role)?.label ?? row.role,
      })),
      can: { edit: may(actor, providerEdit, root) },
    };
  },
});

/** Reads what the stored provider publishes and returns what it offers; throws Invalid with what is wrong, in words. */
export const testProvider = afterwards(
  query({
    name: "settings.testSingleSignOn",
    summary: "Test the connection to the provider of single sign-on",
    permission: providerEdit,
    input: z.strictObject({}),
    run: async ({ tx }) => (await readSetting(tx, providerSetting)).value,
  }),
  async ({ issuer, clientId }) => {
    if (issuer === "") throw new Invalid("There is no issuer yet. Save one first.");
    try {
      return { issuer, ...(await examineProvider(issuer, clientId)) };
    } catch (error) {
      if (error instanceof ProviderProblem) throw new Invalid(error.message);
      throw error;
    }
  },
);

/** By what one can sign in here: what the sign-in page shows before anybody is known. */
export const getWaysIn = query({
  name: "sessions.waysIn",
  summary: "By what one can sign in",
  permission: sessionsStart,
  input: z.strictObject({}),
  run: async ({ tx }) => {
    const { value } = await readSetting(tx, providerSetting);
    const { state, label, passwords } = value;
    return { provider: state === "on" ? { label } : null, passwords: state === "off" || passwords === "on" };
  },
});

/** The provider in use with its secret, for the sign-in itself; null where there is none. */
export const readProvider = query({
  name: "sessions.provider",
  summary: "The provider in use",
  permission: sessionsStart,
  secrets: true,
  input: z.strictObject({}),
  run: async ({ tx }) => {
    const { value } = await readSetting(tx, providerSetting);
    const client = await usableProvider(tx, value);
    return client && { client, scopes: value.scopes, groupsClaim: value.groupsClaim };
  },
});

/** One's own links to sign-in providers, and the name of the one in use. */
export const listIdentities = query({
  name: "identities.list",
  summary: "One's own links to sign-in providers",
  permission: accountUse,
  secrets: true,
  input: z.strictObject({}),
  run: async ({ tx, actor }) => {
    const { value } = await readSetting(tx, providerSetting);
    const identities = await tx.identity.findMany({
      where: { personId: actor.personId ?? "" },
      orderBy: { createdAt: "asc" },
      select: { id: true, issuer: true, email: true, createdAt: true, lastUsedAt: true },
    });
    const linked = identities.some(({ issuer }) => issuer === value.issuer);
    return {
      label: value.state === "on" ? value.label : null,
      can: { link: value.state === "on" && !linked },
      identities: identities.map(({ createdAt, lastUsedAt, ...one }) => ({
        ...one,
        createdAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      })),
    };
  },
});
