import * as z from "zod";
import { grantFields } from "@/lib/domain/organization/grants/schema";
import { choice, reference, text } from "@/lib/platform/schema/field";

const states = [
  { value: "off", label: "Not in use" },
  { value: "on", label: "In use", help: "The sign-in page shows its button." },
] as const;

const accounts = [
  { value: "known", label: "Only people who have one", help: "Somebody new is turned away." },
  { value: "made", label: "Everybody whom the provider lets in", help: "Made at the first sign-in." },
] as const;

const addresses = [
  { value: "verified", label: "Verified by the provider" },
  { value: "any", label: "As the provider says it", help: "For providers that never say whether it is." },
] as const;

const links = [
  { value: "owner", label: "By its owner alone", help: "Once, on their page “Password and sessions”." },
  {
    value: "email",
    label: "By verified e-mail address as well",
    help: "At the first sign-in. The provider must let nobody choose their own address.",
  },
] as const;

const factors = [
  { value: "ours", label: "Asked for here, as after a password" },
  {
    value: "provider",
    label: "The provider's own counts",
    help: "Where its answer says so (amr or acr with mfa).",
  },
] as const;

const passwords = [
  { value: "on", label: "Offered as well" },
  {
    value: "off",
    label: "Switched off",
    help: "Passkeys go on. A link from the machine's shell still opens.",
  },
] as const;

/** Returns whether text is an address that can name an issuer: with a scheme and a host, without query and fragment. */
function isIssuer(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, search, hash, username } = new URL(address);
  return (
    ["https:", "http:"].includes(protocol) &&
    search === "" &&
    hash === "" &&
    username === "" &&
    !/[?#]/.test(address)
  );
}

/** What an administrator fills in about the sign-in provider. */
export const providerFields = {
  state: choice(states, { label: "Single sign-on" }),
  label: text({ label: "Name on the button", example: "Halderra account", max: 60 }),
  issuer: text({
    label: "Issuer",
    help: "The address under which the provider names itself; it is followed by /.well-known/openid-configuration.",
    example: "https://login.example.com/realms/staff",
    max: 500,
  })
    // The same issuer with and without the slash that ends a bare host.
    .overwrite((typed) => typed.replace(/^(https?:\/\/[^/]+)\/$/, "$1"))
    .refine(isIssuer, "Is not an issuer. Write its whole address, such as https://login.example.com."),
  clientId: text({ label: "Client id", help: "Under which Plumbline is registered there.", max: 300 }),
  scopes: text({ label: "Scopes", help: "Separated by spaces; openid is needed.", max: 300 }).refine(
    (typed) => typed.split(/\s+/).includes("openid"),
    "Leaves out openid. Without it the provider says nothing about who signs in.",
  ),
  groupsClaim: text({
    label: "Claim of groups",
    help: "In which the provider names somebody's groups. Without it nobody gets a role by a group.",
    example: "groups",
    max: 100,
  }).nullable(),
  accounts: choice(accounts, { label: "Accounts" }),
  unitId: reference("units", { label: "Unit of new accounts", help: "Whose administrators keep them." }),
  addresses: choice(addresses, { label: "E-mail address of a new account" }),
  links: choice(links, { label: "An account that is here already is linked" }),
  factors: choice(factors, { label: "Second factor" }),
  passwords: choice(passwords, { label: "Signing in by password" }),
};

/** The provider as a setting; its client secret is kept apart. */
export const signInProvider = z.object({
  ...providerFields,
  issuer: z.string(),
  clientId: z.string(),
  label: z.string(),
  unitId: z.uuid().nullable(),
});

export type SignInProvider = z.output<typeof signInProvider>;

/** Until an organisation names a provider there is none. */
export const initialProvider: SignInProvider = {
  ...{ state: "off", label: "Single sign-on", issuer: "", clientId: "", scopes: "openid profile email" },
  ...{ groupsClaim: "groups", accounts: "known", unitId: null, addresses: "verified" },
  ...{ links: "owner", factors: "ours", passwords: "on" },
};

/** The client secret as it is handed in; it is never shown again. */
export const clientSecret = z
  .string({ error: "Paste the client secret." })
  .min(1, "Paste the client secret.")
  .max(1_000, "This is longer than a client secret.")
  .regex(/^[\x21-\x7e]+$/, "Holds a character that no client secret has. Copy it once more.");

/** What a group at the provider gives. */
export const groupFields = {
  group: text({ label: "Group", help: "As the provider's claim names it, letter by letter.", max: 300 }),
  ...grantFields,
};

/** Most groups that give a role. */
export const mostGroups = 200;

/** Which groups give which roles. */
export const groupRoles = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      group: z.string(),
      role: grantFields.role,
      unitId: z.uuid(),
      endsOn: z.string().nullable(),
      /** Who decided it: it gives nothing to themselves. */
      savedById: z.uuid().nullable(),
    }),
  ),
});

export type GroupRoles = z.output<typeof groupRoles>;

/** Why somebody who came back from the provider is not in, and what to do. */
const signInProblems = {
  "too-late": {
    title: "That sign-in is over.",
    detail:
      "It was begun more than ten minutes ago, in another browser, or was finished already. Begin it again.",
  },
  cancelled: {
    title: "The provider did not let you in.",
    detail: "You were turned away there, or you stopped. Try again, or ask your administrator for access.",
  },
  unproven: {
    title: "The provider's answer could not be verified.",
    detail: "Nothing was changed. Begin again; if it stays, tell your administrator to test the connection.",
  },
  unreachable: {
    title: "The provider cannot be reached.",
    detail: "Try again in a few minutes; if it stays, tell your administrator to test the connection.",
  },
  off: {
    title: "Single sign-on is not in use.",
    detail: "It was switched off or changed meanwhile. Reload this page.",
  },
  unknown: {
    title: "You have no account here.",
    detail:
      "The provider knows you, but accounts are not made at the first sign-in. Ask an administrator to invite you.",
  },
  "same-email": {
    title: "There is an account with your e-mail address already.",
    detail:
      "It is not linked to the provider. Sign in as before and link it under “Password and sessions”, or ask your administrator.",
  },
  "no-email": {
    title: "The provider says no e-mail address that can be used.",
    detail:
      "An account needs one in plain letters. Ask your administrator to have it corrected at the provider.",
  },
  unverified: {
    title: "Your e-mail address is not verified at the provider.",
    detail: "Confirm it there, then sign in again.",
  },
  disabled: {
    title: "Your account here cannot be used.",
    detail: "It is disabled or was not accepted yet. Ask an administrator.",
  },
  taken: {
    title: "Nothing was linked.",
    detail:
      "This account of the provider, or yours here, is linked to another already. Remove that link first.",
  },
  elsewhere: {
    title: "Nothing was linked.",
    detail: "You signed out, or signed in as somebody else, while you were at the provider. Begin again.",
  },
} as const;

export type SignInProblem = keyof typeof signInProblems;

/** Returns the words for a problem that an address names; null for anything else. */
export function signInProblem(named: unknown): { title: string; detail: string } | null {
  return typeof named === "string" && Object.hasOwn(signInProblems, named)
    ? signInProblems[named as SignInProblem]
    : null;
}
