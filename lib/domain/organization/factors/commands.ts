import "server-only";
import * as z from "zod";
import { addApp, startApp } from "@/lib/domain/organization/factors/apps";
import { changingFactors } from "@/lib/domain/organization/factors/change";
import { addPasskey, startPasskey } from "@/lib/domain/organization/factors/passkeys";
import { firstRecoveryCodes, freshRecoveryCodes } from "@/lib/domain/organization/factors/recovery";
import { appCode, factorFields, passkeyAnswer } from "@/lib/domain/organization/factors/schema";
import { accountUse } from "@/lib/domain/organization/sessions/access";
import { readSetting } from "@/lib/domain/organization/settings/setting";
import { organisationSetting } from "@/lib/domain/organization/settings/settings";
import { unchanged } from "@/lib/platform/audit/change";
import { Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";

// One's own second factors. Each change asks for a recent proof of who one is, and ends one's other sessions.

const codes = z.array(z.string()).nullable();
const added = z.strictObject({ id: z.uuid(), codes });
const one = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });

/** Begins to set an authenticator app up: its secret as text and as a QR code. */
export const beginApp = command({
  name: "authenticators.begin",
  summary: "Begin to set up an authenticator app",
  permission: accountUse,
  secrets: true,
  stepUp: true,
  input: z.strictObject({}),
  run: async (context) => {
    const { tx, now } = context;
    const { personId, sessionId } = who(context);
    const { email } = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { email: true } });
    const { value } = await readSetting(tx, organisationSetting);
    return unchanged(await startApp(tx, sessionId, { email, organisation: value.name }, now));
  },
});

/** Adds the authenticator app that was begun, once it gave a code; recovery codes come with the first second factor. */
export const finishApp = command({
  name: "authenticators.add",
  summary: "Add an authenticator app",
  permission: accountUse,
  secrets: true,
  stepUp: true,
  input: z.strictObject({ ...factorFields, code: appCode }),
  output: added,
  withoutSecret: withoutCodes,
  run: (context, { name, code }) =>
    changing(context, "people.addAuthenticatorApp", async ({ personId, sessionId }) => ({
      ...(await addApp(context.tx, sessionId, { personId, name, code }, context.now)),
      codes: await firstRecoveryCodes(context.tx, personId),
    })),
});

/** Removes one of one's authenticator apps. */
export const removeApp = removal(
  "authenticators.remove",
  "Remove an authenticator app",
  "people.removeAuthenticatorApp",
  (tx, which) => tx.authenticator.deleteMany({ where: which }),
);

/** Begins to make a passkey: what the browser needs for it. */
export const beginPasskey = command({
  name: "passkeys.begin",
  summary: "Begin to make a passkey",
  permission: accountUse,
  secrets: true,
  stepUp: true,
  input: z.strictObject({}),
  run: async (context) => {
    const { personId, sessionId } = who(context);
    return unchanged({ options: await startPasskey(context.tx, sessionId, personId, context.now) });
  },
});

/** Adds the passkey that the browser made. */
export const finishPasskey = command({
  name: "passkeys.add",
  summary: "Add a passkey",
  permission: accountUse,
  secrets: true,
  stepUp: true,
  input: z.strictObject({ ...factorFields, answer: passkeyAnswer }),
  output: added,
  withoutSecret: withoutCodes,
  run: (context, { name, answer }) =>
    changing(context, "people.addPasskey", async ({ personId, sessionId }) => ({
      ...(await addPasskey(context.tx, sessionId, { personId, name, answer }, context.now)),
      codes: await firstRecoveryCodes(context.tx, personId),
    })),
});

/** Gives a passkey of one's own another name. */
export const renamePasskey = command({
  name: "passkeys.rename",
  summary: "Rename a passkey",
  permission: accountUse,
  secrets: true,
  input: one.extend(factorFields),
  output: one,
  run: async ({ tx, actor }, { id, name }) => {
    const personId = actor.personId ?? "";
    const before = await tx.passkey.findFirst({ where: { id, personId }, select: { name: true } });
    if (!before) throw new NotFound();
    if (before.name === name) return unchanged({ id });
    await tx.passkey.update({ where: { id }, data: { name } });
    const { unitId } = await tx.person.findUniqueOrThrow({ where: { id: personId } });
    const subject = { type: "people", id: personId, unitId };
    const names = { before: { passkey: before.name }, after: { passkey: name } };
    const change = { subject, ...names, action: "people.renamePasskey" };
    return { result: { id }, change };
  },
});

/** Removes one of one's passkeys. */
export const removePasskey = removal(
  "passkeys.remove",
  "Remove a passkey",
  "people.removePasskey",
  (tx, which) => tx.passkey.deleteMany({ where: which }),
);

/** Makes ten new recovery codes; the earlier ones do not work any more. */
export const renewRecoveryCodes = command({
  name: "recovery-codes.renew",
  summary: "Make new recovery codes",
  permission: accountUse,
  secrets: true,
  stepUp: true,
  input: z.strictObject({}),
  output: z.strictObject({ codes: z.array(z.string()) }),
  withoutSecret: () => ({ codes: [shownOnce] }),
  run: (context) =>
    changing(context, "people.renewRecoveryCodes", async ({ personId }) => {
      const { tx } = context;
      const held = await Promise.all([
        tx.authenticator.count({ where: { personId } }),
        tx.passkey.count({ where: { personId } }),
      ]);
      if (held.every((count) => count === 0))
        throw new Invalid(
          "Recovery codes stand in for a second factor. Add an authenticator app or a passkey first.",
        );
      return { codes: await freshRecoveryCodes(tx, personId) };
    }),
});

function changing<T>(context: Context, action: string, work: (who: Who) => Promise<T>) {
  const self = who(context);
  return changingFactors(context.tx, { ...self, action, now: context.now }, () => work(self));
}

interface Who {
  personId: string;
  sessionId: string;
}

function who({ actor }: Context): Who {
  const { personId, sessionId } = actor;
  if (personId === null || sessionId === null)
    throw new Forbidden("Second factors are set up by whoever is signed in in a browser.");
  return { personId, sessionId };
}

const shownOnce = "(shown once)";

function withoutCodes(result: z.infer<typeof added>): z.infer<typeof added> {
  return { ...result, codes: result.codes && [shownOnce] };
}

function removal(
  name: string,
  summary: string,
  action: string,
  remove: (tx: Context["tx"], which: { id: string; personId: string }) => Promise<{ count: number }>,
) {
  return command({
    name,
    summary,
    permission: accountUse,
    secrets: true,
    stepUp: true,
    input: one,
    output: one,
    run: (context, { id }) =>
      changing(context, action, async ({ personId }) => {
        const { count } = await remove(context.tx, { id, personId });
        if (count === 0) throw new NotFound();
        return { id };
      }),
  });
}
