import "server-only";
import { settings } from "@/lib/platform/settings/settings";

// The longest written form of an IPv6 address with its zone; what is longer is none.
const longest = 64;

/**
 * Returns the address of the caller for throttling and the session list. Forwarded addresses are believed only from
 * as many proxies as the settings name, counted from the right; everything further left the caller wrote itself.
 */
export function callerAddress(headers: Headers): string {
  const hops = (headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((hop) => hop.trim())
    .filter((hop) => hop !== "");
  // The web server itself appends the peer's address as the last hop.
  return (hops.at(-1 - settings().TRUSTED_PROXIES) ?? hops[0] ?? "unknown").slice(0, longest);
}
