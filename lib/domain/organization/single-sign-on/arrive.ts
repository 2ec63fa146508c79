import "server-only";
import * as z from "zod";
import { lockAdministrators } from "@/lib/domain/organization/grants/last-administrator";
import { sessionsStart } from "@/lib/domain/organization/sessions/access";
import { readSetting, topUnit } from "@/lib/domain/organization/settings/setting";
import { followGroups } from "@/lib/domain/organization/single-sign-on/follow-groups";
import { plainAddress } from "@/lib/domain/organization/single-sign-on/rules";
import type { SignInProblem, SignInProvider } from "@/lib/domain/organization/single-sign-on/schema";
import { providerSetting } from "@/lib/domain/organization/single-sign-on/settings";
import { type Change, type Changed, unchanged } from "@/lib/platform/audit/change";
import type { ProviderClaims } from "@/lib/platform/auth/oidc";
import { type Context, command } from "@/lib/platform/operation/operation";

/** Whose account somebody has whom the provider let in, or why they have none here. */
export type Arrival = { personId: string; trusted: boolean } | { problem: SignInProblem };

/** What the provider verified about somebody. */
export const verifiedClaims = {
  issuer: z.string(),
  subject: z.string().min(1).max(255),
  email: z.string().nullable(),
  emailVerified: z.boolean(),
  name: z.string().nullable(),
  groups: z.array(z.string()),
  mfa: z.boolean(),
} satisfies Record<keyof ProviderClaims, z.ZodType>;

/**
 * Finds or makes the account of whoever the provider let in, by issuer and subject and never by e-mail alone, and lets their
 * roles follow their groups. Where there is none for them nothing is changed, and the answer says why.
 */
export const arrive = command({
  name: "identities.arrive",
  summary: "Take in what the sign-in provider says of somebody",
  permission: sessionsStart,
  secrets: true,
  input: z.strictObject({ ...verifiedClaims, address: z.string() }),
  run: async (context, { address, ...claims }): Promise<Changed<Arrival>> => {
    const { tx, now } = context;
    const { value: provider } = await readSetting(tx, providerSetting);
    if (provider.state === "off" || provider.issuer !== claims.issuer) return unchanged({ problem: "off" });
    // One after the other: two first sign-ins of one person make one account, and somebody stays administrator.
    await lockAdministrators(tx);
    const found = await accountOf(context, provider, claims);
    if ("problem" in found) return refused(found, address);
    const { person, changes } = found;
    await tx.identity.update({
      where: { issuer_subject: { issuer: claims.issuer, subject: claims.subject } },
      data: { lastUsedAt: now },
    });
    const followed = await followGroups(context, person.id, claims.groups);
    const trusted = provider.factors === "provider" && claims.mfa;
    return { result: { personId: person.id, trusted }, changes: [...changes, ...followed] };
  },
});

interface Account {
  id: string;
  name: string;
  email: string;
  unitId: string;
  status: string;
}

type Found = { person: Account; changes: Change[] } | { problem: SignInProblem; person?: Account };

async function accountOf(context: Context, provider: SignInProvider, claims: ProviderClaims): Promise<Found> {
  const { issuer, subject, emailVerified } = claims;
  const { tx } = context;
  const known = await tx.identity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { person: true },
  });
  if (known) {
    const { person } = known;
    return person.status === "active" ? { person, changes: [] } : { problem: "disabled", person };
  }
  const email = plainAddress(claims.email);
  if (email === null) return { problem: provider.accounts === "made" ? "no-email" : "unknown" };
  const person = await tx.person.findUnique({
    where: { email },
    include: { identities: { where: { issuer }, select: { id: true } } },
  });
  if (person) {
    const { identities, ...account } = person;
    if (person.status === "disabled") return { problem: "disabled", person: account };
    if (provider.links === "owner" || !emailVerified || identities.length > 0)
      return { problem: "same-email", person: account };
    return link(context, account, claims);
  }
  if (provider.accounts === "known") return { problem: "unknown" };
  if (provider.addresses === "verified" && !emailVerified) return { problem: "unverified" };
  return make(context, provider, claims, email);
}

/** Links an account that is here to the provider at its first sign-in; somebody invited has so accepted. */
async function link(
  { tx }: Context,
  before: Account,
  { issuer, subject, email }: ProviderClaims,
): Promise<Found> {
  const identity = await tx.identity.create({ data: { personId: before.id, issuer, subject, email } });
  const changes: Change[] = [linked(before, identity)];
  if (before.status === "active") return { person: before, changes };
  const after = await tx.person.update({
    where: { id: before.id },
    data: { status: "active", version: { increment: 1 } },
  });
  const subjectOf = { type: "people", id: before.id, unitId: before.unitId };
  changes.push({ subject: subjectOf, before, after, action: "people.acceptInvitation" });
  return { person: after, changes };
}

async function make(
  { tx }: Context,
  { unitId }: SignInProvider,
  { issuer, subject, name, email: said }: ProviderClaims,
  email: string,
): Promise<Found> {
  const there = unitId !== null && (await tx.unit.count({ where: { id: unitId } })) > 0;
  const person = await tx.person.create({
    data: {
      ...{ name: shown(name) ?? email, email, status: "active" },
      unitId: there ? unitId : await topUnit(tx),
    },
  });
  const identity = await tx.identity.create({ data: { personId: person.id, issuer, subject, email: said } });
  const subjectOf = { type: "people", id: person.id, unitId: person.unitId };
  const made = { subject: subjectOf, before: null, after: { ...person, reason: "single sign-on" } };
  return { person, changes: [{ ...made, action: "people.create" }, linked(person, identity)] };
}

// What cannot be stored or would break a line is no name.
function shown(name: string | null): string | null {
  const plain = name?.toWellFormed().replace(/\p{C}/gu, "").trim().slice(0, 200);
  return plain || null;
}

/** Returns the change of a person's account by a new link to a provider. */
export function linked({ id, unitId }: Pick<Account, "id" | "unitId">, identity: object): Change {
  return {
    subject: { type: "people", id, unitId },
    before: null,
    after: { identity },
    action: "people.linkIdentity",
  };
}

function refused(
  { problem, person }: { problem: SignInProblem; person?: Account },
  address: string,
): Changed<Arrival> {
  if (!person) return unchanged<Arrival>({ problem });
  const change = {
    subject: { type: "sessions", id: person.id, unitId: person.unitId },
    before: null,
    after: { email: person.email, address, proof: "single sign-on", reason: problem },
    action: "sessions.refuseSignIn",
  };
  return { result: { problem }, change };
}
