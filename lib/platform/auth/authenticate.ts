import "server-only";
import { decode } from "next-auth/jwt";
import * as z from "zod";
import type { Actor } from "@/lib/platform/access/actor";
import { looksLikeToken, secretHash, tokenPrefix } from "@/lib/platform/auth/secret";
import { deriveSecret } from "@/lib/platform/crypto/derive";
import { statement } from "@/lib/platform/database/client";
import { installationSecrets, settings } from "@/lib/platform/settings/settings";

const identity = z.object({
  personId: z.uuid(),
  name: z.string(),
  grants: z.array(
    z.object({
      role: z.string(),
      unitId: z.uuid(),
      units: z.array(z.uuid()),
      name: z.string().exactOptional(),
      permissions: z.array(z.string()).exactOptional(),
      engagementId: z.uuid().exactOptional(),
      until: z.string().exactOptional(),
    }),
  ),
  tokenId: z.uuid().optional(),
  scopes: z.array(z.string()).optional(),
  within: z.array(z.uuid()).nullish(),
  confirmedAt: z.coerce.date().nullish(),
  signedInAt: z.coerce.date().nullish(),
});

/** Returns who sends a request with these headers, or null. A bearer token wins over a cookie. */
export async function authenticate(headers: Headers, requestId: string): Promise<Actor | null> {
  const authorization = headers.get("authorization");
  if (authorization !== null) return byToken(authorization, requestId);
  const cookie = sessionCookie(headers.get("cookie") ?? "");
  return cookie ? bySession(cookie, requestId) : null;
}

async function byToken(authorization: string, requestId: string): Promise<Actor | null> {
  const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  if (!token?.startsWith(tokenPrefix) || !looksLikeToken(token)) return null;
  const [row] = await statement<{ who: unknown }>(
    "authenticate_token",
    "select authenticate_token($1) as who",
    [Buffer.from(secretHash(token))],
  );
  return row?.who ? actorOf(row.who, null, requestId) : null;
}

async function bySession(cookie: string, requestId: string): Promise<Actor | null> {
  const sessionId = await readSessionCookie(cookie);
  return sessionId ? sessionActor(sessionId, requestId) : null;
}

/** Returns the actor behind a session id, or null when the session has ended; asked of the database each time. */
export async function sessionActor(sessionId: string, requestId: string): Promise<Actor | null> {
  const [row] = await statement<{ who: unknown }>(
    "authenticate_session",
    "select authenticate_session($1) as who",
    [sessionId],
  );
  return row?.who ? actorOf(row.who, sessionId, requestId) : null;
}

/**
 * Returns the actor that a job or the command line works for, with the rights they hold now and no more than the token
 * had that started it; null when they may no longer sign in or the token has ended.
 */
export async function personActor(
  personId: string,
  tokenId: string | null,
  requestId: string,
): Promise<Actor | null> {
  const [row] = await statement<{ who: unknown }>(
    "authenticate_person",
    "select authenticate_person($1, $2) as who",
    [personId, tokenId],
  );
  return row?.who ? actorOf(row.who, null, requestId) : null;
}

function actorOf(who: unknown, sessionId: string | null, requestId: string): Actor {
  const found = identity.parse(who);
  return {
    kind: found.tokenId ? "token" : "person",
    personId: found.personId,
    name: found.name,
    sessionId,
    tokenId: found.tokenId ?? null,
    grants: found.grants,
    scopes: found.scopes ?? null,
    within: found.tokenId ? (found.within ?? []) : null,
    requestId,
    ...(found.confirmedAt ? { confirmedAt: found.confirmedAt } : {}),
    ...(found.signedInAt ? { signedInAt: found.signedInAt } : {}),
  };
}

/** The secret that seals the session cookie. */
export function cookieSecret(secret = settings().PLUMBLINE_SECRET): string {
  return deriveSecret(secret, "session cookie").toString("base64url");
}

/** The session cookie's name: bound to the host where the address is https. */
export function sessionCookieName(): string {
  return settings().PUBLIC_URL.startsWith("https:") ? "__Host-plumbline.session" : "plumbline.session";
}

function sessionCookie(header: string): string | null {
  return cookieNamed(sessionCookieName(), header);
}

/** Returns a cookie's value out of a Cookie header, or null. */
export function cookieNamed(name: string, header: string): string | null {
  const pair = header.split(/;\s*/).find((part) => part.startsWith(`${name}=`));
  return pair ? pair.slice(name.length + 1) : null;
}

async function readSessionCookie(cookie: string): Promise<string | null> {
  for (const secret of installationSecrets()) {
    try {
      const token = await decode({ token: cookie, secret: cookieSecret(secret) });
      return typeof token?.["sid"] === "string" ? token["sid"] : null;
    } catch {
      // Sealed under another secret, or no cookie of ours at all.
    }
  }
  return null;
}
