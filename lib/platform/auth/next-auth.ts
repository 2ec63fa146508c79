import "server-only";
import { NextRequest } from "next/server";
import NextAuth, { type NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { cookieSecret, sessionCookieName } from "@/lib/platform/auth/authenticate";
import { Forbidden, Unauthenticated } from "@/lib/platform/errors/public-error";
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

/** What the sign-in form sent, and from where. */
export interface SignInAttempt {
  email: string;
  password: string;
  address: string;
  userAgent: string;
}

/** What the form sent, checked for shape. */
export interface SignInForm {
  email: string;
  password: string;
  csrfToken: string;
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
 * Returns the answer with the session's cookie when the check knows the person. Throws Unauthenticated when it does
 * not, Forbidden when the token against forged requests does not fit, and whatever the check throws.
 */
export async function answerSignIn(request: Request, form: SignInForm, check: Check): Promise<Response> {
  let failure: unknown;
  let asked = false;
  const body = JSON.stringify({ csrfToken: form.csrfToken, json: "true" });
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
  if (answer.status !== 200 || !cookies.some((cookie) => cookie.startsWith(`${sessionCookieName()}=`))) {
    throw new Unauthenticated(
      "The e-mail address or the password is wrong. Try again, or ask your administrator for a link to set a new password.",
    );
  }
  const done = new Headers({ "content-type": "application/json", "cache-control": "private, no-store" });
  for (const cookie of cookies) done.append("set-cookie", cookie);
  return new Response("{}", { headers: done });
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
