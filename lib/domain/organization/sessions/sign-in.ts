import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { v7 } from "uuid";
import * as z from "zod";
import { sessionsStart } from "@/lib/domain/organization/sessions/access";
import { systemActor } from "@/lib/platform/access/actor";
import { type SignedIn, type SignInAttempt, sessionLifetimeSeconds } from "@/lib/platform/auth/next-auth";
import { passwordFits } from "@/lib/platform/auth/password";
import { admitSignIn, forgiveSignIn } from "@/lib/platform/auth/sign-in-throttle";
import { command, query } from "@/lib/platform/operation/operation";

/** Milliseconds that a refusal takes, so that its time tells nothing of whether the account exists. */
const refusalTime = 350;
/** Days for which an address counts as known after a sign-in from it. */
const knownDays = 30;

/**
 * Begins a session for this e-mail address and password and returns it; null when they do not fit, after the same time
 * whether the account exists or not. Throws RateLimited after too many tries.
 */
export async function signIn({
  email,
  password,
  address,
  userAgent,
}: SignInAttempt): Promise<SignedIn | null> {
  const began = performance.now();
  const system = systemActor("sign-in", v7());
  const account = email.trim().toLowerCase();
  const { person, passwordHash, known } = await findAccount.execute(system, { email: account, address });
  const attempt = { email: account, address, known };
  await admitSignIn(attempt);
  if (!(await passwordFits(password, passwordHash)) || !person) {
    if (person) await refuseSignIn.execute(system, { personId: person.id, address });
    await evenOut(began);
    return null;
  }
  await forgiveSignIn(attempt);
  const sessionId = v7();
  await startSession.execute(system, {
    personId: person.id,
    sessionId,
    address,
    userAgent: userAgent.slice(0, 300),
  });
  return { personId: person.id, name: person.name, sessionId };
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

const startSession = command({
  name: "sessions.signIn",
  summary: "Begin a session",
  permission: sessionsStart,
  secrets: true,
  input: z.strictObject({
    personId: z.uuid(),
    sessionId: z.uuid(),
    address: z.string(),
    userAgent: z.string(),
  }),
  run: async ({ tx, now }, { personId, sessionId, address, userAgent }) => {
    const person = await tx.person.findUniqueOrThrow({ where: { id: personId } });
    const expiresAt = new Date(now.getTime() + sessionLifetimeSeconds * 1000);
    await tx.session.create({ data: { id: sessionId, personId, expiresAt, userAgent, address } });
    const change = {
      subject: { type: "sessions", id: sessionId, unitId: person.unitId },
      before: null,
      after: { personId, address, userAgent, expiresAt },
      by: { id: personId, name: person.name },
    };
    return { result: null, change };
  },
});

const refuseSignIn = command({
  name: "sessions.refuseSignIn",
  summary: "Note a refused sign-in",
  permission: sessionsStart,
  input: z.strictObject({ personId: z.uuid(), address: z.string() }),
  run: async ({ tx }, { personId, address }) => {
    const { unitId, email } = await tx.person.findUniqueOrThrow({ where: { id: personId } });
    const change = {
      subject: { type: "sessions", id: personId, unitId },
      before: null,
      after: { email, address },
    };
    return { result: null, change };
  },
});
