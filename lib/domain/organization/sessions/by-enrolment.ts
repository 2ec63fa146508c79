import "server-only";
import * as z from "zod";
import { addApp, startApp } from "@/lib/domain/organization/factors/apps";
import { changingFactors } from "@/lib/domain/organization/factors/change";
import { addPasskey, startPasskey } from "@/lib/domain/organization/factors/passkeys";
import { firstRecoveryCodes } from "@/lib/domain/organization/factors/recovery";
import {
  appCode,
  factorFields,
  passkeyAnswer,
  type SecondFactor,
} from "@/lib/domain/organization/factors/schema";
import { sessionsStart } from "@/lib/domain/organization/sessions/access";
import { endHalfOpen, findHalfOpen, halfOpenKey } from "@/lib/domain/organization/sessions/half-open";
import { type Passage, startSession } from "@/lib/domain/organization/sessions/sign-in";
import { readSetting } from "@/lib/domain/organization/settings/setting";
import { organisationSetting } from "@/lib/domain/organization/settings/settings";
import { type Changed, unchanged } from "@/lib/platform/audit/change";
import { Unauthenticated } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";

// Whoever needs a second factor and has none sets one up between the password and the session, and does nothing else.

const bound = { key: halfOpenKey };
const place = { address: z.string(), userAgent: z.string() };

/** Begins to set an authenticator app up within a sign-in. */
export const beginAppInSignIn = command({
  name: "sessions.beginApp",
  summary: "Begin to set up an authenticator app within a sign-in",
  permission: sessionsStart,
  secrets: true,
  input: z.strictObject(bound),
  run: async ({ tx, now }, { key }) => {
    const { id, personId } = await enrolling(tx, key, now);
    const { email } = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { email: true } });
    const { value } = await readSetting(tx, organisationSetting);
    return unchanged(await startApp(tx, id, { email, organisation: value.name }, now));
  },
});

/** Adds the app and lets in; the recovery codes are shown this once. */
export const enrolAppInSignIn = command({
  name: "sessions.enrolApp",
  summary: "Set up an authenticator app within a sign-in",
  permission: sessionsStart,
  secrets: true,
  input: z.strictObject({ ...bound, ...factorFields, code: appCode, ...place }),
  run: (context, { key, name, code, ...from }) =>
    enrol(context, { key, ...from, second: "app" }, "people.addAuthenticatorApp", (id, personId) =>
      addApp(context.tx, id, { personId, name, code }, context.now),
    ),
});

/** Begins to make a passkey within a sign-in. */
export const beginPasskeyInSignIn = command({
  name: "sessions.beginNewPasskey",
  summary: "Begin to make a passkey within a sign-in",
  permission: sessionsStart,
  secrets: true,
  input: z.strictObject(bound),
  run: async ({ tx, now }, { key }) => {
    const { id, personId } = await enrolling(tx, key, now);
    return unchanged({ options: await startPasskey(tx, id, personId, now) });
  },
});

/** Adds the passkey and lets in. */
export const enrolPasskeyInSignIn = command({
  name: "sessions.enrolPasskey",
  summary: "Make a passkey within a sign-in",
  permission: sessionsStart,
  secrets: true,
  input: z.strictObject({ ...bound, ...factorFields, answer: passkeyAnswer, ...place }),
  run: (context, { key, name, answer, ...from }) =>
    enrol(context, { key, ...from, second: "passkey" }, "people.addPasskey", (id, personId) =>
      addPasskey(context.tx, id, { personId, name, answer }, context.now),
    ),
});

interface Enrolling {
  key: string;
  address: string;
  userAgent: string;
  second: SecondFactor;
}

async function enrol(
  { tx, now }: Context,
  { key, second, ...from }: Enrolling,
  action: string,
  add: (halfOpenId: string, personId: string) => Promise<unknown>,
): Promise<Changed<Passage>> {
  const { id, personId, by } = await enrolling(tx, key, now);
  await endHalfOpen(tx, id);
  const added = await changingFactors(tx, { personId, sessionId: null, action, now }, async () => {
    await add(id, personId);
    return firstRecoveryCodes(tx, personId);
  });
  const begun = await startSession(tx, { personId, factors: `${by}+${second}`, ...from }, now);
  const result = { ...begun.result, codes: added.result ?? [] };
  return { result, changes: [{ ...added.change, by: begun.change.by }, begun.change] };
}

async function enrolling(tx: Context["tx"], key: string, now: Date) {
  const { id, personId, by } = await findHalfOpen(tx, key, "enrolment", now);
  if (personId === null) throw new Unauthenticated("Sign in from the start.");
  return { id, personId, by };
}
