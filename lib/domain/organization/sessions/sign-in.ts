import "server-only";
import { v7 } from "uuid";
import * as z from "zod";
import { heldFactors, secondFactorNeededFrom, waysOf } from "@/lib/domain/organization/factors/held";
import { sessionsStart } from "@/lib/domain/organization/sessions/access";
import { beginHalfOpen, type NextStep } from "@/lib/domain/organization/sessions/half-open";
import { systemActor } from "@/lib/platform/access/actor";
import { type Change, type Changed, unchanged } from "@/lib/platform/audit/change";
import { type SignedIn, sessionLifetimeSeconds } from "@/lib/platform/auth/next-auth";
import type { Transaction } from "@/lib/platform/database/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";

// How somebody comes in, and the one place that says what comes next:
//
//   password ──┬── has a second factor ─────────── second-factor ── proves it ──┐
//              ├── has none and needs one ──────── enrolment ────── adds one ───┤
//              └── has none and needs none ─────────────────────────────────────┤
//   sign-in provider: as after a password, or in at once where its own second factor counts
//   passkey, by which the device verified its user: two factors in one ─────────┴──→ in
//
// A further way in proves who somebody is, names itself in `firstFactors`, and hands over to `comeIn`. Between the steps
// there is a half-open sign-in, bound to its browser: no session, no actor.

/** By what somebody proves first who they are, and whether that is enough where a second factor is held or needed. */
const firstFactors = {
  password: { alone: false },
  passkey: { alone: true },
  provider: { alone: false },
  "provider-mfa": { alone: true },
} as const;

export type FirstFactor = keyof typeof firstFactors;

/** Where the browser of a sign-in is. */
export interface Place {
  address: string;
  userAgent: string;
}

/** Where a step of a sign-in leads: in, or to the next step with the key for its browser. */
export type Passage =
  | { to: "in"; session: SignedIn; neededFrom: string | null; codes?: string[] }
  | { to: NextStep; key: string };

/** Lets in whoever proved who they are by this, or says what they have to do next. */
export function comeIn(personId: string, by: FirstFactor, { address, userAgent }: Place): Promise<Passage> {
  return decide.execute(systemActor("sign-in", v7()), { personId, by, address, userAgent });
}

const decide = command({
  name: "sessions.signIn",
  summary: "Begin a session",
  permission: sessionsStart,
  secrets: true,
  input: z.strictObject({
    personId: z.uuid(),
    by: z.enum(Object.keys(firstFactors) as FirstFactor[]),
    address: z.string(),
    userAgent: z.string(),
  }),
  run: async ({ tx, now }, { personId, by, ...place }): Promise<Changed<Passage>> => {
    if (firstFactors[by].alone) return startSession(tx, { personId, factors: by, ...place }, now);
    const halfOpen = async (step: NextStep) => {
      const { key } = await beginHalfOpen(tx, { personId, step, by }, now);
      return unchanged<Passage>({ to: step, key });
    };
    if (waysOf(await heldFactors(tx, personId)).length > 0) return halfOpen("second-factor");
    const needed = await secondFactorNeededFrom(tx, personId, now);
    if (needed && needed <= now) return halfOpen("enrolment");
    return startSession(tx, { personId, factors: by, neededFrom: needed, ...place }, now);
  },
});

interface Entry extends Place {
  personId: string;
  /** By what they came in, such as "password+app". */
  factors: string;
  /** From when on a second factor is needed that is not there yet. */
  neededFrom?: Date | null;
}

/** Begins a session in the running transaction; throws NotFound for an account that may not sign in. */
export async function startSession(
  tx: Transaction,
  { personId, factors, address, userAgent, neededFrom = null }: Entry,
  now: Date,
): Promise<{ result: Passage & { to: "in" }; change: Change & Required<Pick<Change, "by">> }> {
  const person = await tx.person.findFirst({ where: { id: personId, status: "active" } });
  if (!person) throw new NotFound("Nobody signs in with this account.");
  const id = v7();
  const expiresAt = new Date(now.getTime() + sessionLifetimeSeconds * 1000);
  const stored = { personId, factors, address, userAgent: userAgent.slice(0, 300), expiresAt };
  await tx.session.create({ data: { id, ...stored } });
  const change = {
    subject: { type: "sessions", id, unitId: person.unitId },
    before: null,
    after: stored,
    action: "sessions.signIn",
    by: { id: personId, name: person.name },
  };
  const session = { personId, name: person.name, sessionId: id };
  return { result: { to: "in", session, neededFrom: neededFrom?.toISOString() ?? null }, change };
}
