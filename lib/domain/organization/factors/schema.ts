import * as z from "zod";
import { roles } from "@/lib/platform/access/role";
import { integer, several, text } from "@/lib/platform/schema/field";

/** What a person calls their second factor. */
export const factorFields = {
  name: text({
    label: "Name",
    help: "By which you know it among others.",
    example: "Work phone",
    max: 60,
  }),
};

/** The code that an authenticator app shows; people may type it with a space. */
export const appCode = z
  .string({ error: "Type the six digits that your authenticator app shows." })
  .max(20, "A code has six digits.")
  .overwrite((typed) => typed.replace(/\s/g, ""))
  .regex(/^\d{6}$/, "A code has six digits. Type what your authenticator app shows now.");

/** A recovery code, with or without its dashes. */
const recoveryCode = z
  .string({ error: "Type one of your recovery codes." })
  .min(1, "Type one of your recovery codes.")
  .max(40, "This is longer than a recovery code.");

/** What a browser answers when it made or proved a passkey (WebAuthn Level 3, the JSON forms of PublicKeyCredential). */
export const passkeyAnswer = z.looseObject(
  { id: z.string().min(1).max(2_000), response: z.looseObject({}) },
  { error: "Send what the browser answered for the passkey." },
);

/** One of the ways to prove a second factor. */
export const secondFactorProof = {
  code: appCode.optional(),
  recovery: recoveryCode.optional(),
  passkey: passkeyAnswer.optional(),
};

export type SecondFactorProof = z.output<z.ZodObject<typeof secondFactorProof>>;

/** Returns whether exactly one of several ways was taken. */
export function oneWay(given: object): boolean {
  return Object.values(given).filter((value) => value !== undefined).length === 1;
}

/** What is said when none or several ways were taken. */
export const giveOneWay = "Give one proof: a code, a passkey or a recovery code.";

/** By what a second factor is proven. */
export type SecondFactor = "app" | "passkey" | "recovery";

/** By what somebody came in, as the list of sessions says it. A further way in joins here. */
export const sessionFactors = [
  { value: "password", label: "Password" },
  { value: "password+app", label: "Password and code" },
  { value: "password+passkey", label: "Password and passkey" },
  { value: "password+recovery", label: "Password and recovery code" },
  { value: "passkey", label: "Passkey" },
  { value: "provider", label: "Single sign-on" },
  { value: "provider+app", label: "Single sign-on and code" },
  { value: "provider+passkey", label: "Single sign-on and passkey" },
  { value: "provider+recovery", label: "Single sign-on and recovery code" },
  { value: "provider-mfa", label: "Single sign-on with its second factor" },
] as const;

/** Stands for every role of the organisation's own. */
export const ownRoles = "own";

/** Who needs a second factor, as the form asks for it. */
export const signInFields = {
  roles: several([...roles, { value: ownRoles, label: "Any role of our own" }], {
    label: "Second factor needed by",
    help: "Whoever holds one of these roles anywhere. Everybody else may have one.",
  }),
  graceDays: integer({
    label: "Days of grace",
    help: "Counted from this decision, or from the day the role was given. With 0 it is set up at the next sign-in.",
    min: 0,
    max: 90,
  }),
};

/** Who needs a second factor, and since when each role does. */
export const signInRules = z.object({
  required: z.array(z.object({ role: z.string(), since: z.string() })),
  graceDays: z.int(),
});

export type SignInRules = z.output<typeof signInRules>;

/** Until an organisation decides, everybody chooses for themselves. */
export const initialSignInRules: SignInRules = { required: [], graceDays: 0 };
