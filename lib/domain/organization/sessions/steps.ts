import "server-only";
import { v7 } from "uuid";
import * as z from "zod";
import {
  appCode,
  factorFields,
  giveOneWay,
  oneWay,
  passkeyAnswer,
  secondFactorProof,
} from "@/lib/domain/organization/factors/schema";
import { openByEmergencyLink } from "@/lib/domain/organization/links/commands";
import { linkKey, newPassword } from "@/lib/domain/organization/links/schema";
import {
  beginAppInSignIn,
  beginPasskeyInSignIn,
  enrolAppInSignIn,
  enrolPasskeyInSignIn,
} from "@/lib/domain/organization/sessions/by-enrolment";
import {
  askForSecondPasskey,
  beginPasskeySignIn,
  signInByPasskey,
  signInBySecondFactor,
} from "@/lib/domain/organization/sessions/by-factor";
import { signIn } from "@/lib/domain/organization/sessions/by-password";
import {
  beginByProvider,
  type Landing,
  signedInPerson,
} from "@/lib/domain/organization/sessions/by-provider";
import { signInForm } from "@/lib/domain/organization/sessions/schema";
import { comeIn, type Passage, type Place } from "@/lib/domain/organization/sessions/sign-in";
import { type Actor, systemActor } from "@/lib/platform/access/actor";
import type { BrowserHandshake } from "@/lib/platform/auth/handshake-cookie";
import type { SignedIn } from "@/lib/platform/auth/next-auth";
import { Unauthenticated } from "@/lib/platform/errors/public-error";
import { invalid } from "@/lib/platform/operation/operation";

/** Who takes a step: where from, and with the key of the half-open sign-in that their browser holds. */
interface Stepper extends Place {
  key: string;
  /** Who is signed in at this browser already. */
  signedIn: () => Promise<Actor | null>;
}

/** What a step answers: the words for the page, a session that began, and the key of what is now half open. */
export interface StepAnswer {
  answer: object;
  session?: SignedIn;
  key?: string;
  /** What the browser keeps while it is at the sign-in provider. */
  handshake?: BrowserHandshake;
}

/** One step of a sign-in, as the door for sign-ins offers it by its name. */
export interface SignInStep {
  take(input: unknown, who: Stepper): Promise<StepAnswer>;
}

/** Every step of every way in, by the name in its address. */
export const signInSteps: Readonly<Record<string, SignInStep>> = {
  password: step(signInForm, async (form, { address, userAgent }) => {
    const passage = await signIn({ ...form, address, userAgent });
    if (passage) return told(passage);
    throw new Unauthenticated(
      "The e-mail address or the password is wrong. Try again, or ask your administrator for a link to set a new password.",
    );
  }),
  "single-sign-on/begin": step(z.strictObject({}), async (_none, place) => {
    const { to, handshake } = await beginByProvider(place, null);
    return { answer: { to }, handshake };
  }),
  "single-sign-on/link": step(z.strictObject({}), async (_none, place) => {
    const { to, handshake } = await beginByProvider(place, signedInPerson(await place.signedIn()));
    return { answer: { to }, handshake };
  }),
  emergency: step(
    z.strictObject({ key: linkKey, password: newPassword }),
    async (typed, { address, userAgent }) => {
      const { personId } = await openByEmergencyLink.execute(system(), typed);
      return told(await comeIn(personId, "password", { address, userAgent }));
    },
  ),
  "second-factor": step(z.strictObject(secondFactorProof).refine(oneWay, giveOneWay), async (proof, who) =>
    told(await signInBySecondFactor(who.key, proof, placeOf(who))),
  ),
  "second-passkey": step(z.strictObject({}), async (_none, { key }) => ({
    answer: await askForSecondPasskey.execute(system(), { key }),
  })),
  "passkey/begin": step(z.strictObject({}), async (_none, place) => {
    const { key, options } = await beginPasskeySignIn(place);
    return { answer: { options }, key };
  }),
  passkey: step(z.strictObject({ answer: passkeyAnswer }), async ({ answer }, who) =>
    told(await signInByPasskey(who.key, answer, placeOf(who))),
  ),
  "app/begin": step(z.strictObject({}), async (_none, { key }) => ({
    answer: await beginAppInSignIn.execute(system(), { key }),
  })),
  app: step(z.strictObject({ ...factorFields, code: appCode }), async (typed, who) =>
    told(await enrolAppInSignIn.execute(system(), { ...typed, key: who.key, ...placeOf(who) })),
  ),
  "new-passkey/begin": step(z.strictObject({}), async (_none, { key }) => ({
    answer: await beginPasskeyInSignIn.execute(system(), { key }),
  })),
  "new-passkey": step(z.strictObject({ ...factorFields, answer: passkeyAnswer }), async (made, who) =>
    told(await enrolPasskeyInSignIn.execute(system(), { ...made, key: who.key, ...placeOf(who) })),
  ),
};

function step<I extends z.ZodType>(
  input: I,
  take: (typed: z.output<I>, who: Stepper) => Promise<StepAnswer>,
): SignInStep {
  return {
    take: (raw, who) => {
      const parsed = input.safeParse(raw);
      if (!parsed.success) throw invalid(parsed.error);
      return take(parsed.data, who);
    },
  };
}

function placeOf({ address, userAgent }: Place): Place {
  return { address, userAgent };
}

function told(passage: Passage): StepAnswer {
  const { to } = passage;
  if (to !== "in") return { answer: { to }, key: passage.key };
  const { session, neededFrom, codes } = passage;
  return { answer: { to, neededFrom, ...(codes ? { codes } : {}) }, session };
}

function system() {
  return systemActor("sign-in", v7());
}

/** Returns the page to which somebody goes who came back from the sign-in provider, and what their browser keeps. */
export function landed(landing: Landing): { path: string; taken: StepAnswer } {
  if ("linked" in landing) return { path: "/settings/sessions", taken: { answer: {} } };
  if ("problem" in landing) {
    const page = landing.linking ? "/settings/sessions" : "/sign-in";
    return { path: `${page}?problem=${landing.problem}`, taken: { answer: {} } };
  }
  const { passage } = landing;
  const taken = told(passage);
  if (passage.to !== "in") return { path: `/sign-in/${passage.to}`, taken };
  return { path: passage.neededFrom ? "/settings/second-factors" : "/", taken };
}
