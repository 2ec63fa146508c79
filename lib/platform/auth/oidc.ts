import "server-only";
import * as oidc from "openid-client";
import { ProviderProblem, providerFetch } from "@/lib/platform/auth/provider-fetch";
import { storable } from "@/lib/platform/schema/field";
import { settings } from "@/lib/platform/settings/settings";

// OpenID Connect as openid-client does it: discovery, the code flow with PKCE, and every check of the answer.

/** Plumbline as a client of a sign-in provider. */
export interface ProviderClient {
  issuer: string;
  clientId: string;
  secret: string;
}

/** What the browser that was sent to the provider has to bring back. */
export interface Handshake {
  issuer: string;
  state: string;
  nonce: string;
  verifier: string;
}

/** What the provider says of somebody, after it was verified. */
export interface ProviderClaims {
  issuer: string;
  subject: string;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  groups: string[];
  /** The provider says that it checked more than one factor. */
  mfa: boolean;
}

/** Where the provider sends browsers back to; it is registered there. */
export function callbackAddress(): string {
  return new URL("/api/auth/single-sign-on/callback", settings().PUBLIC_URL).href;
}

/**
 * Reads what the provider publishes about itself and returns whether it can end its own session. Throws ProviderProblem with
 * what is wrong.
 */
export async function examineProvider(issuer: string, clientId: string): Promise<{ endsSessions: boolean }> {
  const server = (await discovered(issuer, clientId)).serverMetadata();
  for (const [what, address] of [
    ["authorization_endpoint", server.authorization_endpoint],
    ["token_endpoint", server.token_endpoint],
    ["jwks_uri", server.jwks_uri],
  ])
    if (!address)
      throw new ProviderProblem(`The provider publishes no ${what}. Plumbline cannot sign anybody in by it.`);
  const flows = server.response_types_supported ?? ["code"];
  if (!flows.includes("code"))
    throw new ProviderProblem("The provider does not offer the authorization code flow.");
  // The keys are fetched as well: without them no answer can be verified.
  const keys = await providerFetch(issuer)(server.jwks_uri ?? "", {
    ...{ method: "GET", body: null, headers: { accept: "application/json" }, redirect: "manual" },
  });
  if (keys.status !== 200)
    throw new ProviderProblem(
      `The provider's keys cannot be read: ${server.jwks_uri} answers ${keys.status}.`,
    );
  return { endsSessions: server.end_session_endpoint !== undefined };
}

/** Returns the address at the provider to which a browser goes to sign in, and what it keeps meanwhile. */
export async function beginAtProvider(
  provider: ProviderClient,
  scopes: string,
): Promise<{ to: string; handshake: Handshake }> {
  const config = await configured(provider);
  const verifier = oidc.randomPKCECodeVerifier();
  const handshake = {
    ...{ issuer: provider.issuer, verifier },
    ...{ state: oidc.randomState(), nonce: oidc.randomNonce() },
  };
  const to = oidc.buildAuthorizationUrl(config, {
    ...{ redirect_uri: callbackAddress(), scope: scopes },
    ...{ state: handshake.state, nonce: handshake.nonce },
    ...{ code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256" },
  });
  return { to: to.href, handshake };
}

/**
 * Returns what the provider says of whoever came back, with `search` as the browser brought it. State, nonce, issuer, audience,
 * expiry and signature were checked by then; throws where one of them does not fit.
 */
export async function finishAtProvider(
  provider: ProviderClient,
  { state, nonce, verifier }: Handshake,
  search: string,
  groupsClaim: string | null,
): Promise<ProviderClaims> {
  const config = await configured(provider);
  // Never from the Host header: the address is the one that was registered.
  const back = new URL(search, callbackAddress());
  const tokens = await oidc.authorizationCodeGrant(config, back, {
    ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
  });
  const proven = tokens.claims();
  if (!proven || !fits(proven.sub, 255)) throw new Error("The provider sent no subject that can be kept.");
  const more = config.serverMetadata().userinfo_endpoint
    ? await oidc.fetchUserInfo(config, tokens.access_token, proven.sub)
    : {};
  const said: Record<string, unknown> = { ...more, ...proven };
  return {
    ...{ issuer: provider.issuer, subject: proven.sub },
    email: asText(said["email"]),
    emailVerified: said["email_verified"] === true,
    name: asText(said["name"]) ?? asText(said["preferred_username"]),
    groups: groupsClaim === null ? [] : asList(said[groupsClaim]),
    mfa: saysMfa(proven),
  };
}

/** Returns where the browser ends its session at the provider, or null where the provider has no such place. */
export async function signOutAddress(provider: ProviderClient): Promise<string | null> {
  const config = await configured(provider);
  if (!config.serverMetadata().end_session_endpoint) return null;
  const after = new URL("/sign-in", settings().PUBLIC_URL).href;
  return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: after }).href;
}

