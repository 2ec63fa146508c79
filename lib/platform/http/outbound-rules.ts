import "server-only";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { hostOf, rangeOf } from "@/lib/platform/http/checked-exchange";
import { settings } from "@/lib/platform/settings/settings";

/** Where the product may send what a person gave it an address for. */
export interface OutboundRules {
  /** Host names, addresses and ranges inside one's own network that may be reached all the same. */
  hosts: readonly string[];
  ports: readonly string[];
}

/** Why an address is not fetched, in words that say what to do. */
export class AddressRefused extends Error {}

/** Returns the rules that the operator of this installation has set. */
export function outboundRules(): OutboundRules {
  const { WEBHOOK_ALLOWED_HOSTS: hosts, WEBHOOK_ALLOWED_PORTS: ports } = settings();
  return { hosts, ports };
}

/** The longest address that is taken, in characters. */
const longestAddress = 2_000;

/**
 * Returns the address as it would be fetched. Throws AddressRefused for what is never fetched whatever its name resolves to:
 * other schemes than https, names and passwords in it, other ports than those allowed, addresses that are not of the public internet.
 */
export function readAddress(text: string, rules: OutboundRules): URL {
  if (text.length > longestAddress)
    throw new AddressRefused(`It is longer than ${longestAddress} characters. Shorten it.`);
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) throw new AddressRefused("It is no address. Write it as https://receiver.example.com/path.");
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw new AddressRefused("It must begin with https://.");
  if (url.username !== "" || url.password !== "")
    throw new AddressRefused("It holds a name or password. Take them out: messages are signed instead.");
  const host = hostOf(url);
  if (url.protocol === "http:" && !(isLoopback(host) && namedIn(rules, host, host)))
    throw new AddressRefused("It must begin with https://, so that nobody reads along.");
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  if (!rules.ports.includes(port))
    throw new AddressRefused(
      `Port ${port} is not allowed. Use ${rules.ports.join(" or ")}, or have it added to WEBHOOK_ALLOWED_PORTS.`,
    );
  if (isIP(host)) assertReachable(host, host, rules);
  return url;
}

/** Throws AddressRefused unless the IP address is of the public internet, or the operator allows it or the host by which it was found. */
export function assertReachable(address: string, host: string, rules: OutboundRules): void {
  if (rangeOf(address) === "unicast" || namedIn(rules, address, host)) return;
  throw new AddressRefused(
    `${host} is ${address === host ? "" : `at ${address}, `}an address that is not of the public internet. Use another, or have it added to WEBHOOK_ALLOWED_HOSTS.`,
  );
}

function isLoopback(host: string): boolean {
  return rangeOf(host) === "loopback";
}

function namedIn({ hosts }: OutboundRules, address: string, host: string): boolean {
  return hosts.some((allowed) =>
    ipaddr.isValidCIDR(allowed)
      ? liesIn(address, allowed)
      : isIP(allowed)
        ? liesIn(address, `${allowed}/${isIP(allowed) === 4 ? 32 : 128}`)
        : allowed.toLowerCase() === host.toLowerCase(),
  );
}

function liesIn(address: string, range: string): boolean {
  const [found, [net, bits]] = [ipaddr.parse(address), ipaddr.parseCIDR(range)];
  return found.kind() === net.kind() && found.match(net, bits);
}
