import "server-only";
import NextAuth, { type NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { cookieSecret, sessionCookieName } from "@/lib/platform/auth/authenticate";
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

interface Handlers {
  /** Returns the new session, or null when the e-mail address and password do not fit; throws when throttled. */
  signIn(attempt: SignInAttempt): Promise<SignedIn | null>;
  signOut(sessionId: string): Promise<void>;
  addressOf(headers: Headers): string;
}

type Handler = (request: Request, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

/** Returns the sign-in and sign-out endpoint. Only the session's id is in the cookie; every request checks its row. */
export function signInEndpoint(handlers: Handlers): Handler {
  // The library reads its own address from the environment only.
  process.env["NEXTAUTH_URL"] = settings().PUBLIC_URL;
  return NextAuth(options(handlers)) as Handler;
}

function options({ signIn, signOut, addressOf }: Handlers): NextAuthOptions {
  const secure = settings().PUBLIC_URL.startsWith("https:");
  return {
    secret: cookieSecret(),
    session: { strategy: "jwt", maxAge: sessionLifetimeSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
      },
    },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        async authorize(credentials, request) {
          const headers = new Headers(
            Object.entries(request.headers ?? {}).map(([key, value]) => [key, String(value)]),
          );
          const found = await signIn({
            email: String(credentials?.email ?? ""),
            password: String(credentials?.password ?? ""),
            address: addressOf(headers),
            userAgent: headers.get("user-agent") ?? "",
          });
          return found && { id: found.personId, name: found.name, sessionId: found.sessionId };
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user && "sessionId" in user ? { sub: user.id, sid: user.sessionId } : token),
      session: ({ session }) => ({ expires: session.expires }),
      // Never back to an address that the request names.
      redirect: ({ baseUrl }) => baseUrl,
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.["sid"] === "string") await signOut(token["sid"]);
      },
    },
  };
}
