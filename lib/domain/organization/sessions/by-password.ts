import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { v7 } from "uuid";
import * as z from "zod";
import { sessionsStart } from "@/lib/domain/organization/sessions/access";
import { comeIn, type Passage, type Place } from "@/lib/domain/organization/sessions/sign-in";
import { getWaysIn } from "@/lib/domain/organization/single-sign-on/queries";
import { systemActor } from "@/lib/platform/access/actor";
import { passwordFits } from "@/lib/platform/auth/password";
import { admitSignIn, forgiveSignIn } from "@/lib/platform/auth/sign-in-throttle";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { command, query } from "@/lib/platform/operation/operation";

/** Milliseconds that a refusal takes, so that its time tells nothing of whether the account exists. */
const refusalTime = 350;
/** Days for which an address counts as known after a sign-in from it. */
const knownDays = 30;

/** What the sign-in form sent, and from where. */
export interface PasswordAttempt extends Place {
  email: string;
  password: string;
}

/**
 * Returns where this e-mail address and password lead; null when they do not fit, after the same time whether the account
 * exists or not. Throws RateLimited after too many tries, Forbidden where passwords are switched off.
 */
export async function signIn({ email, password, ...place }: PasswordAttempt): Promise<Passage | null> {
  const began = performance.now();
  const system = systemActor("sign-in", v7());
  const account = email.trim().toLowerCase();
  const { address } = place;
  if (!(await getWaysIn.execute(system, {})).passwords)
    throw new Forbidden("Passwords are switched off here. Sign in by single sign-on or with a passkey.");
  const { person, passwordHash, known } = await findAccount.execute(system, { email: account, address });
  const attempt = { account, address, known };
  await admitSignIn(attempt);
  if (!(await passwordFits(password, passwordHash)) || !person) {
    if (person) await refuseSignIn.execute(system, { personId: person.id, address, proof: "password" });
    await evenOut(began);
    return null;
  }
  await forgiveSignIn(attempt);
  return comeIn(person.id, "password", place);
}

// The next full step of time: a slow refusal still shows no more than how many steps it took.
async function evenOut(began: number): Promise<void> {
  const spent = performance.now() - began;
  await sleep(Math.ceil(spent / refusalTime) * refusalTime - spent);
}

const findAccount = query({
  name: "sessions.findAccount",
  summary: "The account behind an e-mail address",
  permission: sessionsStart,
  secrets: true,
  input: z.strictObject({ email: z.string(), address: z.string() }),
  run: async ({ tx, now }, { email, address }) => {
    const person = await tx.person.findFirst({
      where: { email, status: "active" },
      select: { id: true, name: true, credential: { select: { passwordHash: true } } },
    });
    const since = new Date(now.getTime() - knownDays * 86_400_000);
    const personId = person?.id ?? "00000000-0000-0000-0000-000000000000";
    const known = (await tx.session.count({ where: { personId, address, createdAt: { gt: since } } })) > 0;
    return { person, passwordHash: person?.credential?.passwordHash ?? null, known };
  },
});

/** Notes in the audit trail that somebody did not get in, and what they tried. */
export const refuseSignIn = command({
  name: "sessions.refuseSignIn",
  summary: "Note a refused sign-in",
  permission: sessionsStart,
  input: z.strictObject({
    personId: z.uuid(),
    address: z.string(),
    proof: z.enum(["password", "second factor"]),
  }),
  run: async ({ tx }, { personId, address, proof }) => {
    const { unitId, email } = await tx.person.findUniqueOrThrow({ where: { id: personId } });
    const change = {
      subject: { type: "sessions", id: personId, unitId },
      before: null,
      after: { email, address, proof },
    };
    return { result: null, change };
  },
});
