import "server-only";
import { promises as dns, type LookupAddress } from "node:dns";
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

// What everything shares that sends to an address somebody typed: a name is resolved once, whoever sends checks each address
// it has, and the connection goes to one of these, so that a name which changes in between reaches nothing.

/** Finds the addresses of a name. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** The system's resolver. */
export const everyAddress: Resolve = (host) => dns.lookup(host, { all: true });

/** Returns the host of an address as names are resolved: without brackets and without the dot at its end. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

/** Returns the addresses of a host, itself where it is one; throws what the resolver throws, and the signal's reason when it is over. */
export async function addressesOf(
  host: string,
  resolve: Resolve,
  signal: AbortSignal,
): Promise<readonly LookupAddress[]> {
  const family = isIP(host);
  if (family) return [{ address: host, family }];
  return new Promise((resolved, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    resolve(host).then(resolved, reject);
  });
}

const internet = ipaddr.parseCIDR("2000::/3");

/**
 * Returns what an IP address is set aside for, "unicast" for one of the public internet. Most of what hides an IPv4 address in
 * an IPv6 one has a name of its own; the rest lies outside of the addresses given out for the internet (2000::/3).
 */
export function rangeOf(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const found = ipaddr.parse(address);
  const range = found.range();
  return range === "unicast" && found.kind() === "ipv6" && !found.match(internet) ? "reserved" : range;
}

interface Sent {
  method: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer | null;
}

interface ExchangeOptions {
  signal: AbortSignal;
  /** Bytes of the answer that are read; the rest is not waited for. */
  mostRead: number;
  /** The authority that signed the certificate, where it is none that Node knows. */
  ca?: string | undefined;
}

/** What came back. */
interface Received {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer<ArrayBuffer>;
  /** Whether there was more than was to be read. */
  cut: boolean;
}

/** Sends one request to one of these addresses, whatever the name says by now, and returns the answer; follows no redirect. Throws what the connection throws. */
export async function exchangeAt(
  url: URL,
  to: readonly LookupAddress[],
  { method, headers, body }: Sent,
  { signal, mostRead, ca }: ExchangeOptions,
): Promise<Received> {
  const lookup: LookupFunction = (_host, { all }, found) =>
    all ? found(null, [...to]) : found(null, to[0]?.address ?? "", to[0]?.family);
  const options = {
    ...{ method, agent: false, lookup, signal, maxHeaderSize: 16 * 1024 },
    headers: { ...headers, connection: "close", ...(body ? { "content-length": body.length } : {}) },
    ...(ca === undefined ? {} : { ca }),
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = url.protocol === "https:" ? httpsRequest(url, options) : httpRequest(url, options);
    request.on("error", reject);
    request.on("response", resolve);
    request.end(body ?? undefined);
  });
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    size += part.length;
    // Leaving the loop closes the connection.
    if (size > mostRead) break;
  }
  const read = Buffer.concat(parts).subarray(0, mostRead);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: read,
    cut: size > mostRead,
  };
}
