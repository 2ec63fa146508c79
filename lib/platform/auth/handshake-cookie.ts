import "server-only";
import * as z from "zod";
import { cookieNamed } from "@/lib/platform/auth/authenticate";
import { seal, unseal } from "@/lib/platform/crypto/sealed";
import { settings } from "@/lib/platform/settings/settings";

/** Minutes for which somebody may be at the provider. */
const minutes = 10;
const place = { table: "single sign-on", id: "browser", column: "handshake" };

const shape = z.object({
  issuer: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** The session that links its account, where nobody signs in. */
  linkTo: z.uuid().nullable(),
  until: z.number(),
});

/** What a browser on its way to a sign-in provider keeps, sealed so that it can read and change none of it. */
export type BrowserHandshake = Omit<z.output<typeof shape>, "until">;

function cookieName(): string {
  const name = "plumbline.provider";
  return settings().PUBLIC_URL.startsWith("https:") ? `__Host-${name}` : name;
}

/** Returns the Set-Cookie line that binds a handshake to its browser for ten minutes, or takes it away. */
export function handshakeCookie(handshake: BrowserHandshake | null, now: Date): string {
  const secure = settings().PUBLIC_URL.startsWith("https:") ? "; Secure" : "";
  const until = now.getTime() + minutes * 60_000;
  const value = handshake === null ? "" : seal(JSON.stringify({ ...handshake, until }), place);
  const age = handshake === null ? 0 : minutes * 60;
  return `${cookieName()}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`;
}

/** Returns the handshake that a browser holds; null when it holds none, one that was changed, or one that is too old. */
export function handshakeIn(headers: Headers, now: Date): BrowserHandshake | null {
  const sealed = cookieNamed(cookieName(), headers.get("cookie") ?? "");
  if (!sealed) return null;
  try {
    const { until, ...handshake } = shape.parse(JSON.parse(unseal(sealed, place)));
    return until > now.getTime() ? handshake : null;
  } catch {
    return null;
  }
}
