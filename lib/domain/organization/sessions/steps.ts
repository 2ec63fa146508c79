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
import { signInForm } from "@/lib/domain/organization/sessions/schema";
import type { Passage, Place } from "@/lib/domain/organization/sessions/sign-in";
import { systemActor } from "@/lib/platform/access/actor";
import type { SignedIn } from "@/lib/platform/auth/next-auth";
import { Unauthenticated } from "@/lib/platform/errors/public-error";
import { invalid } from "@/lib/platform/operation/operation";

/** Who takes a step: where from, and with the key of the half-open sign-in that their browser holds. */
interface Stepper extends Place {
  key: string;
}

/** What a step answers: the words for the page, a session that began, and the key of what is now half open. */
export interface StepAnswer {
  answer: object;
  session?: SignedIn;
  key?: string;
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
  "second-factor": step(
    z.strictObject(secondFactorProof).refine(oneWay, giveOneWay),
    async (proof, { key, ...place }) => told(await signInBySecondFactor(key, proof, place)),
  ),
  "second-passkey": step(z.strictObject({}), async (_none, { key }) => ({
    answer: await askForSecondPasskey.execute(system(), { key }),
  })),
  "passkey/begin": step(z.strictObject({}), async (_none, place) => {
    const { key, options } = await beginPasskeySignIn(place);
    return { answer: { options }, key };
  }),
  passkey: step(z.strictObject({ answer: passkeyAnswer }), async ({ answer }, { key, ...place }) =>
    told(await signInByPasskey(key, answer, place)),
  ),
  "app/begin": step(z.strictObject({}), async (_none, { key }) => ({
    answer: await beginAppInSignIn.execute(system(), { key }),
  })),
  app: step(z.strictObject({ ...factorFields, code: appCode }), async (typed, who) =>
    told(await enrolAppInSignIn.execute(system(), { ...typed, ...who })),
  ),
  "new-passkey/begin": step(z.strictObject({}), async (_none, { key }) => ({
    answer: await beginPasskeyInSignIn.execute(system(), { key }),
  })),
  "new-passkey": step(z.strictObject({ ...factorFields, answer: passkeyAnswer }), async (made, who) =>
    told(await enrolPasskeyInSignIn.execute(system(), { ...made, ...who })),
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

function told(passage: Passage): StepAnswer {
  const { to } = passage;
  if (to !== "in") return { answer: { to }, key: passage.key };
  const { session, neededFrom, codes } = passage;
  return { answer: { to, neededFrom, ...(codes ? { codes } : {}) }, session };
}

function system() {
  return systemActor("sign-in", v7());
}