/** Minutes for which what a provider publishes is kept. */
const keptMinutes = 10;
const kept = new Map<string, { until: number; config: Promise<oidc.Configuration> }>();

function configured(provider: ProviderClient): Promise<oidc.Configuration> {
  const key = JSON.stringify([
    provider.issuer,
    provider.clientId,
    provider.secret,
    settings().ISSUER_NETWORK,
  ]);
  const held = kept.get(key);
  if (held && held.until > Date.now()) return held.config;
  const config = withSecret(provider);
  // One provider at a time; a discovery that failed is tried again.
  kept.clear();
  kept.set(key, { until: Date.now() + keptMinutes * 60_000, config });
  config.catch(() => kept.delete(key));
  return config;
}

async function withSecret({ issuer, clientId, secret }: ProviderClient): Promise<oidc.Configuration> {
  const server = (await discovered(issuer, clientId)).serverMetadata();
  // OpenID Connect Discovery 1.0, section 3: what is not said means client_secret_basic.
  const ways = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const proof = ways.includes("client_secret_basic")
    ? oidc.ClientSecretBasic(secret)
    : oidc.ClientSecretPost(secret);
  const config = new oidc.Configuration(server, clientId, { client_secret: secret }, proof);
  prepare(config, issuer);
  return config;
}

async function discovered(issuer: string, clientId: string): Promise<oidc.Configuration> {
  try {
    return await oidc.discovery(new URL(issuer), clientId, undefined, oidc.None(), {
      [oidc.customFetch]: providerFetch(issuer),
      execute: [(config) => prepare(config, issuer), ...unencrypted(issuer)],
    });
  } catch (error) {
    throw inWords(error, issuer);
  }
}

function prepare(config: oidc.Configuration, issuer: string): void {
  config[oidc.customFetch] = providerFetch(issuer);
  // Signatures are checked even though the token came over TLS from the provider itself.
  oidc.enableNonRepudiationChecks(config);
  for (const allow of unencrypted(issuer)) allow(config);
}

// Whether plain http may be used at all is decided for each request by providerFetch.
function unencrypted(issuer: string): ((config: oidc.Configuration) => void)[] {
  return new URL(issuer).protocol === "http:" && settings().ISSUER_NETWORK === "loopback"
    ? [oidc.allowInsecureRequests]
    : [];
}

function inWords(error: unknown, issuer: string): ProviderProblem {
  for (let one = error; one instanceof Error; one = one.cause) if (one instanceof ProviderProblem) return one;
  const code = (error as { code?: unknown }).code;
  if (code === "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED")
    return new ProviderProblem(
      `The provider calls itself by another issuer than ${issuer}. Copy the issuer exactly, with or without the slash at its end.`,
    );
  return new ProviderProblem(
    `There is no description of a provider at ${issuer.replace(/\/$/, "")}/.well-known/openid-configuration. Check the issuer.`,
    { cause: error },
  );
}

function asText(value: unknown): string | null {
  return typeof value === "string" && fits(value.trim(), 320) ? value.trim() : null;
}

function fits(value: string, most: number): boolean {
  return value !== "" && value.length <= most && storable(value);
}

function asList(value: unknown): string[] {
  const list = typeof value === "string" ? [value] : Array.isArray(value) ? value : [];
  return list.filter((one): one is string => typeof one === "string");
}

// amr as RFC 8176 names it, or a context class that says so.
function saysMfa({ amr, acr }: oidc.IDToken): boolean {
  if (asList(amr).includes("mfa")) return true;
  return (
    typeof acr === "string" &&
    acr
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .includes("mfa")
  );
}
