import "server-only";
import { hostname, networkInterfaces } from "node:os";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { settings } from "@/lib/platform/settings/settings";

let allowed: ReadonlySet<string> | undefined;

/**
 * Throws Forbidden unless the browser says that the request comes from one of our own origins. A missing, null or
 * malformed Origin is refused: every browser sends one with each write.
 */
export function assertOwnOrigin(headers: Headers): void {
  const origin = headers.get("origin");
  allowed ??= ownOrigins();
  if (origin === null || !allowed.has(origin)) {
    throw new Forbidden(
      "This request does not come from an address of Plumbline. Set PUBLIC_URL or ALLOWED_ORIGINS to the address you use.",
    );
  }
}

/** Returns every origin at which this installation answers: the public one, those configured, and its own names and addresses. */
function ownOrigins(): ReadonlySet<string> {
  const { PUBLIC_URL, ALLOWED_ORIGINS } = settings();
  const own = new URL(PUBLIC_URL);
  if (own.protocol === "https:") return new Set([own.origin, ...ALLOWED_ORIGINS]);
  const port = own.port === "" ? "" : `:${own.port}`;
  const addresses = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).map(({ address, family }) => (family === "IPv6" ? `[${address}]` : address)),
  );
  const hosts = ["localhost", "127.0.0.1", "[::1]", hostname(), ...addresses];
  return new Set([own.origin, ...ALLOWED_ORIGINS, ...hosts.map((host) => `http://${host}${port}`)]);
}
