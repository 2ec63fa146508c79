import "server-only";
import { cookieNamed } from "@/lib/platform/auth/authenticate";
import { settings } from "@/lib/platform/settings/settings";

// The key of a sign-in between its steps: it opens no page and no operation, only the next step.
const seconds = 10 * 60;

/** The name of the cookie that binds a half-open sign-in to its browser. */
function halfOpenCookieName(): string {
  return settings().PUBLIC_URL.startsWith("https:") ? "__Host-plumbline.sign-in" : "plumbline.sign-in";
}

/** Returns the key of the half-open sign-in that a browser holds; empty when it holds none. */
export function halfOpenKeyIn(headers: Headers): string {
  return cookieNamed(halfOpenCookieName(), headers.get("cookie") ?? "") ?? "";
}

/** Returns the Set-Cookie line that gives a browser the key, or takes it away. */
export function halfOpenCookie(key: string | null): string {
  const secure = settings().PUBLIC_URL.startsWith("https:") ? "; Secure" : "";
  const [value, age] = key === null ? ["", 0] : [key, seconds];
  return `${halfOpenCookieName()}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`;
}
