import "server-only";
import { NextRequest } from "next/server";
import NextAuth, { type NextAuthOptions } from "next-auth";
import { encode } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import { cookieSecret, sessionCookieName } from "@/lib/platform/auth/authenticate";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { logger } from "@/lib/platform/log/logger";
import { settings } from "@/lib/platform/settings/settings";

/** Seconds after which a person signs in again, however active. */
export const sessionLifetimeSeconds = 7 * 24 * 60 * 60;

/** A signed-in person and the row of their session. */
export interface SignedIn {
  personId: string;
  name: string;
  sessionId: string;
}

type Check = () => Promise<SignedIn | null>;

/** Returns the answer that gives the browser a token against forged requests, as text and as a cookie. */
export function answerCsrf(request: Request): Promise<Response> {
  return ask(
    "csrf",
    new NextRequest(new URL("/api/auth/csrf", request.url), { headers: request.headers }),
    async () => null,
  );
}

/**
 * Returns the cookies of the session that the check begins, as Set-Cookie lines; none when it begins none. Throws Forbidden
 * when the token against forged requests does not fit, and whatever the check throws.
 */
export async function sessionCookies(request: Request, csrfToken: string, check: Check): Promise<string[]> {
  let failure: unknown;
  let asked = false;
  const body = JSON.stringify({ csrfToken, json: "true" });
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  const inner = new NextRequest(new URL("/api/auth/callback/credentials", request.url), {
    method: "POST",
    headers,
    body,
  });
  const answer = await ask("callback/credentials", inner, async () => {
    asked = true;
    return check().catch((error: unknown) => {
      failure = error;
      return null;
    });
  });
  if (failure) throw failure;
  if (!asked) throw new Forbidden("This page has been open for too long. Reload it and sign in again.");
  const cookies = answer.headers.getSetCookie();
  const begun =
    answer.status === 200 && cookies.some((cookie) => cookie.startsWith(`${sessionCookieName()}=`));
  return begun ? cookies : [];
}

/**
 * Returns the Set-Cookie line of a session that was begun, for a browser that brought back what only it was given: there a form
 * with a token against forged requests has no place.
 */
export async function sessionCookieOf({ sessionId }: SignedIn): Promise<string> {
  const maxAge = sessionLifetimeSeconds;
  const token = await encode({ token: { sid: sessionId }, secret: cookieSecret(), maxAge });
  const secure = settings().PUBLIC_URL.startsWith("https:") ? "; Secure" : "";
  return `${sessionCookieName()}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secure}`;
}

type Handler = (
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
  options: NextAuthOptions,
) => Promise<Response>;

function ask(action: string, request: NextRequest, check: Check): Promise<Response> {
  // The library reads its own address from the environment only.
  process.env["NEXTAUTH_URL"] = settings().PUBLIC_URL;
  return (NextAuth as unknown as Handler)(
    request,
    { params: Promise.resolve({ nextauth: action.split("/") }) },
    options(check),
  );
}

// Made for each request: what the check found, or why it failed, belongs to that request alone.
function options(check: Check): NextAuthOptions {
  const secure = settings().PUBLIC_URL.startsWith("https:");
  const prefix = secure ? "__Host-" : "";
  const cookie = (name: string) => ({
    name,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  });
  return {
    secret: cookieSecret(),
    session: { strategy: "jwt", maxAge: sessionLifetimeSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    cookies: {
      sessionToken: cookie(sessionCookieName()),
      csrfToken: cookie(`${prefix}plumbline.csrf`),
      callbackUrl: cookie(`${prefix}plumbline.return`),
    },
    providers: [
      Credentials({
        credentials: {},
        async authorize() {
          const found = await check();
          return found && { id: found.personId, sessionId: found.sessionId };
        },
      }),
    ],
    callbacks: {
      // Only the session's id is in the cookie; every request checks its row.
      jwt: ({ token, user }) => (user && "sessionId" in user ? { sid: user.sessionId } : token),
      session: ({ session }) => ({ expires: session.expires }),
      // Never back to an address that the request names.
      redirect: ({ baseUrl }) => baseUrl,
    },
    logger: {
      error: (code) => logger().warn({ code }, "sign-in"),
      warn: (code) => logger().debug({ code }, "sign-in"),
      debug: () => undefined,
    },
  };
}
