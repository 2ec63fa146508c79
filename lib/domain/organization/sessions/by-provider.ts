import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { v7 } from "uuid";
import { comeIn, type Passage, type Place } from "@/lib/domain/organization/sessions/sign-in";
import { arrive } from "@/lib/domain/organization/single-sign-on/arrive";
import { linkIdentity } from "@/lib/domain/organization/single-sign-on/own-links";
import { readProvider } from "@/lib/domain/organization/single-sign-on/queries";
import type { SignInProblem } from "@/lib/domain/organization/single-sign-on/schema";
import { type Actor, systemActor } from "@/lib/platform/access/actor";
import type { BrowserHandshake } from "@/lib/platform/auth/handshake-cookie";
import {
  beginAtProvider,
  finishAtProvider,
  type ProviderClaims,
  signOutAddress,
} from "@/lib/platform/auth/oidc";
import { ProviderProblem } from "@/lib/platform/auth/provider-fetch";
import { admitAddress } from "@/lib/platform/auth/sign-in-throttle";
import { Conflict, NotFound, PublicError, Unauthenticated } from "@/lib/platform/errors/public-error";
import { logger } from "@/lib/platform/log/logger";
import { assertSteppedUp } from "@/lib/platform/operation/step-up";

/** Where somebody is who came back from the provider: on their way in, back at their linked account, or out with a reason. */
export type Landing = { passage: Passage } | { linked: true } | { problem: SignInProblem; linking: boolean };

const system = () => systemActor("single sign-on", v7());

/**
 * Begins a sign-in at the provider, or to link the account of whoever is signed in: returns where the browser goes and what it
 * keeps. Throws Conflict where there is no provider or it cannot be reached, and ConfirmFirst before a link.
 */
export async function beginByProvider(
  { address }: Place,
  linkFor: Actor | null,
): Promise<{ to: string; handshake: BrowserHandshake }> {
  await admitAddress(address);
  if (linkFor) assertSteppedUp(linkFor, new Date());
  const provider = await readProvider.execute(system(), {});
  if (!provider) throw new Conflict("Single sign-on is not in use. Reload this page.");
  try {
    const { to, handshake } = await beginAtProvider(provider.client, provider.scopes);
    return { to, handshake: { ...handshake, linkTo: linkFor?.sessionId ?? null } };
  } catch (error) {
    if (!(error instanceof ProviderProblem)) throw error;
    logger().warn({ reason: error.message }, "single sign-on");
    throw new Conflict(
      "The provider cannot be reached. Try again in a few minutes, or tell your administrator.",
    );
  }
}

/**
 * Takes in what a browser brought back from the provider, and lets in whoever it is or says why not. `signedIn` is who is
 * signed in at this browser, where anybody is.
 */
export async function landFromProvider(
  search: string,
  handshake: BrowserHandshake | null,
  signedIn: Actor | null,
  place: Place,
): Promise<Landing> {
  const linking = handshake !== null && handshake.linkTo !== null;
  try {
    if (handshake === null) return { problem: "too-late", linking };
    const claims = await verified(search, handshake);
    if ("problem" in claims) return { ...claims, linking };
    return linking ? await link(claims, handshake, signedIn) : await enter(claims, place);
  } catch (error) {
    // Between the provider's word and the session somebody disabled the account.
    if (error instanceof NotFound) return { problem: "disabled", linking };
    throw error;
  }
}

async function verified(
  search: string,
  handshake: BrowserHandshake,
): Promise<ProviderClaims | { problem: SignInProblem }> {
  const provider = await readProvider.execute(system(), {});
  if (!provider || provider.client.issuer !== handshake.issuer) return { problem: "off" };
  try {
    return await finishAtProvider(provider.client, handshake, search, provider.groupsClaim);
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function problemOf(error: unknown): SignInProblem {
  const { code, name } = error as { code?: unknown; name?: unknown };
  // Never the message of the error itself: the library may put into it what the provider sent.
  logger().warn({ code, name }, "single sign-on refused");
  for (let one = error; one instanceof Error; one = one.cause)
    if (one instanceof ProviderProblem) return "unreachable";
  return name === "AuthorizationResponseError" ? "cancelled" : "unproven";
}

async function link(
  claims: ProviderClaims,
  { linkTo }: BrowserHandshake,
  signedIn: Actor | null,
): Promise<Landing> {
  if (!signedIn || signedIn.sessionId !== linkTo) return { problem: "elsewhere", linking: true };
  const { issuer, subject, email } = claims;
  try {
    await linkIdentity.execute(signedIn, { issuer, subject, email });
    return { linked: true };
  } catch (error) {
    if (error instanceof PublicError)
      return { problem: error instanceof Conflict ? "taken" : "elsewhere", linking: true };
    throw error;
  }
}

async function enter(claims: ProviderClaims, place: Place): Promise<Landing> {
  const arrival = await arrive.execute(system(), { ...claims, address: place.address });
  if ("problem" in arrival) return { problem: arrival.problem, linking: false };
  const by = arrival.trusted ? "provider-mfa" : "provider";
  return { passage: await comeIn(arrival.personId, by, place) };
}

/** Returns the signed-in person who asks; throws Unauthenticated for anybody else. */
export function signedInPerson(actor: Actor | null): Actor {
  if (actor?.kind !== "person" || !actor.sessionId) throw new Unauthenticated();
  return actor;
}

/** Returns where one's session at the provider is ended; null where there is none in use, it has no such place, or it is out of reach. */
export async function providerSignOut(): Promise<string | null> {
  const provider = await readProvider.execute(system(), {});
  if (!provider) return null;
  // The page that asks must not wait for a provider that does not answer.
  const address = signOutAddress(provider.client).catch(() => null);
  return Promise.race([address, sleep(2_000, null, { ref: false })]);
}
